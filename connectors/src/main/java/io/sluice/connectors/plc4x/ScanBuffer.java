package io.sluice.connectors.plc4x;

import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import java.util.Arrays;
import java.util.List;

/** Samples of one scan while its blocks come in, by tag; reused from scan to scan. */
final class ScanBuffer {
  private final double[] scales;
  private final double[] values;
  private final int[] status;
  private final long[] times;

  ScanBuffer(List<Tag> tags) {
    this.scales = tags.stream().mapToDouble(Tag::scale).toArray();
    this.values = new double[scales.length];
    this.status = new int[scales.length];
    this.times = new long[scales.length];
  }

  /** Forgets the last scan: a tag that no block brings is Bad. */
  void begin(long time) {
    Arrays.fill(status, StatusCode.BAD_WAITING_FOR_INITIAL_DATA.code());
    Arrays.fill(times, time);
  }

  /**
   * Takes a value off the wire. NaN and infinity carry no quantity: the device says that it has
   * none, and the sample is Bad_OutOfRange without a value (OPC 10000-4, 7.39.2: the value was out
   * of range; a decoding error would blame the wire).
   */
  void good(int tag, double wire, long time) {
    double value = wire * scales[tag];
    values[tag] = value;
    status[tag] =
        Double.isFinite(value) ? StatusCode.GOOD.code() : StatusCode.BAD_OUT_OF_RANGE.code();
    times[tag] = time;
  }

  void bad(int tag, StatusCode code, long time) {
    status[tag] = code.code();
    times[tag] = time;
  }

  Scan into(Scan.Builder scan) {
    for (int tag = 0; tag < status.length; tag++) {
      scan.number(tag, values[tag], status[tag], times[tag]);
    }
    return scan.build();
  }
}
