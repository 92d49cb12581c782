package io.sluice.gateway.assets;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.analytics.drift.DriftReport;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Something to be said of a detector's model, apart from the alarm that it drives.
 *
 * @param detector whose model
 * @param asset on what
 * @param what happened
 * @param time when
 * @param text one sentence
 * @param tags those that drifted, worst first; empty for all else
 */
public record ModelNotice(
    String detector,
    String asset,
    What what,
    Instant time,
    String text,
    List<DriftReport.DriftedTag> tags) {
  /** What a notice is of. */
  public enum What {
    /** The plant is no longer as in training: an alarm of its own, of low priority. */
    DRIFT_RAISED,
    /** It is as in training again. */
    DRIFT_CLEARED,
    /** The champion broke its limits and the version before it took over: low priority. */
    ROLLED_BACK,
    /** The champion broke its limits and nothing could take over: low priority. */
    BROKEN,
    /** The shadow would have raised an alarm; nobody but the record hears of it. */
    SHADOW_RAISED,
    /** The shadow's alarm would have cleared. */
    SHADOW_CLEARED;

    /** True where an operator is told. */
    public boolean told() {
      return this != SHADOW_RAISED && this != SHADOW_CLEARED;
    }

    /** In lower case with hyphens. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public ModelNotice {
    tags = List.copyOf(tags);
  }

  /** What the cloud hears of it. */
  Finding.OutRecord record() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("detector", detector);
    body.put("asset", asset);
    body.put("alarm", "model");
    body.put("change", what == What.DRIFT_CLEARED ? "cleared" : "raised");
    body.put("what", what.word());
    body.put("priority", "low");
    body.put("text", text);
    ArrayNode because = body.putArray("because");
    for (DriftReport.DriftedTag one : tags) {
      because
          .addObject()
          .put("tag", one.tag())
          .put("unit", one.unit())
          .put("index", one.index())
          .put("limit", one.limit())
          .put("observed", one.mean())
          .put("expected", one.usual())
          .put("usualLow", one.low())
          .put("usualHigh", one.high())
          .put("text", one.sentence());
    }
    return new Finding.OutRecord(asset + "/alarms", "alarm", time, body.toString());
  }
}
