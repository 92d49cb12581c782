package io.sluice.gateway.setpoints;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.UtcTime;
import io.sluice.connectors.WriteResult;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One audit entry as one line of JSON, without its place in the chain. */
final class AuditLine {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AuditLine() {}

  /** The line's own members, without braces. */
  static String members(AuditEntry entry) throws JsonProcessingException {
    ObjectNode line = JSON.createObjectNode();
    line.put("time", entry.time().toString());
    line.put(ofDetector(entry.what()) ? "detector" : "setpoint", entry.setpoint());
    if (entry.what() instanceof AuditEntry.Intent intent) {
      intent(line, intent);
    } else if (entry.what() instanceof AuditEntry.Verdict verdict) {
      verdict(line, verdict);
    } else if (entry.what() instanceof AuditEntry.PhaseChange change) {
      change(line, change);
    } else if (entry.what() instanceof AuditEntry.AlarmDeed deed) {
      deed(line, deed);
    } else if (entry.what() instanceof AuditEntry.ModelMove move) {
      model(line, move);
    } else if (entry.what() instanceof AuditEntry.ModelKey key) {
      key(line, key);
    }
    String object = JSON.writeValueAsString(line);
    return object.substring(1, object.length() - 1);
  }

  private static void intent(ObjectNode line, AuditEntry.Intent intent) {
    line.put("kind", "intent");
    line.put("route", intent.route());
    line.put("old", intent.before());
    line.put("new", intent.value());
  }

  private static void change(ObjectNode line, AuditEntry.PhaseChange change) {
    line.put("kind", "phase");
    line.put("from", change.from().word());
    line.put("to", change.to().word());
    line.put("reason", change.to().reason());
    person(line, change.person());
  }

  private static boolean ofDetector(AuditEntry.What what) {
    return what instanceof AuditEntry.AlarmDeed
        || what instanceof AuditEntry.ModelMove
        || what instanceof AuditEntry.ModelKey;
  }

  private static void deed(ObjectNode line, AuditEntry.AlarmDeed deed) {
    line.put("kind", "alarm");
    line.put("action", deed.action());
    line.put("result", deed.result());
    line.put("sentence", deed.sentence());
    line.put("why", deed.why());
    person(line, deed.person());
  }

  private static void model(ObjectNode line, AuditEntry.ModelMove move) {
    line.put("kind", "model");
    line.put("version", move.version());
    line.put("from", move.from());
    line.put("to", move.to());
    line.put("why", move.why());
    person(line, move.person());
  }

  private static void key(ObjectNode line, AuditEntry.ModelKey key) {
    line.put("kind", "model-key");
    line.put("name", key.name());
    line.put("key", key.key());
    line.put("action", key.action());
    person(line, key.person());
  }

  private static void verdict(ObjectNode line, AuditEntry.Verdict verdict) {
    SetpointOutcome outcome = verdict.outcome();
    line.put("kind", "verdict");
    line.put("route", outcome.request().route());
    line.put("why", outcome.request().reason());
    number(line, "asked", outcome.request().target());
    line.put("decision", outcome.decision().getClass().getSimpleName().toLowerCase(Locale.ROOT));
    line.put("guard", outcome.decision().guard());
    line.put("sentence", outcome.decision().sentence());
    number(line, "old", outcome.before());
    number(line, "new", value(outcome.decision()));
    line.put("attempts", outcome.attempts());
    result(line, outcome.result());
    line.put("phase", outcome.phase().word());
    person(line, verdict.person());
    inputs(line.putObject("inputs"), verdict.inputs(), verdict.nowNanos());
  }

  private static void result(ObjectNode line, @Nullable WriteResult result) {
    if (result == null) {
      return;
    }
    line.put("result", result.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    if (result instanceof WriteResult.Confirmed confirmed) {
      number(line, "readBack", confirmed.readBack());
    } else if (result instanceof WriteResult.Mismatch mismatch) {
      number(line, "readBack", mismatch.readBack());
    } else if (result instanceof WriteResult.Unconfirmed unconfirmed) {
      line.put("status", unconfirmed.status().toString());
    } else if (result instanceof WriteResult.Failed failed) {
      line.put("status", failed.status() + ", " + failed.reason());
    }
  }

  private static void inputs(ObjectNode all, Inputs inputs, long nowNanos) {
    for (String tag : new TreeSet<>(inputs.tags())) {
      Inputs.Sample sample = inputs.get(tag);
      if (sample != null) {
        ObjectNode one = all.putObject(tag);
        number(one, "value", sample.value());
        one.put("status", new StatusCode(sample.status()).toString());
        one.put("ageMs", (nowNanos - sample.knownNanos()) / 1_000_000);
        one.put("sourceTime", UtcTime.toInstant(sample.sourceTime()).toString());
      }
    }
  }

  private static void number(ObjectNode line, String name, @Nullable Double value) {
    if (value == null) {
      line.putNull(name);
    } else if (Double.isFinite(value)) {
      line.put(name, value);
    } else {
      line.put(name, value.toString());
    }
  }

  private static void person(ObjectNode line, @Nullable String person) {
    if (person != null) {
      line.put("person", person);
    }
  }

  private static @Nullable Double value(Decision decision) {
    if (decision instanceof Decision.Write write) {
      return write.value();
    }
    if (decision instanceof Decision.Clamp clamp) {
      return clamp.value();
    }
    return decision instanceof Decision.Shadow shadow ? Double.valueOf(shadow.value()) : null;
  }
}
