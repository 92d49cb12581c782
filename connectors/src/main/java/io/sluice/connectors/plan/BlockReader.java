package io.sluice.connectors.plan;

import io.sluice.connectors.StatusCode;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * How one protocol reads blocks of one group over one connection. Called on the connection's loop.
 *
 * @param <A> what an answer is before it is taken apart
 */
public interface BlockReader<A> {
  /**
   * An outcome where the block need not be sent at all, or null: a unit that is known to be silent
   * is left alone.
   */
  default @Nullable Outcome skip(Block block) {
    return null;
  }

  /**
   * Sends the request; must not block. The stage may complete on any thread. It fails, or this
   * throws, where the connection is no good any more; a refusal or a lost answer that the
   * connection survives is an answer.
   */
  CompletionStage<? extends A> send(Block block);

  /**
   * Takes an answer apart. Where {@link Outcome.Answered} comes back, every tag of the block has
   * been given a sample.
   *
   * @param time source time in OPC UA ticks
   */
  Outcome take(Block block, A answer, ScanBuffer into, long time);

  /** What the samples of a tag are that breaks the connection, of which {@code why} was heard. */
  default StatusCode deadly(Throwable why) {
    return StatusCode.BAD_COMMUNICATION_ERROR;
  }

  /** Other blocks are not read any more and can be forgotten. */
  default void keepOnly(Collection<Block> blocks) {}
}
