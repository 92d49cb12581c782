package io.sluice.gateway.assets;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.analytics.Contribution;
import io.sluice.analytics.alarms.HeldBack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
 * @param heldBack why the operator is not told that it came, or null where he is
 * @param firstOut the alarm of the asset that came first of those that came together: this one, or
 *     the one it follows from
 */
public record AlarmEvent(
    String detector,
    String asset,
    Change change,
    Instant time,
    String priority,
    double score,
    List<Contribution> because,
    @Nullable HeldBack heldBack,
    String firstOut) {
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
    return because.isEmpty() ? detector : detector + ": " + because.get(0).inWords();
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
    if (change == Change.RAISED) {
      body.put("announced", heldBack == null);
      if (heldBack != null) {
        body.put("heldBack", heldBack.label());
      }
      body.put("firstOut", firstOut);
    }
    body.set("because", reasons());
    return new Finding.OutRecord(asset + "/alarms", "alarm", time, body.toString());
  }

  /** The tags that contributed most, as JSON. */
  ArrayNode reasons() {
    ArrayNode reasons = JsonNodeFactory.instance.arrayNode();
    for (Contribution one : because) {
      ObjectNode reason = reasons.addObject();
      reason
          .put("tag", one.tag())
          .put("aspect", one.aspect().word())
          .put("unit", one.unit())
          .put("share", one.share())
          .put("observed", one.observed())
          .put("expected", one.expected())
          .put("usualLow", one.usualLow())
          .put("usualHigh", one.usualHigh())
          .put("text", one.inWords());
      Duration outsideFor = one.outsideFor();
      if (outsideFor != null) {
        reason.put("since", time.minus(outsideFor).toString());
      }
    }
    return reasons;
  }
}
