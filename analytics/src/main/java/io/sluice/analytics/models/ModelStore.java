package io.sluice.analytics.models;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.Sha256;
import io.sluice.analytics.TrainedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Model files in a directory: {@code <detector>/v0001.model} and on. A version is written once,
 * signed with the gateway's own key, and never changed. Files of format 1, which have no signature,
 * are read as long as they are there. Safe from any thread.
 */
public final class ModelStore {
  /** Most bytes a model file may have. */
  public static final long MAX_BYTES = 64L << 20;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
  private static final Pattern FILE = Pattern.compile("v(\\d{4,9})\\.model");
  private static final Making UNKNOWN = Making.trained("");

  private final Path directory;
  private final SafeFiles files;
  private final ModelKeys keys;

  /** A store in {@code directory}, which is made with the first model. */
  public ModelStore(Path directory) {
    this(directory, step -> {});
  }

  ModelStore(Path directory, SafeFiles.Steps steps) {
    this.directory = directory;
    this.files = new SafeFiles(steps);
    this.keys = new ModelKeys(directory.resolve(".keys"), files);
  }

  /** What models are signed with, and whose are taken. */
  public ModelKeys keys() {
    return keys;
  }

  /**
   * Writes the next version, of which nothing is known but the model: complete and forced to disk
   * before it gets its name.
   *
   * @throws ModelException if the name is not allowed or the disk does not take it
   */
  public synchronized StoredModel save(String detector, TrainedModel model) throws ModelException {
    return save(detector, highest(detector) + 1, model, UNKNOWN);
  }

  /** Writes a certain version, which must not be there yet. */
  StoredModel save(String detector, int version, TrainedModel model, Making making)
      throws ModelException {
    return put(detector, version, pack(detector, version, model, making));
  }

  /** Writes a package as it is. */
  StoredModel put(String detector, int version, byte[] bytes) throws ModelException {
    Path file = file(detector, version);
    if (bytes.length > MAX_BYTES) {
      throw new ModelException(file + ": is larger than " + MAX_BYTES + " bytes");
    }
    try {
      files.folder(folder(detector));
      clean(detector);
      files.put(file, bytes);
    } catch (IOException e) {
      throw new ModelException(file + ": the model was not saved: " + e.getMessage(), e);
    }
    return read(detector, version, bytes);
  }

  /** Drafts that a fault has left. */
  private void clean(String detector) throws IOException, ModelException {
    try (DirectoryStream<Path> torn =
        Files.newDirectoryStream(folder(detector), "*" + SafeFiles.DRAFT)) {
      for (Path draft : torn) {
        files.delete(draft);
      }
    }
  }

  /** The bytes of a signed package of this version, whatever format its file has. */
  byte[] packed(StoredModel stored) throws ModelException {
    byte[] bytes = ModelPackage.bytes(stored.file());
    return ModelPackage.is(bytes)
        ? bytes
        : pack(stored.detector(), stored.version(), stored.model(), stored.summary().making());
  }

  private byte[] pack(String detector, int version, TrainedModel model, Making making)
      throws ModelException {
    return ModelPackage.write(
        new ModelManifest(detector, version, Map.of()),
        model,
        (part, mode) -> ModelCard.of(part, mode, making, software()),
        keys);
  }

  private static String software() {
    String version = ModelStore.class.getPackage().getImplementationVersion();
    return "sluice " + (version == null ? "development" : version);
  }

  /**
   * The newest version, or empty if there is none.
   *
   * @throws ModelException if the newest is damaged or cannot be read
   */
  public Optional<StoredModel> latest(String detector) throws ModelException {
    List<Integer> versions = versions(detector);
    return versions.isEmpty()
        ? Optional.empty()
        : Optional.of(load(detector, versions.get(versions.size() - 1)));
  }

  /**
   * One version.
   *
   * @throws ModelException if it is not there, damaged or cannot be read
   */
  public StoredModel load(String detector, int version) throws ModelException {
    Path file = file(detector, version);
    try {
      return read(detector, version, ModelPackage.bytes(file));
    } catch (ModelException e) {
      throw new ModelException(file + ": " + e.getMessage(), e);
    }
  }

  private StoredModel read(String detector, int version, byte[] bytes) throws ModelException {
    Path file = file(detector, version);
    if (!ModelPackage.is(bytes)) {
      TrainedModel model = FirstFormat.read(bytes);
      ModelVersion summary =
          summary(version, Sha256.of(bytes), UNKNOWN, ModelVersion.Signature.NONE, bytes);
      ModelCard card = ModelCard.of(model, null, UNKNOWN, "");
      return new StoredModel(detector, version, file, model, card, summary);
    }
    ModelPackage pack = ModelPackage.open(bytes, keys, ModelKeys.Use.STORE, Instant.EPOCH);
    ModelPackage.Content content = pack.content();
    Making made = content.card().making().making();
    boolean own = keys.isOwn(pack.signature().key());
    Making making = own ? made : new Making(Making.How.IMPORTED, made.by(), null, made.created());
    ModelVersion summary = summary(version, pack.id(), making, pack.signature(), bytes);
    return new StoredModel(detector, version, file, content.model(), content.card(), summary);
  }

  private static ModelVersion summary(
      int version, String id, Making making, ModelVersion.Signature signature, byte[] bytes) {
    return new ModelVersion(
        version, id, ModelState.CANDIDATE, making, signature, bytes.length, Evidence.NONE);
  }

  /** Versions there are, rising. */
  public List<Integer> versions(String detector) throws ModelException {
    Path folder = folder(detector);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> FILE.matcher(String.valueOf(file.getFileName())))
          .filter(Matcher::matches)
          .map(match -> Integer.valueOf(match.group(1)))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new ModelException(folder + ": cannot be listed: " + e.getMessage(), e);
    }
  }

  /** The highest version there is, 0 where there is none. */
  int highest(String detector) throws ModelException {
    List<Integer> versions = versions(detector);
    return versions.isEmpty() ? 0 : versions.get(versions.size() - 1);
  }

  /** Detectors that have a folder, by name. */
  List<String> detectors() throws ModelException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(directory)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> String.valueOf(folder.getFileName()))
          .filter(name -> NAME.matcher(name).matches())
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new ModelException(directory + ": cannot be listed: " + e.getMessage(), e);
    }
  }

  void delete(String detector, int version) throws ModelException {
    try {
      files.delete(file(detector, version));
    } catch (IOException e) {
      throw new ModelException(
          detector + ": v" + version + " cannot be removed: " + e.getMessage(), e);
    }
  }

  Path directory() {
    return directory;
  }

  SafeFiles files() {
    return files;
  }

  Path folder(String detector) throws ModelException {
    if (!NAME.matcher(detector).matches()) {
      throw new ModelException(
          "detector name '"
              + detector
              + "' is not allowed: 1 to 100 letters, digits, '-', '_' or '.', a letter or digit"
              + " first");
    }
    return directory.resolve(detector);
  }

  Path file(String detector, int version) throws ModelException {
    return folder(detector).resolve("v%04d.model".formatted(version));
  }
}
