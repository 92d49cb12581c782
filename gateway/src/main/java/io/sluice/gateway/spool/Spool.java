package io.sluice.gateway.spool;

import io.sluice.connectors.PlantClock;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A crash-safe store-and-forward buffer: what was acknowledged is on disk, is delivered in order at
 * least once, or is declared as a gap.
 *
 * <p>Thread-safe. No method but {@link #open} and {@link #close} blocks. Completions come on the
 * spool's own loop and must return quickly.
 */
@SuppressWarnings("DoNotCallSuggester") // filled in by the next commit
public final class Spool implements AutoCloseable {

  /**
   * Opens or begins the spool.
   *
   * @param name of the spool, and of its files
   * @param directory where they are; made where it is not there
   * @throws SpoolException in one sentence: in use, not writable …
   */
  public static Spool open(String name, SpoolOptions options, Path directory, PlantClock clock)
      throws SpoolException {
    throw new SpoolException(name + ": not built yet");
  }

  /**
   * Appends the records, all or none. Completes when they are forced to disk; fails with a {@link
   * RefusedException} where they are not.
   */
  public CompletionStage<Void> append(List<SpoolRecord> records) {
    throw new UnsupportedOperationException();
  }

  /**
   * The oldest records, at most so many; completes when there is at least one, and the batch before
   * was released or given back. One taker: a second take while one waits fails with an {@link
   * IllegalStateException}. Cancelling the stage's future withdraws the wish.
   */
  public CompletionStage<Batch> take(int most) {
    throw new UnsupportedOperationException();
  }

  /** The batch has arrived: completes when its records are deleted durably and counted. */
  public CompletionStage<Void> release(Batch batch) {
    throw new UnsupportedOperationException();
  }

  /** The batch may not have arrived: it is taken again, marked redelivered. */
  public void giveBack(Batch batch) {
    throw new UnsupportedOperationException();
  }

  /** The ledger now. */
  public SpoolCounts counts() {
    throw new UnsupportedOperationException();
  }

  /** Writes what waits, as far as that takes no more than 2 s, and lets go of the files. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
