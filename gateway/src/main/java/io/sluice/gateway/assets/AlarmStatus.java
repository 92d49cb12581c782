package io.sluice.gateway.assets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.analytics.alarms.LifeState;
import io.sluice.analytics.alarms.SuppressCause;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How an alarm stands, for screens and scripts.
 *
 * @param detector whose alarm
 * @param asset on what
 * @param priority as configured
 * @param state of its life
 * @param causes what suppresses it
 * @param raised when the process left normal, or null where that is over and acknowledged
 * @param shelvedUntil end of its time on the shelf, or null
 * @param score when it was raised
 * @param firstOut the alarm it came with that came first
 * @param because the tags that contributed most, as JSON
 * @param deeds what persons have done that still holds, by the action's word
 * @param counts since the detector was made
 */
public record AlarmStatus(
    String detector,
    String asset,
    String priority,
    LifeState state,
    Set<SuppressCause> causes,
    @Nullable Instant raised,
    @Nullable Instant shelvedUntil,
    double score,
    String firstOut,
    JsonNode because,
    Map<String, AlarmMemory.Done> deeds,
    AlarmTally.Counts counts) {
  /** Keys are part of the interface. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", detector);
    json.put("asset", asset);
    json.put("priority", priority);
    json.put("state", state.stand().word());
    json.put("letter", state.letter());
    json.put("active", state.stand().active());
    json.put("hidden", state.hiddenBy().map(hidden -> hidden.label()).orElse(null));
    json.put("since", raised == null ? null : raised.toString());
    json.put("shelvedUntil", shelvedUntil == null ? null : shelvedUntil.toString());
    json.put(
        "suppressedBy",
        causes.isEmpty()
            ? null
            : causes.stream().map(SuppressCause::words).sorted().collect(Collectors.joining(", ")));
    json.put("score", score);
    json.put("firstOut", firstOut);
    json.put("raised", counts.raised());
    json.put("announced", counts.announced());
    ObjectNode held = json.putObject("heldBack");
    counts.heldBack().forEach((why, count) -> held.put(why.label(), count));
    ObjectNode done = json.putObject("deeds");
    deeds.forEach(
        (action, deed) ->
            done.putObject(action)
                .put("person", deed.person())
                .put("time", deed.time())
                .put("why", deed.why()));
    json.set("because", because.deepCopy());
    return json;
  }
}
