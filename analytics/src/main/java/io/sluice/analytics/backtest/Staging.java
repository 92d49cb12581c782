package io.sluice.analytics.backtest;

import io.sluice.analytics.backtest.BacktestException.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results on their way into a directory: written aside, and moved in only when all are complete. A
 * backtest that fails leaves the directory as it was.
 */
public final class Staging implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Staging.class);

  private final Path out;
  private final boolean made;
  private final Path aside;
  private boolean published;

  private Staging(Path out, boolean made, Path aside) {
    this.out = out;
    this.made = made;
    this.aside = aside;
  }

  /**
   * Makes the directory where it is not there.
   *
   * @throws BacktestException where nothing can be written there
   */
  public static Staging in(Path out) throws BacktestException {
    try {
      boolean made = !Files.exists(out);
      Files.createDirectories(out);
      return new Staging(out, made, Files.createTempDirectory(out, ".backtest-"));
    } catch (IOException refused) {
      throw unwritable(out, refused);
    }
  }

  /** Where to write a result until it is published. */
  public Path file(String name) {
    return aside.resolve(name);
  }

  /**
   * Moves all results to their place, replacing those of an earlier run.
   *
   * @throws BacktestException where the disk does not take them
   */
  public void publish() throws BacktestException {
    try {
      for (Path file : written()) {
        move(file, out.resolve(file.getFileName()));
      }
      published = true;
    } catch (IOException refused) {
      throw unwritable(out, refused);
    }
  }

  /** Removes what was not published. */
  @Override
  public void close() {
    try {
      for (Path file : written()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(aside);
      if (made && !published) {
        Files.deleteIfExists(out);
      }
    } catch (IOException | UncheckedIOException left) {
      log.warn("{}: a part of a failed backtest is left: {}", aside, left.toString());
    }
  }

  static BacktestException unwritable(Path place, Exception cause) {
    return new BacktestException(
        Trouble.DATA, place + ": cannot be written: " + cause.getMessage(), cause);
  }

  private List<Path> written() throws IOException {
    try (Stream<Path> files = Files.list(aside)) {
      return new ArrayList<>(files.sorted(Comparator.naturalOrder()).toList());
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Path unused =
          Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Path unused = Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
