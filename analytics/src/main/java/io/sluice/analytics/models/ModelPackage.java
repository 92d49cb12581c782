package io.sluice.analytics.models;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.Numbers;
import io.sluice.analytics.Sha256;
import io.sluice.analytics.TrainedModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model as one file of format 2: {@code manifest.txt} with the hash of every other entry, {@code
 * signature.bin} over it, {@code card.json}, {@code numbers.bin} and, where a library made it,
 * {@code model.pb}; the same three for each operating mode below {@code modes/}.
 *
 * <p>Hostile until checked, in this order: size, entries and their names, signature over the
 * manifest, hashes of all entries; only then is anything parsed: the cards, then the numbers. What
 * a library parses stays bytes here; its class names and shapes are the detector kind's to check.
 */
final class ModelPackage {
  private static final String SIGNATURE = "signature.bin";
  private static final String CARD = "card.json";
  private static final String NUMBERS = "numbers.bin";
  private static final String LIBRARY = "model.pb";
  private static final int MOST_MODES = 64;
  private static final int MOST_ENTRIES = 2 + 3 * (1 + MOST_MODES);
  private static final Pattern NAMES =
      Pattern.compile(
          "manifest\\.txt|signature\\.bin|(modes/\\d\\d/)?(card\\.json|numbers\\.bin|model\\.pb)");

  private final ModelManifest manifest;
  private final String id;
  private final String key;
  private final Map<String, byte[]> entries;

  private ModelPackage(ModelManifest manifest, String id, String key, Map<String, byte[]> entries) {
    this.manifest = manifest;
    this.id = id;
    this.key = key;
    this.entries = entries;
  }

  /** Packs and signs a model. */
  static byte[] write(ModelManifest of, TrainedModel model, Cards cards, ModelKeys keys)
      throws ModelException {
    Map<String, byte[]> content = new TreeMap<>();
    put(content, "", model, cards.of(model, null));
    int number = 0;
    if (model.modes().size() > MOST_MODES) {
      throw new ModelException("the model has more than " + MOST_MODES + " modes");
    }
    for (Map.Entry<String, TrainedModel> mode : new TreeMap<>(model.modes()).entrySet()) {
      if (!mode.getValue().modes().isEmpty()) {
        throw new ModelException("the model for mode " + mode.getKey() + " has modes itself");
      }
      String folder = "modes/%02d/".formatted(number++);
      put(content, folder, mode.getValue(), cards.of(mode.getValue(), mode.getKey()));
    }
    byte[] manifest = ModelManifest.of(of.detector(), of.version(), content).bytes();
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(ModelManifest.NAME, manifest);
    entries.put(SIGNATURE, keys.sign(manifest));
    entries.putAll(content);
    return StoredZip.write(entries);
  }

  /** Makes the card of a model and of its sub-models. */
  @FunctionalInterface
  interface Cards {
    ModelCard of(TrainedModel model, @Nullable String mode);
  }

  private static void put(
      Map<String, byte[]> entries, String folder, TrainedModel model, ModelCard card) {
    entries.put(folder + CARD, card.json());
    entries.put(folder + NUMBERS, NumbersFile.write(model.numbers()));
    ByteBuffer library = model.library();
    if (library != null) {
      byte[] bytes = new byte[library.remaining()];
      library.duplicate().get(bytes);
      entries.put(folder + LIBRARY, bytes);
    }
  }

  /** A file's bytes, where it is one and not too large. */
  static byte[] bytes(Path file) throws ModelException {
    try {
      if (!Files.isRegularFile(file)) {
        throw new ModelException(Files.exists(file) ? "is not a file" : "is not there");
      }
      if (Files.size(file) > ModelStore.MAX_BYTES) {
        throw new ModelException("is larger than " + ModelStore.MAX_BYTES + " bytes");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new ModelException("is not there", e);
    } catch (IOException e) {
      throw new ModelException("cannot be read: " + e.getMessage(), e);
    }
  }

  /** True where the bytes claim to be of this format. */
  static boolean is(byte[] file) {
    return StoredZip.beginsWith(file, ModelManifest.NAME);
  }

  /** Opens a file as far as its signature goes; parses nothing but the manifest. */
  static ModelPackage open(byte[] file, ModelKeys keys, ModelKeys.Use use, Instant now)
      throws ModelException {
    Map<String, byte[]> entries = StoredZip.read(file, MOST_ENTRIES, NAMES);
    byte[] manifest = entries.remove(ModelManifest.NAME);
    byte[] signature = entries.remove(SIGNATURE);
    if (manifest == null || signature == null) {
      throw new ModelException("is not signed");
    }
    String key = keys.require(signature, manifest, use, now);
    return new ModelPackage(ModelManifest.read(manifest), Sha256.of(manifest), key, entries);
  }

  /** What its maker calls the detector. */
  String detector() {
    return manifest.detector();
  }

  String id() {
    return id;
  }

  ModelVersion.Signature signature() {
    return new ModelVersion.Signature(key, manifest.version());
  }

  /** The card and the model, parsed after all hashes are found right. */
  Content content() throws ModelException {
    manifest.require(entries);
    try {
      ModelCard card = ModelCard.parse(required(CARD));
      return new Content(card, card.model(numbers(""), entries.get(LIBRARY), modes()));
    } catch (IllegalArgumentException | NullPointerException | DateTimeException e) {
      // A record's checks answer values out of range with any of these.
      throw new ModelException("is damaged: " + e.getMessage(), e);
    }
  }

  /**
   * What is in a package.
   *
   * @param card for people
   * @param model for the detector
   */
  record Content(ModelCard card, TrainedModel model) {}

  private Map<String, TrainedModel> modes() throws ModelException {
    Map<String, TrainedModel> modes = new TreeMap<>();
    for (int number = 0; number < MOST_MODES; number++) {
      String folder = "modes/%02d/".formatted(number);
      if (entries.containsKey(folder + CARD)) {
        ModelCard card = ModelCard.parse(required(folder + CARD));
        String mode = card.mode();
        TrainedModel model = card.model(numbers(folder), entries.get(folder + LIBRARY), Map.of());
        if (mode == null || modes.put(mode, model) != null) {
          throw new ModelException("is damaged: " + folder + " has no mode of its own");
        }
      }
    }
    return modes;
  }

  private Numbers numbers(String folder) throws ModelException {
    return NumbersFile.read(required(folder + NUMBERS));
  }

  private byte[] required(String name) throws ModelException {
    byte[] bytes = entries.get(name);
    if (bytes == null) {
      throw new ModelException("is damaged: " + name + " is missing");
    }
    return bytes;
  }
}
