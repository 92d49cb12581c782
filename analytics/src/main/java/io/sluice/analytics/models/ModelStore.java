package io.sluice.analytics.models;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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

  /** A store in {@code directory}, which is made with the first model. */
  public ModelStore(Path directory) {
    this.directory = directory;
  }

  /**
   * Writes the next version: complete and forced to disk before it gets its name.
   *
   * @throws ModelException if the name is not allowed or the disk does not take it
   */
  public synchronized StoredModel save(String detector, TrainedModel model) throws ModelException {
    Path folder = folder(detector);
    byte[] bytes = ModelPackage.write(model);
    try {
      Files.createDirectories(folder);
      List<Integer> versions = versions(detector);
      int version = versions.isEmpty() ? 1 : versions.get(versions.size() - 1) + 1;
      Path file = file(detector, version);
      Path draft = folder.resolve(file.getFileName() + ".tmp");
      force(draft, bytes);
      move(draft, file);
      return new StoredModel(detector, version, file, model);
    } catch (IOException e) {
      throw new ModelException(folder + ": the model was not saved: " + e.getMessage(), e);
    }
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
    Path file = folder(detector).resolve(file(detector, version).getFileName());
    try {
      return new StoredModel(detector, version, file, ModelPackage.read(file));
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

  private Path folder(String detector) throws ModelException {
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

  private static void force(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  private static void move(Path draft, Path file) throws IOException {
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(draft, file);
    }
  }
}
