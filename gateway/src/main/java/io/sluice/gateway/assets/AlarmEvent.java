package io.sluice.gateway.assets;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.analytics.Contribution;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * An alarm came or went.
 *
 * @param detector whose alarm
 * @param asset on what
 * @param change what happened
 * @param time read time of the scan that did it
 * @param priority as configured, for the operator
 * @param score the score of that scan, 1.0 = threshold
 * @param because the tags that contributed most, largest first; empty when it went
 */
public record AlarmEvent(
    String detector,
    String asset,
    Change change,
    Instant time,
    String priority,
    double score,
    List<Contribution> because) {
  /** A transition of the alarm (ISA-18.2: return to normal clears it). */
  public enum Change {
    RAISED,
    CLEARED
  }

  public AlarmEvent {
    because = List.copyOf(because);
  }

  /** One sentence for a person: what, on what, and the first reason. */
  public String sentence() {
    if (change == Change.CLEARED) {
      return detector + ": back to normal";
    }
    return because.isEmpty() ? detector : detector + ": " + reason(because.get(0));
  }

  /** One reason in the plant's own units. */
  public static String reason(Contribution one) {
    return String.format(
        Locale.ROOT,
        "%s is %s, expected %s (usually %s to %s)",
        one.tag(),
        quantity(one.observed(), one.unit()),
        quantity(one.expected(), one.unit()),
        number(one.usualLow()),
        quantity(one.usualHigh(), one.unit()));
  }

  /** What the cloud hears of it. */
  Finding.OutRecord record() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("detector", detector);
    body.put("asset", asset);
    body.put("change", change.name().toLowerCase(Locale.ROOT));
    body.put("priority", priority);
    body.put("score", score);
    body.put("text", sentence());
    ArrayNode reasons = body.putArray("because");
    for (Contribution one : because) {
      reasons
          .addObject()
          .put("tag", one.tag())
          .put("unit", one.unit())
          .put("share", one.share())
          .put("observed", one.observed())
          .put("expected", one.expected())
          .put("usualLow", one.usualLow())
          .put("usualHigh", one.usualHigh());
    }
    return new Finding.OutRecord(asset + "/alarms", "alarm", time, body.toString());
  }

  private static String quantity(double value, String unit) {
    return unit.isEmpty() ? number(value) : number(value) + " " + unit;
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }
}
