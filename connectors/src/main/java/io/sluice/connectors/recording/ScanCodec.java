package io.sluice.connectors.recording;

import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.UtcTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries as bytes, and back, bit for bit. What is as it mostly is costs nothing: every tag in
 * order, all Good, one source time. A value that is the tag's last in the block costs a bit.
 */
final class ScanCodec {
  private static final long BILLION = 1_000_000_000L;

  private final List<TagGroup> groups;
  private final IdentityHashMap<TagGroup, Integer> places = new IdentityHashMap<>();
  private final long[] sequences;
  private final long[][] last;
  private long seconds;
  private long readNanos;

  ScanCodec(List<TagGroup> groups) {
    this.groups = List.copyOf(groups);
    this.sequences = new long[groups.size()];
    this.last = new long[groups.size()][];
    for (int i = 0; i < last.length; i++) {
      places.put(this.groups.get(i), i);
      last[i] = new long[this.groups.get(i).tags().size()];
    }
  }

  /** A block begins: nothing before it is needed to read it. */
  void begin() {
    seconds = 0;
    readNanos = 0;
    for (int i = 0; i < last.length; i++) {
      sequences[i] = 0;
      Arrays.fill(last[i], 0);
    }
  }

  /** False where the scan's group is none of the recording's. */
  boolean knows(TagGroup group) {
    return places.containsKey(group);
  }

  void write(Scan scan, Packer to) {
    Integer group = places.get(scan.group());
    if (group == null) {
      throw new IllegalArgumentException(scan + " is of no group of the recording");
    }
    to.octet(Layout.SCAN);
    to.count(group);
    to.difference(scan.sequence() - sequences[group]);
    sequences[group] = scan.sequence();
    time(scan.readTime(), to);
    to.difference(scan.readNanos() - readNanos);
    readNanos = scan.readNanos();
    to.count(scan.size());
    int usual = usual(scan);
    to.octet(usual);
    columns(scan, usual, to);
    values(scan, last[group], to);
  }

  void write(Entry.Mark mark, Packer to) {
    to.octet(Layout.MARK);
    time(mark.time(), to);
    to.text(mark.name());
    to.text(mark.what());
    to.text(mark.text());
  }

  Entry read(Unpacker from) throws RecordingException {
    int kind = from.octet();
    return switch (kind) {
      case Layout.SCAN -> new Entry.Read(scan(from));
      case Layout.MARK -> new Entry.Mark(time(from), from.text(), from.text(), from.text());
      default -> throw from.wrong("has an entry of kind " + kind + ", known are 1 and 2");
    };
  }

  private void time(Instant time, Packer to) {
    to.difference(time.getEpochSecond() - seconds);
    to.count(time.getNano());
    seconds = time.getEpochSecond();
  }

  private Instant time(Unpacker from) throws RecordingException {
    seconds += from.difference();
    long nano = from.count("nanoseconds", (int) BILLION - 1);
    try {
      return Instant.ofEpochSecond(seconds, nano);
    } catch (DateTimeException | ArithmeticException e) {
      throw from.wrong("has a time that no calendar has");
    }
  }

  private static int usual(Scan scan) {
    boolean inOrder = scan.size() == scan.group().tags().size();
    boolean good = true;
    boolean oneTime = true;
    boolean numbers = true;
    for (int i = 0; i < scan.size(); i++) {
      inOrder &= scan.tagIndex(i) == i;
      good &= scan.status(i) == StatusCode.GOOD.code();
      oneTime &= scan.sourceTime(i) == scan.sourceTime(0);
      numbers &= scan.text(i) == null;
    }
    return (inOrder ? Layout.EVERY_TAG_IN_ORDER : 0)
        | (good ? Layout.ALL_GOOD : 0)
        | (oneTime ? Layout.ONE_SOURCE_TIME : 0)
        | (numbers ? Layout.NO_TEXT : 0);
  }

  private static void columns(Scan scan, int usual, Packer to) {
    long ticks = ticks(scan.readTime());
    for (int i = 0; i < scan.size(); i++) {
      if ((usual & Layout.EVERY_TAG_IN_ORDER) == 0) {
        to.count(scan.tagIndex(i));
      }
      if ((usual & Layout.ALL_GOOD) == 0) {
        to.int32(scan.status(i));
      }
      if (i == 0 || (usual & Layout.ONE_SOURCE_TIME) == 0) {
        to.difference(scan.sourceTime(i) - ticks);
      }
      if ((usual & Layout.NO_TEXT) == 0) {
        text(scan.text(i), to);
      }
    }
  }

  private static void text(@Nullable String text, Packer to) {
    to.octet(text == null ? 0 : 1);
    if (text != null) {
      to.text(text);
    }
  }

  /** A bit for each value says whether it is another than the tag had; then the others. */
  private static void values(Scan scan, long[] known, Packer to) {
    for (int from = 0; from < scan.size(); from += 8) {
      int end = Math.min(from + 8, scan.size());
      int bits = 0;
      for (int i = from; i < end; i++) {
        if (scan.hasValue(i) && bitsOf(scan, i) != known[scan.tagIndex(i)]) {
          bits |= 1 << (i - from);
          known[scan.tagIndex(i)] = bitsOf(scan, i);
        }
      }
      to.octet(bits);
      for (int i = from; i < end; i++) {
        if ((bits & 1 << (i - from)) != 0) {
          to.int64(bitsOf(scan, i));
        }
      }
    }
  }

  private static long bitsOf(Scan scan, int i) {
    return Double.doubleToRawLongBits(scan.value(i));
  }

  /** Ticks where a calendar has them; only a base that makes differences small. */
  private static long ticks(Instant time) {
    try {
      return UtcTime.ofInstant(time);
    } catch (ArithmeticException beyond) {
      return 0;
    }
  }

  private Scan scan(Unpacker from) throws RecordingException {
    int group = from.count("as the number of a group", groups.size() - 1);
    sequences[group] += from.difference();
    Instant time = time(from);
    readNanos += from.difference();
    int size = from.count("samples", Layout.MOST_SAMPLES);
    int usual = from.octet();
    Columns columns = columns(from, size, usual, ticks(time), groups.get(group));
    Scan.Builder scan = new Scan.Builder(groups.get(group), sequences[group], time, readNanos);
    values(from, columns, last[group], scan);
    return scan.build();
  }

  /** A scan's samples but for their values. */
  private static final class Columns {
    private final int[] tags;
    private final int[] status;
    private final long[] sourceTimes;
    private final @Nullable String[] texts;

    Columns(int size) {
      tags = new int[size];
      status = new int[size];
      sourceTimes = new long[size];
      texts = new @Nullable String[size];
    }
  }

  private static Columns columns(Unpacker from, int size, int usual, long ticks, TagGroup group)
      throws RecordingException {
    int tags = group.tags().size();
    if ((usual & Layout.EVERY_TAG_IN_ORDER) != 0 && size != tags) {
      throw from.wrong("says " + size + " samples for all of " + tags + " tags");
    }
    Columns columns = new Columns(size);
    for (int i = 0; i < size; i++) {
      boolean inOrder = (usual & Layout.EVERY_TAG_IN_ORDER) != 0;
      columns.tags[i] = inOrder ? i : from.count("as the number of a tag", tags - 1);
      columns.status[i] = (usual & Layout.ALL_GOOD) != 0 ? 0 : from.int32();
      boolean ownTime = i == 0 || (usual & Layout.ONE_SOURCE_TIME) == 0;
      columns.sourceTimes[i] = ownTime ? ticks + from.difference() : columns.sourceTimes[0];
      boolean text = (usual & Layout.NO_TEXT) == 0 && from.octet() == 1;
      columns.texts[i] = text ? from.text() : null;
    }
    return columns;
  }

  private static void values(Unpacker from, Columns columns, long[] known, Scan.Builder into)
      throws RecordingException {
    int bits = 0;
    for (int i = 0; i < columns.tags.length; i++) {
      if ((i & 7) == 0) {
        bits = from.octet();
      }
      int tag = columns.tags[i];
      if ((bits & 1 << (i & 7)) != 0) {
        known[tag] = from.int64();
      }
      sample(columns, i, Double.longBitsToDouble(known[tag]), into);
    }
  }

  private static void sample(Columns columns, int i, double value, Scan.Builder into) {
    int status = columns.status[i];
    String text = columns.texts[i];
    if (StatusCode.isBad(status)) {
      into.bad(columns.tags[i], new StatusCode(status), columns.sourceTimes[i]);
    } else if (text != null) {
      into.text(columns.tags[i], text, status, columns.sourceTimes[i]);
    } else {
      into.number(columns.tags[i], value, status, columns.sourceTimes[i]);
    }
  }
}
