package io.sluice.analytics.models;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.Numbers;
import io.sluice.analytics.TrainedModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A model as one zip file: {@code card.json}, {@code numbers.bin} and, where a library made it,
 * {@code model.pb}. Hostile until checked: size, entry names, sizes, hashes, then values; what the
 * library parses stays bytes here.
 */
final class ModelPackage {
  private static final String CARD = "card.json";
  private static final String NUMBERS = "numbers.bin";
  private static final String LIBRARY = "model.pb";
  private static final List<String> NAMES = List.of(CARD, NUMBERS, LIBRARY);
  private static final int CARD_BYTES = 4 << 20;

  private ModelPackage() {}

  /** The same model always gives the same bytes. */
  static byte[] write(TrainedModel model) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(NUMBERS, NumbersFile.write(model.numbers()));
    ByteBuffer library = model.library();
    if (library != null) {
      byte[] bytes = new byte[library.remaining()];
      library.duplicate().get(bytes);
      entries.put(LIBRARY, bytes);
    }
    Map<String, String> hashes = new TreeMap<>();
    entries.forEach((name, bytes) -> hashes.put(name, sha256(bytes)));
    return zip(ModelCard.of(model, hashes).json(), entries);
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

  static TrainedModel read(byte[] file) throws ModelException {
    try {
      return model(entries(file));
    } catch (IOException e) {
      throw new ModelException("is damaged: " + e.getMessage(), e);
    } catch (IllegalArgumentException | NullPointerException e) {
      // ZipInputStream answers a bad name with the first, a record's checks with either.
      throw new ModelException("is damaged: " + e.getMessage(), e);
    }
  }

  private static TrainedModel model(Map<String, byte[]> entries) throws ModelException {
    ModelCard card = ModelCard.parse(required(entries, CARD));
    byte[] numbers = checked(entries, NUMBERS, card);
    byte[] library = entries.containsKey(LIBRARY) ? checked(entries, LIBRARY, card) : null;
    if (library == null && card.content().containsKey(LIBRARY)) {
      throw new ModelException("is damaged: " + LIBRARY + " is missing");
    }
    return model(card, NumbersFile.read(numbers), library);
  }

  private static TrainedModel model(ModelCard card, Numbers numbers, byte @Nullable [] library) {
    return new TrainedModel(
        card.kind(),
        card.modelColumns(),
        card.data(),
        card.parameters(),
        card.threshold(),
        card.offLevel(),
        numbers,
        library == null ? null : ByteBuffer.wrap(library));
  }

  private static byte[] checked(Map<String, byte[]> entries, String name, ModelCard card)
      throws ModelException {
    byte[] bytes = required(entries, name);
    if (!sha256(bytes).equals(card.content().get(name))) {
      throw new ModelException("is damaged: " + name + " does not match its SHA-256 in card.json");
    }
    return bytes;
  }

  private static byte[] required(Map<String, byte[]> entries, String name) throws ModelException {
    byte[] bytes = entries.get(name);
    if (bytes == null) {
      throw new ModelException("is damaged or no model file: " + name + " is missing");
    }
    return bytes;
  }

  private static Map<String, byte[]> entries(byte[] file) throws IOException, ModelException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        if (!NAMES.contains(name) || entries.containsKey(name)) {
          throw new ModelException(
              "has an entry it should not have: '%.60s'; allowed once: %s".formatted(name, NAMES));
        }
        int most = name.equals(CARD) ? CARD_BYTES : (int) ModelStore.MAX_BYTES;
        byte[] bytes = zip.readNBytes(most + 1);
        if (bytes.length > most) {
          throw new ModelException(name + " unpacks to more than " + most + " bytes");
        }
        entries.put(name, bytes);
      }
    }
    return entries;
  }

  private static byte[] zip(byte[] card, Map<String, byte[]> others) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, CARD, card);
      for (Map.Entry<String, byte[]> other : others.entrySet()) {
        put(zip, other.getKey(), other.getValue());
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory is always writable", e);
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
