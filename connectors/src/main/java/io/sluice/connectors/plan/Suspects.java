package io.sluice.connectors.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Blocks that were being read when a connection broke, until one that is answered is cleared and
 * one that breaks it again is halved.
 *
 * <p>A break proves something against the block only where the same connection had answered
 * anything before: otherwise the peer may just be dead. Without proof the block goes to the end, so
 * that the next connection tries another first, and is halved only while there are few pieces.
 */
final class Suspects {
  /** Pieces that blocks are cut into without proof: this many requests more after an outage. */
  private static final int PIECES = 32;

  /** Proven breaks alone, after which a single tag is the one: a line that flaps may do it once. */
  private static final int BREAKS = 2;

  private final Deque<Suspect> suspects = new ArrayDeque<>();

  private record Suspect(Block block, int breaks) {}

  /**
   * The block was being read when the connection broke.
   *
   * @param proven whether the connection had answered something before
   * @return whether the block is a single tag that was found to break connections
   */
  boolean broke(Block block, boolean proven, Function<Block, List<Block>> halves) {
    Suspect known = take(block);
    if (block.single()) {
      int breaks = known == null ? 0 : known.breaks() + (proven ? 1 : 0);
      if (breaks >= BREAKS) {
        return true;
      }
      add(new Suspect(block, breaks), proven);
    } else if (proven || suspects.size() < PIECES) {
      List<Block> parts = halves.apply(block);
      add(new Suspect(parts.get(proven ? 1 : 0), 0), proven);
      add(new Suspect(parts.get(proven ? 0 : 1), 0), proven);
    } else {
      add(new Suspect(block, 0), false);
    }
    return false;
  }

  /** Answered, in whatever way: it breaks nothing. */
  boolean cleared(Block block) {
    return !suspects.isEmpty() && take(block) != null;
  }

  /** In the order in which they are to be tried. */
  List<Block> blocks() {
    return suspects.stream().map(Suspect::block).toList();
  }

  boolean holds(Block block) {
    return suspects.stream().anyMatch(suspect -> suspect.block().equals(block));
  }

  boolean holds(int tag) {
    return suspects.stream().anyMatch(suspect -> suspect.block().contains(tag));
  }

  private void add(Suspect suspect, boolean first) {
    if (first) {
      suspects.addFirst(suspect);
    } else {
      suspects.addLast(suspect);
    }
  }

  private @Nullable Suspect take(Block block) {
    for (Iterator<Suspect> all = suspects.iterator(); all.hasNext(); ) {
      Suspect suspect = all.next();
      if (suspect.block().equals(block)) {
        all.remove();
        return suspect;
      }
    }
    return null;
  }
}
