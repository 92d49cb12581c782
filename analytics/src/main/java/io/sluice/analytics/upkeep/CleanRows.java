package io.sluice.analytics.upkeep;

import io.sluice.analytics.Column;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingRows;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Live rows of normal operation: those near an alarm are left out, before it and after it. Bounded:
 * rows are kept in blocks of neighbours, as windows need them; where the room is used up every
 * second block goes and from then on every second one is kept, so that the whole time since the
 * beginning stays represented. Used by one context.
 */
public final class CleanRows {
  /** Rows of a block. */
  static final int BLOCK = 500;

  /** A shorter block, cut off by an alarm, is worth little more than filling the windows. */
  private static final int FEWEST = 100;

  /** Rows that may wait for what comes after them, whatever the margin. */
  private static final int MOST_WAITING = 20_000;

  private final List<Column> columns;
  private final int mostBlocks;
  private final long margin;
  private final Deque<Kept> waiting = new ArrayDeque<>();
  private final List<List<Kept>> blocks = new ArrayList<>();
  private List<Kept> open = new ArrayList<>();
  private long blocksSeen;
  private int keepEvery = 1;
  private long dirtyUntil = Long.MIN_VALUE;
  private long leftOut;

  /** A row; the array is not changed once it is in here. */
  private static final class Kept {
    private final long time;
    private final double[] values;

    Kept(Row row) {
      time = row.time();
      values = new double[row.size()];
      for (int column = 0; column < values.length; column++) {
        values[column] = row.value(column);
      }
    }

    void read(Row into) {
      for (int column = 0; column < values.length; column++) {
        into.set(column, values[column]);
      }
      into.time(time);
    }
  }

  /**
   * @param capacity most rows kept, 1,000 or more
   * @param margin time before and after each abnormal row from which none is kept, 0 or more
   */
  public CleanRows(List<Column> columns, int capacity, Duration margin) {
    if (capacity < 2 * BLOCK || margin.isNegative()) {
      throw new IllegalArgumentException(
          "capacity is " + capacity + " rows, must be 1,000 or more; margin " + margin);
    }
    this.columns = List.copyOf(columns);
    this.mostBlocks = capacity / BLOCK;
    this.margin = margin.toNanos();
  }

  /** Takes a row that scored below the threshold while no alarm stood. */
  public void clean(Row row) {
    for (int column = 0; column < row.size(); column++) {
      if (!row.usable(column)) {
        leftOut++;
        return;
      }
    }
    if (row.time() <= dirtyUntil || waiting.size() == MOST_WAITING) {
      leftOut++;
    } else {
      waiting.addLast(new Kept(row));
    }
    while (!waiting.isEmpty() && waiting.getFirst().time <= row.time() - margin) {
      keep(waiting.removeFirst());
    }
  }

  /** Takes note of a row at the threshold or in alarm: it and its neighbours are left out. */
  public void abnormal(long nanos) {
    leftOut += waiting.size() + 1;
    waiting.clear();
    dirtyUntil = nanos + margin;
    endBlock();
  }

  /** Rows kept so far. */
  public int size() {
    return blocks.stream().mapToInt(List::size).sum() + open.size();
  }

  /** Rows left out for being unusable, near an alarm, or more than may wait. */
  public long leftOut() {
    return leftOut;
  }

  /** The rows kept so far, oldest first; the copy is made by who asks for it, on any thread. */
  public Supplier<TrainingRows> rows() {
    List<List<Kept>> kept = new ArrayList<>(blocks);
    kept.add(List.copyOf(open));
    int size = Math.max(1, size());
    return () -> {
      TrainingRows rows = new TrainingRows(columns, size);
      Row row = new Row(columns.size());
      for (List<Kept> block : kept) {
        for (Kept one : block) {
          one.read(row);
          rows.add(row);
        }
      }
      return rows;
    };
  }

  /** Forgets all rows: those that taught one model shall not teach the next. */
  public void clear() {
    waiting.clear();
    blocks.clear();
    open = new ArrayList<>();
    blocksSeen = 0;
    keepEvery = 1;
    leftOut = 0;
  }

  private void keep(Kept row) {
    open.add(row);
    if (open.size() == BLOCK) {
      endBlock();
    }
  }

  private void endBlock() {
    if (open.size() < FEWEST) {
      leftOut += open.size();
      open = new ArrayList<>();
      return;
    }
    if (blocksSeen++ % keepEvery == 0) {
      blocks.add(List.copyOf(open));
    }
    open = new ArrayList<>();
    if (blocks.size() > mostBlocks) {
      for (int i = blocks.size() - 1; i > 0; i -= 2) {
        blocks.remove(i);
      }
      keepEvery *= 2;
    }
  }
}
