package io.sluice.analytics.models;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Model files in a directory: {@code <detector>/v0001.model} and on. A version is written once and
 * never changed. One process writes; reading is safe from any thread.
 */
public final class ModelStore {
  /** Most bytes a model file may have. */
  public static final long MAX_BYTES = 64L << 20;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
  private static final Pattern FILE = Pattern.compile("v(\\d{4,9})\\.model");

  private final Path directory;
  private final SafeFiles files;

  /** A store in {@code directory}, which is made with the first model. */
  public ModelStore(Path directory) {
    this(directory, step -> {});
  }

  ModelStore(Path directory, SafeFiles.Steps steps) {
    this.directory = directory;
    this.files = new SafeFiles(steps);
  }

  /**
   * Writes the next version, of which nothing is known but the model: complete and forced to disk
   * before it gets its name.
   *
   * @throws ModelException if the name is not allowed or the disk does not take it
   */
  public synchronized StoredModel save(String detector, TrainedModel model) throws ModelException {
    return save(detector, highest(detector) + 1, model, Making.trained(""));
  }

  /** Writes a certain version, which must not be there yet. */
  synchronized StoredModel save(String detector, int version, TrainedModel model, Making making)
      throws ModelException {
    Path folder = folder(detector);
    byte[] bytes = ModelPackage.write(model);
    try {
      files.folder(folder);
      Path file = file(detector, version);
      files.put(file, bytes);
      return new StoredModel(detector, version, file, model, summary(version, bytes, making));
    } catch (IOException e) {
      throw new ModelException(folder + ": the model was not saved: " + e.getMessage(), e);
    }
  }

  private static ModelVersion summary(int version, byte[] bytes, Making making) {
    return new ModelVersion(
        version,
        ModelPackage.sha256(bytes),
        ModelState.CANDIDATE,
        making,
        ModelVersion.Signature.NONE,
        bytes.length,
        Evidence.NONE);
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
      byte[] bytes = ModelPackage.bytes(file);
      TrainedModel model = ModelPackage.read(bytes);
      ModelVersion summary = summary(version, bytes, Making.trained(""));
      return new StoredModel(detector, version, file, model, summary);
    } catch (ModelException e) {
      throw new ModelException(file + ": " + e.getMessage(), e);
    }
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

  private Path file(String detector, int version) throws ModelException {
    return folder(detector).resolve("v%04d.model".formatted(version));
  }
}
