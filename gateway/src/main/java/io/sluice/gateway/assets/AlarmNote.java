package io.sluice.gateway.assets;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.analytics.alarms.HeldBack;
import io.sluice.analytics.alarms.LifeState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something in an alarm's life other than that it came or went: what a person, its design or time
 * did to it.
 *
 * @param detector whose alarm
 * @param asset on what
 * @param change {@code acknowledged}, {@code shelved}, {@code re-alarmed} and so on
 * @param time when
 * @param priority as configured
 * @param state of the alarm afterwards
 * @param detail who, why and until when, as far as known
 */
record AlarmNote(
    String detector,
    String asset,
    String change,
    Instant time,
    String priority,
    LifeState state,
    Detail detail) {
  /**
   * Who, why and until when.
   *
   * @param person null where no person did it
   * @param why may be empty
   * @param until end of the time on the shelf, or null
   * @param told whether the operator is told of the alarm by this
   * @param heldBack why he is not, where he would have been
   */
  record Detail(
      @Nullable String person,
      String why,
      @Nullable Instant until,
      boolean told,
      @Nullable HeldBack heldBack) {}

  /** The alarm of a detector that is no longer there, or no longer the same, is over. */
  static Finding.OutRecord gone(AlarmMemory memory, Instant time, String why) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("detector", memory.detector());
    body.put("asset", memory.asset());
    body.put("change", "cleared");
    body.put("priority", memory.priority());
    body.put("score", memory.score());
    body.put("text", memory.detector() + ": cleared, " + why);
    body.put("why", why);
    body.putArray("because");
    return new Finding.OutRecord(memory.asset() + "/alarms", "alarm", time, body.toString());
  }

  String sentence() {
    StringBuilder sentence = new StringBuilder(detector).append(": ").append(change);
    if (detail.until != null) {
      sentence.append(" until ").append(detail.until);
    }
    if (detail.person != null) {
      sentence.append(" by ").append(detail.person);
    }
    return detail.why.isEmpty()
        ? sentence.toString()
        : sentence.append(", ").append(detail.why).toString();
  }

  Finding.OutRecord record() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("detector", detector);
    body.put("asset", asset);
    body.put("change", change);
    body.put("priority", priority);
    body.put("state", state.stand().word());
    body.put("letter", state.letter());
    body.put("active", state.stand().active());
    if (detail.person != null) {
      body.put("person", detail.person);
    }
    if (!detail.why.isEmpty()) {
      body.put("why", detail.why);
    }
    if (detail.until != null) {
      body.put("until", detail.until.toString());
    }
    if (detail.told || detail.heldBack != null) {
      body.put("announced", detail.told);
    }
    if (detail.heldBack != null) {
      body.put("heldBack", detail.heldBack.label());
    }
    body.put("text", sentence());
    return new Finding.OutRecord(asset + "/alarms", "alarm", time, body.toString());
  }
}
