package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.analytics.models.Making;
import io.sluice.analytics.models.ModelVersion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How commands write what is known of a model. */
final class ModelText {
  private ModelText() {}

  static String time(@Nullable Instant time) {
    return time == null ? "not known" : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static String made(Making making) {
    return making.how().word() + (making.by().isBlank() ? "" : " by " + making.by());
  }

  static String figures(Map<String, Double> figures) {
    return new TreeMap<>(figures)
        .entrySet().stream()
            .map(one -> one.getKey() + " " + number(one.getValue()))
            .collect(Collectors.joining(", "));
  }

  /** Six digits, as many as anybody compares. */
  static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value)
        .replaceAll("(\\.\\d*?)0+(?=$|e)", "$1")
        .replaceAll("\\.(?=$|e)", "");
  }

  static ObjectNode json(ModelVersion version) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("version", version.version());
    json.put("id", version.id());
    json.put("state", version.state().word());
    json.put("how", version.making().how().word());
    json.put("by", version.making().by());
    json.put("parent", version.making().parent());
    Instant created = version.making().created();
    json.put("created", created == null ? null : created.toString());
    json.put("key", version.signature().key());
    json.put("counter", version.signature().counter());
    json.put("bytes", version.bytes());
    ObjectNode evidence = json.putObject("evidence");
    version.evidence().figures().forEach(evidence::put);
    Instant seen = version.evidence().time();
    json.put("seen", seen == null ? null : seen.toString());
    return json;
  }
}
