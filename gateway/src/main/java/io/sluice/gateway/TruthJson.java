package io.sluice.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.connectors.GroupTruth;
import io.sluice.connectors.Shares;
import io.sluice.connectors.TagTruth;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How well groups are kept, and how it stands with their tags, as JSON. */
final class TruthJson {
  /** Of each group so many tags are shown, those with a problem first. */
  static final int MOST_TAGS = 50;

  private TruthJson() {}

  static void put(List<GroupTruth> groups, ArrayNode into) {
    groups.forEach(group -> put(group, into.addObject()));
  }

  private static void put(GroupTruth truth, ObjectNode into) {
    into.put("name", truth.group().name())
        .put("askedMillis", millis(truth.group().interval()))
        .put("keptMillis", millis(truth.kept()))
        .put("jitterMillisP50", millis(truth.jitterP50()))
        .put("jitterMillisP99", millis(truth.jitterP99()))
        .put("rateMet", truth.rateMet())
        .put("timesNotMet", truth.timesNotMet())
        .put("scans", truth.scans())
        .put("lastGoodScan", text(truth.lastGoodScan()))
        .put("sinceGoodScanMillis", millis(truth.sinceGoodScan()))
        .put("tags", truth.group().tags().size())
        .put("stale", truth.stale())
        .put("bad", truth.bad())
        .put("uncertain", truth.uncertain());
    ObjectNode missed = into.putObject("missed");
    truth.missed().forEach((why, count) -> missed.put(why.toString(), count));
    ArrayNode tags = into.putArray("firstTags");
    truth.tags().forEach(tag -> put(tag, tags.addObject()));
  }

  private static void put(TagTruth truth, ObjectNode into) {
    into.put("name", truth.tag().name())
        .put("status", truth.status().toString())
        .put("stale", truth.stale())
        .put("sourceTime", text(truth.sourceTime()))
        .put("ageMillis", millis(truth.age()))
        .put("sinceChangeMillis", millis(truth.sinceChange()))
        .put("lastBad", text(truth.lastBad()))
        .put("lastBadAt", text(truth.lastBadAt()));
    put(truth.sinceStart(), into.putObject("sinceStart"));
    put(truth.lately(), into.putObject("lately"));
  }

  private static void put(Shares shares, ObjectNode into) {
    into.put("good", shares.good())
        .put("uncertain", shares.uncertain())
        .put("bad", shares.bad())
        .put("goodPercent", shares.goodPercent());
  }

  /** To a tenth: jitter of a good group is well below one. */
  private static @Nullable Double millis(@Nullable Duration span) {
    return span == null ? null : Math.round(span.toNanos() / 1e5) / 10.0;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
