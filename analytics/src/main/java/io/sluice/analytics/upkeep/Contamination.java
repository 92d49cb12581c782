package io.sluice.analytics.upkeep;

import io.sluice.analytics.Detector;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for faults among the rows that are to teach what is normal, with the eyes of the model that
 * serves now: a fault in them is a fault that the next model will not see. Scores each row once.
 */
public final class Contamination {
  /** Rows at the threshold this close to each other are one block. */
  private static final int SAME_BLOCK = 20;

  /** Single rows at the threshold happen; a fault lasts. */
  private static final int FEWEST_ROWS = 3;

  private final TrainingRows rows;

  /**
   * @param rows to be looked at
   */
  public Contamination(TrainingRows rows) {
    this.rows = rows;
  }

  /**
   * The blocks that the detector finds abnormal, in order of time.
   *
   * @param detector of the model that serves now, for the same columns; is reset
   */
  public List<SuspectBlock> blocks(Detector detector) {
    List<SuspectBlock> found = new ArrayList<>();
    Row row = new Row(rows.columns().size());
    @Nullable Block block = null;
    detector.reset();
    for (int index = 0; index < rows.size(); index++) {
      rows.read(index, row);
      if (detector.update(row) == Verdict.SCORED && detector.score() >= 1) {
        if (block == null || index - block.last > SAME_BLOCK) {
          end(block, found);
          block = new Block(index);
        }
        block.take(index, detector);
      }
    }
    end(block, found);
    detector.reset();
    return found;
  }

  /**
   * The rows without the blocks, and without as many rows before each as it takes for a fault to
   * show.
   *
   * @param margin rows left out on both sides of each block, 0 or more
   */
  public TrainingRows without(List<SuspectBlock> blocks, int margin) {
    TrainingRows kept = new TrainingRows(rows.columns(), rows.capacity());
    Row row = new Row(rows.columns().size());
    for (int index = 0; index < rows.size(); index++) {
      int at = index;
      if (blocks.stream().noneMatch(one -> inside(one, at, margin))) {
        rows.read(index, row);
        kept.add(row);
      }
    }
    return kept;
  }

  private static boolean inside(SuspectBlock block, int index, int margin) {
    return index >= block.first() - margin && index <= block.last() + margin;
  }

  private void end(@Nullable Block block, List<SuspectBlock> found) {
    if (block != null && block.atThreshold >= FEWEST_ROWS) {
      found.add(
          new SuspectBlock(
              block.first,
              block.last,
              rows.time(block.first),
              rows.time(block.last),
              block.peak,
              block.tag));
    }
  }

  private static final class Block {
    private final int first;
    private int last;
    private int atThreshold;
    private double peak;
    private String tag = "";

    Block(int first) {
      this.first = first;
    }

    void take(int index, Detector detector) {
      last = index;
      atThreshold++;
      if (detector.score() > peak) {
        peak = detector.score();
        tag = detector.contributions(1).stream().map(one -> one.tag()).findFirst().orElse("");
      }
    }
  }
}
