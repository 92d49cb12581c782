package io.sluice.gateway.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one demonstration showed, in figures; the object that {@code --json} prints.
 *
 * @param scans scans handed to routes
 * @param samples samples in them
 * @param scored scans that left with a score
 * @param noVerdicts scans that left without, with a reason
 * @param dropped scans that did not get through
 * @param inFlight scans unaccounted for after the stop; 0
 * @param alarms alarms raised
 * @param alarmsBeforeFault alarms raised before the fault was injected
 * @param requests times a setpoint was asked
 * @param decisions answers given; equals requests
 * @param writes accepted writes to the closed setpoint, by the simulator's own log
 * @param writesOutside of these, writes outside the clamp
 * @param shadowWrites writes to the shadow setpoint, by the simulator's own log; 0
 * @param shadowDecisions values the shadow setpoint would have written
 * @param spooled records appended
 * @param delivered records the cloud acknowledged
 * @param pending records left in the spool
 * @param declaredGaps records the spool declared lost
 * @param received distinct records the cloud has
 * @param gaps records missing at the cloud without having been declared
 * @param duplicates records the cloud got twice without a mark
 * @param redelivered records the cloud got twice, marked
 * @param outOfOrder records the cloud got after a later one
 * @param detectionDelayMs from the fault to its alarm, -1 where there was none
 * @param recovered whether the process is back to normal and no alarm stands
 * @param reactionMicrosP50 from a scan read to its verdict, median
 * @param reactionMicrosP99 the same, 99th percentile
 */
public record DemoReport(
    long scans,
    long samples,
    long scored,
    long noVerdicts,
    long dropped,
    long inFlight,
    long alarms,
    long alarmsBeforeFault,
    long requests,
    long decisions,
    long writes,
    long writesOutside,
    long shadowWrites,
    long shadowDecisions,
    long spooled,
    long delivered,
    long pending,
    long declaredGaps,
    long received,
    long gaps,
    long duplicates,
    long redelivered,
    long outOfOrder,
    long detectionDelayMs,
    boolean recovered,
    @JsonProperty("reactionMicrosP50") long reactionMicrosP50,
    @JsonProperty("reactionMicrosP99") long reactionMicrosP99) {

  private static final long LONGEST_DETECTION_MS = 10_000;

  /** What the demonstration should have shown and did not, one sentence each; empty is success. */
  public List<String> shortfalls() {
    List<String> missing = new ArrayList<>();
    expect(missing, alarmsBeforeFault == 0, "an alarm was raised before the fault");
    expect(
        missing,
        detectionDelayMs >= 0 && detectionDelayMs <= LONGEST_DETECTION_MS,
        "the fault was not noticed within 10 s");
    expect(missing, writes > 0, "the closed setpoint was not written");
    expect(missing, writesOutside == 0, "a write was outside its clamp");
    expect(missing, shadowWrites == 0, "the shadow setpoint was written");
    expect(missing, recovered, "the process is not back to normal");
    expect(
        missing,
        scans == scored + noVerdicts + dropped && inFlight == 0,
        "scans do not add up: received is not scored + no verdict + dropped");
    expect(missing, requests == decisions, "a setpoint request has no decision");
    expect(
        missing,
        spooled == delivered + declaredGaps + pending,
        "records do not add up: appended is not delivered + gaps + pending");
    expect(missing, pending == 0, "records are still in the spool");
    expect(missing, received == delivered, "the cloud did not get what was delivered");
    expect(missing, gaps == 0, "records are missing at the cloud");
    expect(missing, duplicates == 0, "the cloud got a record twice without a mark");
    expect(missing, outOfOrder == 0, "the cloud got records out of order");
    return missing;
  }

  /** The figures as a few sentences. */
  public String story() {
    return String.format(
        Locale.ROOT,
        """
        What you have seen:
          %d scans with %d samples; %d scored, %d without a verdict, %d dropped: the sum holds
          the fault was noticed after %.1f s; alarms %d, of these before the fault %d
          %d setpoint decisions: %d writes, all inside their limits; %d in shadow, none written
          the process is %s
          %d records kept, %d delivered, %d left; the cloud has %d, %d missing, %d repeated and marked
          from a scan read to its verdict: median %d µs, 99 %% below %d µs
        """,
        scans,
        samples,
        scored,
        noVerdicts,
        dropped,
        detectionDelayMs / 1000.0,
        alarms,
        alarmsBeforeFault,
        decisions,
        writes,
        shadowDecisions,
        recovered ? "back to normal" : "not back to normal",
        spooled,
        delivered,
        pending,
        received,
        gaps,
        redelivered,
        reactionMicrosP50,
        reactionMicrosP99);
  }

  private static void expect(List<String> missing, boolean shown, String otherwise) {
    if (!shown) {
      missing.add(otherwise);
    }
  }
}
