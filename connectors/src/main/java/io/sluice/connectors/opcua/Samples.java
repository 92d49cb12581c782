package io.sluice.connectors.opcua;

import io.sluice.connectors.DataType;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.UtcTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * DataValues into scans: status and source time stay as they came off the wire. Where the server
 * gives no source time its server time stands in, then now.
 *
 * <p>Used on the connection's loop.
 */
final class Samples {
  /** OPC 10000-6, 5.2.2.5: what a server sends that has no time, or one out of range. */
  private static final long NO_TIME = UtcTime.ofInstant(Instant.parse("9999-12-31T23:59:58Z"));

  private final boolean[] texts;
  private final double[] scales;
  private final double[] offsets;
  private final double[] deadbands;
  private final double[] lastValues;
  private final int[] lastStatus;
  private final long[] lastTimes;

  /** Source time up to which history has told, 0 where it has not. */
  private final long[] told;

  private long newest;

  Samples(TagGroup group) {
    List<Tag> tags = group.tags();
    this.texts = new boolean[tags.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = tags.get(i).type() == DataType.STRING;
    }
    this.scales = tags.stream().mapToDouble(Tag::scale).toArray();
    this.offsets = group.tags().stream().mapToDouble(Tag::offset).toArray();
    this.deadbands = tags.stream().mapToDouble(Tag::deadband).toArray();
    this.lastValues = new double[scales.length];
    this.lastStatus = new int[scales.length];
    this.lastTimes = new long[scales.length];
    this.told = new long[scales.length];
    Arrays.fill(lastStatus, StatusCode.BAD_WAITING_FOR_INITIAL_DATA.code());
  }

  /**
   * Adds the sample unless it lies within the tag's deadband of the last one added, or is that very
   * one, sent again.
   */
  void addChange(Scan.Builder scan, int tag, DataValue from, long now) {
    int status = status(from);
    if (told[tag] > 0 && time(from, now) <= told[tag]) {
      return;
    }
    Object wire = from.getValue().getValue();
    if (wire instanceof Number number && !StatusCode.isBad(status)) {
      double value = number.doubleValue() * scales[tag] + offsets[tag];
      long time = time(from, now);
      if (status == lastStatus[tag] && !news(tag, value, time)) {
        return;
      }
      lastValues[tag] = value;
      lastTimes[tag] = time;
    }
    lastStatus[tag] = status;
    add(scan, tag, from, now);
  }

  /** Latest time of all samples so far, 0 where there was none. */
  long newest() {
    return newest;
  }

  /** Adds one of the past; what is not newer than it is no news from here on. */
  void addLate(Scan.Builder scan, int tag, DataValue from, long time) {
    told[tag] = Math.max(told[tag], time);
    add(scan, tag, from, time);
  }

  /** Adds the sample. A text for a number, and a number for a text, is no value of the tag. */
  void add(Scan.Builder scan, int tag, DataValue from, long now) {
    int status = status(from);
    long time = time(from, now);
    newest = Math.max(newest, time);
    Object wire = from.getValue().getValue();
    if (StatusCode.isBad(status)) {
      scan.number(tag, 0, status, time);
    } else if (texts[tag]) {
      text(scan, tag, wire, from, time);
    } else if (wire instanceof Number number) {
      number(scan, tag, number.doubleValue() * scales[tag] + offsets[tag], status, time);
    } else if (wire instanceof Boolean on) {
      scan.number(tag, on ? 1 : 0, status, time);
    } else {
      scan.bad(tag, StatusCode.BAD_TYPE_MISMATCH, time);
    }
  }

  private boolean news(int tag, double value, long time) {
    if (value == lastValues[tag] && time == lastTimes[tag]) {
      return false;
    }
    return deadbands[tag] == 0 || !(Math.abs(value - lastValues[tag]) < deadbands[tag]);
  }

  private static void text(
      Scan.Builder scan, int tag, @Nullable Object wire, DataValue from, long time) {
    String text =
        wire instanceof LocalizedText words ? words.getText() : wire instanceof String s ? s : null;
    if (text == null) {
      scan.bad(tag, StatusCode.BAD_TYPE_MISMATCH, time);
    } else {
      scan.text(tag, text, status(from), time);
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

  private static long time(DataValue from, long now) {
    DateTime time = from.getSourceTime();
    if (!given(time)) {
      time = from.getServerTime();
    }
    return time != null && given(time) ? time.getUtcTime() : now;
  }

  private static boolean given(@Nullable DateTime time) {
    return time != null && time.getUtcTime() > 0 && time.getUtcTime() < NO_TIME;
  }
}
