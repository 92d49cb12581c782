package io.sluice.gateway.config.online;

import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.UtcTime;
import io.sluice.gateway.options.Quantity;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What a device said of one tag.
 *
 * @param tag the tag
 * @param shown its value as text without the unit, empty where Bad
 * @param number its value, where it is a number
 * @param status its status
 * @param sourceTime when it was measured
 */
public record Reading(
    Tag tag, String shown, OptionalDouble number, StatusCode status, Instant sourceTime) {
  static Reading of(Scan scan, int sample) {
    String text = scan.text(sample);
    OptionalDouble number =
        scan.hasValue(sample) ? OptionalDouble.of(scan.value(sample)) : OptionalDouble.empty();
    String shown = number.isPresent() ? Quantity.number(number.getAsDouble()) : "";
    return new Reading(
        scan.tag(sample),
        text == null ? shown : text,
        number,
        new StatusCode(scan.status(sample)),
        UtcTime.toInstant(scan.sourceTime(sample)));
  }

  public boolean good() {
    return status.good();
  }
}
