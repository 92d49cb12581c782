package io.sluice.connectors.plan;

import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Samples of one scan while its blocks come in, by tag; reused from scan to scan. */
public final class ScanBuffer {
  private final double[] scales;
  private final double[] offsets;
  private final double[] values;
  private final int[] status;
  private final long[] times;
  private final boolean[] refused;
  private @Nullable String @Nullable [] texts;

  public ScanBuffer(List<Tag> tags) {
    this.scales = tags.stream().mapToDouble(Tag::scale).toArray();
    this.offsets = tags.stream().mapToDouble(Tag::offset).toArray();
    this.values = new double[scales.length];
    this.status = new int[scales.length];
    this.times = new long[scales.length];
    this.refused = new boolean[scales.length];
  }

  /** Forgets the last scan: a tag that no block brings is Bad. */
  void begin(long time) {
    Arrays.fill(status, StatusCode.BAD_WAITING_FOR_INITIAL_DATA.code());
    Arrays.fill(times, time);
    Arrays.fill(refused, false);
    texts = null;
  }

  /**
   * Takes a value off the wire. NaN and infinity carry no quantity: the device says that it has
   * none, and the sample is Bad_OutOfRange without a value (OPC 10000-4, 7.39.2: the value was out
   * of range; a decoding error would blame the wire).
   *
   * @param time source time in OPC UA ticks
   */
  public void good(int tag, double wire, long time) {
    double value = wire * scales[tag] + offsets[tag];
    values[tag] = value;
    status[tag] =
        Double.isFinite(value) ? StatusCode.GOOD.code() : StatusCode.BAD_OUT_OF_RANGE.code();
    times[tag] = time;
    refused[tag] = false;
  }

  /** Takes a text off the wire. */
  public void text(int tag, String value, long time) {
    @Nullable String[] all = texts;
    if (all == null) {
      all = new @Nullable String[status.length];
      texts = all;
    }
    all[tag] = value;
    status[tag] = StatusCode.GOOD.code();
    times[tag] = time;
    refused[tag] = false;
  }

  /** The tag has no value in this scan; the next one asks again. */
  public void bad(int tag, StatusCode code, long time) {
    status[tag] = code.code();
    times[tag] = time;
    refused[tag] = false;
  }

  /** The device refused this tag by name, whatever else it was asked: it is quarantined. */
  public void refused(int tag, StatusCode code, long time) {
    bad(tag, code, time);
    refused[tag] = true;
  }

  boolean wasRefused(int tag) {
    return refused[tag];
  }

  StatusCode status(int tag) {
    return new StatusCode(status[tag]);
  }

  void bad(Block block, StatusCode code, long time) {
    for (int i = 0; i < block.tags(); i++) {
      bad(block.tag(i), code, time);
    }
  }

  Scan into(Scan.Builder scan) {
    @Nullable String[] all = texts;
    for (int tag = 0; tag < status.length; tag++) {
      String text = all == null ? null : all[tag];
      if (text == null || StatusCode.isBad(status[tag])) {
        scan.number(tag, values[tag], status[tag], times[tag]);
      } else {
        scan.text(tag, text, status[tag], times[tag]);
      }
    }
    return scan.build();
  }
}
