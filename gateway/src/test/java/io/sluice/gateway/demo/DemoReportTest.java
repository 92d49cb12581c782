package io.sluice.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoReportTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A demonstration that showed everything. */
  private static final String GOOD =
      """
      {"scans": 1200, "samples": 10000, "scored": 1150, "noVerdicts": 48, "dropped": 2,
       "inFlight": 0, "alarms": 2, "alarmsBeforeFault": 0, "requests": 9, "decisions": 9,
       "writes": 4, "writesOutside": 0, "shadowWrites": 0, "shadowDecisions": 3, "spooled": 150,
       "delivered": 149, "pending": 0, "declaredGaps": 1, "received": 149, "gaps": 0,
       "duplicates": 0, "redelivered": 2, "outOfOrder": 0, "detectionDelayMs": 2400,
       "recovered": true, "reactionMicrosP50": 90, "reactionMicrosP99": 700}
      """;

  @Test
  void whatWasAllShownFallsShortOfNothing() throws Exception {
    assertThat(report(GOOD).shortfalls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "alarmsBeforeFault, 1, an alarm was raised before the fault",
        "detectionDelayMs, -1, the fault was not noticed within 10 s",
        "detectionDelayMs, 10001, the fault was not noticed within 10 s",
        "writes, 0, the closed setpoint was not written",
        "writesOutside, 1, a write was outside its clamp",
        "shadowWrites, 1, the shadow setpoint was written",
        "recovered, false, the process is not back to normal",
        "scored, 1151, scans do not add up: received is not scored + no verdict + dropped",
        "inFlight, 1, scans do not add up: received is not scored + no verdict + dropped",
        "decisions, 8, a setpoint request has no decision",
        "spooled, 151, records do not add up: appended is not delivered + gaps + pending",
        "received, 148, the cloud did not get what was delivered",
        "gaps, 1, records are missing at the cloud",
        "duplicates, 1, the cloud got a record twice without a mark",
        "outOfOrder, 1, the cloud got records out of order",
      })
  void eachShortfallIsTold(String figure, String value, String sentence) throws Exception {
    assertThat(report(with(figure, value)).shortfalls()).containsExactly(sentence);
  }

  @Test
  void recordsLeftInTheSpoolAreToldAlsoWhereTheSumHolds() throws Exception {
    ObjectNode left = (ObjectNode) JSON.readTree(with("pending", "1"));
    left.put("spooled", 151);
    assertThat(report(left.toString()).shortfalls())
        .containsExactly("records are still in the spool");
  }

  @Test
  void everyShortfallComesAtOnce() throws Exception {
    ObjectNode bad = (ObjectNode) JSON.readTree(with("writes", "0"));
    bad.put("recovered", false);
    assertThat(report(bad.toString()).shortfalls()).hasSize(2);
  }

  @Test
  void theJsonHasTheKeysThatScriptsRelyOn() throws Exception {
    JsonNode json = JSON.readTree(JSON.writeValueAsString(report(GOOD)));
    assertThat(json.fieldNames())
        .toIterable()
        .containsAll(
            List.of(
                "scans",
                "samples",
                "noVerdicts",
                "alarms",
                "alarmsBeforeFault",
                "decisions",
                "writes",
                "shadowWrites",
                "spooled",
                "delivered",
                "pending",
                "gaps",
                "duplicates",
                "outOfOrder",
                "detectionDelayMs",
                "recovered",
                "reactionMicrosP50",
                "reactionMicrosP99"));
    assertThat(json).isEqualTo(JSON.readTree(GOOD));
  }

  @Test
  void theStoryTellsTheFiguresInWords() throws Exception {
    assertThat(report(GOOD).story())
        .contains("1200 scans with 10000 samples; 1150 scored, 48 without a verdict, 2 dropped")
        .contains("noticed after 2.4 s; alarms 2, of these before the fault 0")
        .contains(
            "9 setpoint decisions: 4 writes, all inside their limits; 3 in shadow, none written")
        .contains("the process is back to normal")
        .contains("median 90 µs, 99 % below 700 µs");
    assertThat(report(with("recovered", "false")).story()).contains("not back to normal");
  }

  @Test
  void theStoryClaimsOnlyWhatIsTrue() throws Exception {
    assertThat(report(with("scored", "1151")).story()).doesNotContain("the sum holds");
    assertThat(report(with("writesOutside", "1")).story())
        .doesNotContain("inside")
        .contains("1 beyond");
    assertThat(report(with("shadowWrites", "1")).story()).doesNotContain("none written");
    assertThat(report(with("detectionDelayMs", "-1")).story()).contains("was not noticed");
  }

  private static String with(String figure, String value) throws Exception {
    ObjectNode json = (ObjectNode) JSON.readTree(GOOD);
    assertThat(json.has(figure)).isTrue();
    return json.set(figure, JSON.readTree(value)).toString();
  }

  private static DemoReport report(String json) throws Exception {
    return JSON.readValue(json, DemoReport.class);
  }
}
