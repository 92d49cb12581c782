package io.sluice.gateway.setpoints;

import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of the tags a decision looks at, by tag name; immutable. */
public final class Inputs {
  private static final Inputs NONE = new Inputs(Map.of());

  private final Map<String, Sample> samples;

  private Inputs(Map<String, Sample> samples) {
    this.samples = samples;
  }

  /**
   * One tag's newest sample.
   *
   * @param value in the tag's unit, null where the status is Bad or the value is a text
   * @param status OPC UA status code
   * @param knownNanos monotonic time from which the age counts
   * @param sourceTime OPC UA ticks
   */
  public record Sample(@Nullable Double value, int status, long knownNanos, long sourceTime) {
    /** True where a queue at the server ran over (OPC 10000-4, 7.39, InfoBits). */
    boolean overflowed() {
      return (status & 0x0C00) == 0x0400 && (status & 0x0080) != 0;
    }
  }

  public static Inputs none() {
    return NONE;
  }

  public static Inputs of(Map<String, Sample> samples) {
    return new Inputs(Map.copyOf(samples));
  }

  /**
   * The samples of a read made for one decision.
   *
   * @param askedNanos when the read was asked for; ages count from here, so that a slow read is an
   *     old read
   */
  public static Inputs ofRead(Scan scan, long askedNanos) {
    Map<String, Sample> samples = new LinkedHashMap<>();
    for (int i = 0; i < scan.size(); i++) {
      samples.put(scan.tag(i).name(), sample(scan, i, askedNanos));
    }
    return new Inputs(Map.copyOf(samples));
  }

  static Sample sample(Scan scan, int i, long knownNanos) {
    boolean number = scan.hasValue(i) && Double.isFinite(scan.value(i));
    int status =
        number || StatusCode.isBad(scan.status(i))
            ? scan.status(i)
            : StatusCode.BAD_DECODING_ERROR.code();
    return new Sample(number ? scan.value(i) : null, status, knownNanos, scan.sourceTime(i));
  }

  /** The tag's sample, or null where it was never read. */
  public @Nullable Sample get(String tag) {
    return samples.get(tag);
  }

  /** Names of the tags known here. */
  public Collection<String> tags() {
    return samples.keySet();
  }
}
