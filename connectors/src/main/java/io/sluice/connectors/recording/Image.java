package io.sluice.connectors.recording;

import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A played device as it stands: what was recorded last of each tag and, in place of it, what was
 * written since, until the recording shows that the device itself took another value. Confined to
 * the player's loop.
 */
final class Image {
  /** A group is gone when nothing was heard of it for this many intervals, and a second. */
  private static final int GONE_INTERVALS = 5;

  private static final long GONE_NANOS = 1_000_000_000L;

  private final IdentityHashMap<TagGroup, Board> boards = new IdentityHashMap<>();
  private final Map<String, Seat> seats = new HashMap<>();
  private int written;

  private record Seat(Board board, int index) {}

  Image(List<TagGroup> groups) {
    for (TagGroup group : groups) {
      Board board = new Board(group);
      boards.put(group, board);
      for (int i = 0; i < group.tags().size(); i++) {
        seats.put(group.tags().get(i).name(), new Seat(board, i));
      }
    }
  }

  /** Takes in a scan of one of the groups; gives it as the device would have shown it. */
  Scan seen(Scan scan) {
    Board board = boards.get(scan.group());
    if (board == null) {
      throw new IllegalArgumentException(scan + " is of no group of this device");
    }
    board.take(scan);
    return written == 0 ? scan : board.shown(scan);
  }

  /** Puts a value in a tag's place; false where the tag is Bad, or not known yet. */
  boolean write(Tag tag, double value) {
    Seat seat = seats.get(tag.name());
    if (seat == null || StatusCode.isBad(seat.board.status[seat.index])) {
      return false;
    }
    Board board = seat.board;
    if (board.instead[seat.index] == null) {
      written++;
    }
    board.instead[seat.index] = new Instead(value, board.values[seat.index]);
    return true;
  }

  /** Adds a tag's newest sample to a read. */
  void read(Tag tag, Scan.Builder into, int index, long nowNanos, long nowTicks) {
    Seat seat = seats.get(tag.name());
    if (seat == null) {
      into.bad(index, StatusCode.BAD_NODE_ID_UNKNOWN, nowTicks);
    } else if (seat.board.gone(nowNanos)) {
      into.bad(index, StatusCode.BAD_NO_COMMUNICATION, nowTicks);
    } else {
      seat.board.read(seat.index, into, index, nowTicks);
    }
  }

  /** What is shown instead of a recorded value, and which one that was. */
  private record Instead(double value, double recorded) {}

  private final class Board {
    private final long goneNanos;
    private final double[] values;
    private final @Nullable String[] texts;
    private final int[] status;
    private final long[] sourceTimes;
    private final @Nullable Instead[] instead;
    private long heardNanos;
    private boolean heard;

    Board(TagGroup group) {
      int size = group.tags().size();
      goneNanos = Math.max(GONE_NANOS, group.interval().toNanos() * GONE_INTERVALS);
      values = new double[size];
      texts = new @Nullable String[size];
      status = new int[size];
      sourceTimes = new long[size];
      instead = new @Nullable Instead[size];
      Arrays.fill(status, StatusCode.BAD_WAITING_FOR_INITIAL_DATA.code());
    }

    boolean gone(long nowNanos) {
      return heard && nowNanos - heardNanos > goneNanos;
    }

    void take(Scan scan) {
      heard = true;
      heardNanos = scan.readNanos();
      for (int i = 0; i < scan.size(); i++) {
        int tag = scan.tagIndex(i);
        status[tag] = scan.status(i);
        texts[tag] = scan.text(i);
        sourceTimes[tag] = scan.sourceTime(i);
        if (scan.hasValue(i)) {
          values[tag] = scan.value(i);
          release(tag);
        }
      }
    }

    /** The recorded device has taken another value: that is what it shows. */
    private void release(int tag) {
      Instead shown = instead[tag];
      if (shown != null && shown.recorded != values[tag]) {
        instead[tag] = null;
        written--;
      }
    }

    Scan shown(Scan scan) {
      Scan.Builder shown =
          new Scan.Builder(scan.group(), scan.sequence(), scan.readTime(), scan.readNanos());
      for (int i = 0; i < scan.size(); i++) {
        copy(scan, i, shown);
      }
      return shown.build();
    }

    private void copy(Scan scan, int i, Scan.Builder into) {
      int tag = scan.tagIndex(i);
      String text = scan.text(i);
      if (text != null) {
        into.text(tag, text, scan.status(i), scan.sourceTime(i));
      } else if (scan.hasValue(i)) {
        into.number(tag, value(tag).orElse(scan.value(i)), scan.status(i), scan.sourceTime(i));
      } else {
        into.bad(tag, new StatusCode(scan.status(i)), scan.sourceTime(i));
      }
    }

    private OptionalDouble value(int tag) {
      Instead shown = instead[tag];
      return shown == null ? OptionalDouble.empty() : OptionalDouble.of(shown.value);
    }

    void read(int tag, Scan.Builder into, int index, long nowTicks) {
      String text = texts[tag];
      if (StatusCode.isBad(status[tag])) {
        into.bad(index, new StatusCode(status[tag]), heard ? sourceTimes[tag] : nowTicks);
      } else if (text != null) {
        into.text(index, text, status[tag], sourceTimes[tag]);
      } else {
        into.number(index, value(tag).orElse(values[tag]), status[tag], sourceTimes[tag]);
      }
    }
  }
}
