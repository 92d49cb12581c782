package io.sluice.connectors;

import java.time.Instant;
import java.util.Arrays;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * All samples of one read, or of one publish response: immutable, one column per attribute.
 *
 * <p>Samples refer to their tag by its index in the group. A polled scan holds every tag of the
 * group; a subscription's scan holds those that changed, possibly the same tag several times in
 * source order. An empty scan says that the peer is alive and nothing changed.
 *
 * <p>A sample with a Bad status has no value. Times are OPC UA ticks, see {@link UtcTime}.
 */
public final class Scan {
  private final TagGroup group;
  private final long sequence;
  private final Instant readTime;
  private final long readNanos;
  private final int[] tagIndex;
  private final double[] values;
  private final int[] status;
  private final long[] sourceTimes;
  private final @Nullable String @Nullable [] texts;
  private volatile int @Nullable [] newest;

  private Scan(Builder from) {
    this.group = from.group;
    this.sequence = from.sequence;
    this.readTime = from.readTime;
    this.readNanos = from.readNanos;
    this.tagIndex = from.trimmed() ? from.tagIndex : Arrays.copyOf(from.tagIndex, from.size);
    this.values = from.trimmed() ? from.values : Arrays.copyOf(from.values, from.size);
    this.status = from.trimmed() ? from.status : Arrays.copyOf(from.status, from.size);
    this.sourceTimes =
        from.trimmed() ? from.sourceTimes : Arrays.copyOf(from.sourceTimes, from.size);
    this.texts = from.texts;
  }

  public TagGroup group() {
    return group;
  }

  /** Count of scans of this group since its connection was configured, from 1, without holes. */
  public long sequence() {
    return sequence;
  }

  /** When the gateway had the whole read, on its own clock. */
  public Instant readTime() {
    return readTime;
  }

  /** The same moment on the monotonic clock: the one to measure ages with. */
  public long readNanos() {
    return readNanos;
  }

  /** Number of samples, 0 for a keep-alive. */
  public int size() {
    return tagIndex.length;
  }

  /** Index of sample {@code i}'s tag in {@code group().tags()}. */
  public int tagIndex(int i) {
    return tagIndex[i];
  }

  /**
   * Index of the newest sample of a tag, by its index in {@code group().tags()}; -1 where the scan
   * has none. The first call takes a step for each sample, so that who needs few of many tags does
   * not go through all samples.
   */
  public int newest(int tag) {
    int[] known = newest;
    if (known == null) {
      known = newestOfEach();
      newest = known;
    }
    return known[tag];
  }

  private int[] newestOfEach() {
    int[] found = new int[group.tags().size()];
    Arrays.fill(found, -1);
    for (int i = 0; i < tagIndex.length; i++) {
      found[tagIndex[i]] = i;
    }
    return found;
  }

  public Tag tag(int i) {
    return group.tags().get(tagIndex[i]);
  }

  /** Status code of sample {@code i}; ask {@link StatusCode}'s static questions. */
  public int status(int i) {
    return status[i];
  }

  /** False for a Bad sample, which has no value, and for a text. */
  public boolean hasValue(int i) {
    return !StatusCode.isBad(status[i]) && (texts == null || texts[i] == null);
  }

  /**
   * Value of sample {@code i} in the tag's engineering unit.
   *
   * @throws NoSuchElementException where {@link #hasValue} is false
   */
  public double value(int i) {
    if (!hasValue(i)) {
      throw new NoSuchElementException(
          tag(i).name() + " is " + new StatusCode(status[i]) + " and has no value");
    }
    return values[i];
  }

  /** Text of sample {@code i}, or null where it is a number or Bad. */
  public @Nullable String text(int i) {
    return texts == null ? null : texts[i];
  }

  /** Source time of sample {@code i} in OPC UA ticks. */
  public long sourceTime(int i) {
    return sourceTimes[i];
  }

  @Override
  public String toString() {
    return "scan "
        + group.connection()
        + "/"
        + group.name()
        + " #"
        + sequence
        + ", "
        + size()
        + " samples";
  }

  /** Fills one scan; not thread-safe, used once. */
  public static final class Builder {
    private final TagGroup group;
    private final long sequence;
    private final Instant readTime;
    private final long readNanos;
    private int size;
    private int[] tagIndex;
    private double[] values;
    private int[] status;
    private long[] sourceTimes;
    private @Nullable String @Nullable [] texts;

    public Builder(TagGroup group, long sequence, Instant readTime, long readNanos) {
      this.group = group;
      this.sequence = sequence;
      this.readTime = readTime;
      this.readNanos = readNanos;
      int expected = group.tags().size();
      this.tagIndex = new int[expected];
      this.values = new double[expected];
      this.status = new int[expected];
      this.sourceTimes = new long[expected];
    }

    /**
     * Adds a number in engineering units. A Bad status drops the value; a Good one is said of
     * plausible values only.
     */
    public Builder number(int tag, double value, int code, long sourceTime) {
      int i = next(tag, code, sourceTime);
      if (StatusCode.isGood(code) && !group.tags().get(tag).plausible(value)) {
        status[i] = StatusCode.UNCERTAIN_ENGINEERING_UNITS_EXCEEDED.code();
      }
      values[i] = value;
      return this;
    }

    /** Adds a text. */
    public Builder text(int tag, String value, int code, long sourceTime) {
      int i = next(tag, code, sourceTime);
      @Nullable String[] all = texts;
      if (all == null) {
        all = new @Nullable String[tagIndex.length];
        texts = all;
      }
      all[i] = StatusCode.isBad(code) ? null : value;
      return this;
    }

    /** Adds a sample without a value; {@code code} is Bad. */
    public Builder bad(int tag, StatusCode code, long sourceTime) {
      if (!code.bad()) {
        throw new IllegalArgumentException("a sample without a value must be Bad, not " + code);
      }
      next(tag, code.code(), sourceTime);
      return this;
    }

    public Scan build() {
      return new Scan(this);
    }

    private int next(int tag, int code, long sourceTime) {
      if (tag < 0 || tag >= group.tags().size()) {
        throw new IndexOutOfBoundsException("tag " + tag + " of " + group.tags().size());
      }
      if (size == tagIndex.length) {
        grow();
      }
      tagIndex[size] = tag;
      status[size] = code;
      sourceTimes[size] = sourceTime;
      return size++;
    }

    private void grow() {
      int larger = Math.max(8, size * 2);
      tagIndex = Arrays.copyOf(tagIndex, larger);
      values = Arrays.copyOf(values, larger);
      status = Arrays.copyOf(status, larger);
      sourceTimes = Arrays.copyOf(sourceTimes, larger);
      if (texts != null) {
        texts = Arrays.copyOf(texts, larger);
      }
    }

    private boolean trimmed() {
      return size == tagIndex.length;
    }
  }
}
