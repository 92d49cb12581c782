package io.sluice.connectors.opcua;

import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import java.util.Arrays;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.jspecify.annotations.Nullable;

/**
 * DataValues into scans: status and source time stay as they came off the wire. Where the server
 * gives no source time its server time stands in, then now.
 *
 * <p>Used on the connection's loop.
 */
final class Samples {
  private final double[] scales;
  private final double[] deadbands;
  private final double[] lastValues;
  private final int[] lastStatus;

  Samples(TagGroup group) {
    this.scales = group.tags().stream().mapToDouble(Tag::scale).toArray();
    this.deadbands = group.tags().stream().mapToDouble(Tag::deadband).toArray();
    this.lastValues = new double[scales.length];
    this.lastStatus = new int[scales.length];
    Arrays.fill(lastStatus, StatusCode.BAD_WAITING_FOR_INITIAL_DATA.code());
  }

  /** Adds the sample unless it lies within the tag's deadband of the last one added. */
  void addChange(Scan.Builder scan, int tag, DataValue from, long now) {
    int status = status(from);
    Object wire = wire(from);
    if (wire instanceof Number number && !StatusCode.isBad(status)) {
      double value = number.doubleValue() * scales[tag];
      if (status == lastStatus[tag]
          && deadbands[tag] > 0
          && Math.abs(value - lastValues[tag]) < deadbands[tag]) {
        return;
      }
      lastValues[tag] = value;
    }
    lastStatus[tag] = status;
    add(scan, tag, from, now);
  }

  /** Adds the sample. */
  void add(Scan.Builder scan, int tag, DataValue from, long now) {
    int status = status(from);
    long time = time(from, now);
    Object wire = wire(from);
    if (StatusCode.isBad(status)) {
      scan.number(tag, 0, status, time);
    } else if (wire instanceof Number number) {
      number(scan, tag, number.doubleValue() * scales[tag], status, time);
    } else if (wire instanceof Boolean on) {
      scan.number(tag, on ? 1 : 0, status, time);
    } else if (wire instanceof String text) {
      scan.text(tag, text, status, time);
    } else {
      scan.bad(tag, StatusCode.BAD_TYPE_MISMATCH, time);
    }
  }

  /**
   * NaN and infinity are legal on the wire and carry no quantity: Bad_OutOfRange, as with every
   * protocol here.
   */
  private static void number(Scan.Builder scan, int tag, double value, int status, long time) {
    if (Double.isFinite(value)) {
      scan.number(tag, value, status, time);
    } else {
      scan.bad(tag, StatusCode.BAD_OUT_OF_RANGE, time);
    }
  }

  private static int status(DataValue from) {
    return (int) from.getStatusCode().getValue();
  }

  private static @Nullable Object wire(DataValue from) {
    Variant variant = from.getValue();
    return variant.getValue();
  }

  private static long time(DataValue from, long now) {
    DateTime time = from.getSourceTime();
    if (time == null || time.getUtcTime() == 0) {
      time = from.getServerTime();
    }
    return time == null || time.getUtcTime() == 0 ? now : time.getUtcTime();
  }
}
