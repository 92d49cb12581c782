package io.sluice.gateway.replay;

import io.sluice.analytics.Verdict;
import io.sluice.connectors.WriteResult;
import io.sluice.gateway.assets.AlarmEvent;
import io.sluice.gateway.assets.Finding;
import io.sluice.gateway.assets.Judgement;
import io.sluice.gateway.setpoints.SetpointOutcome;
import io.sluice.gateway.uplink.UplinkRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a virtual run had to say, in the order it happened: alarms, decisions, writes, summaries
 * and what arrived in the cloud, also where no route keeps them. Each list is bounded; what did not
 * fit is counted.
 *
 * <p>For the thread that lets the run's time pass.
 */
public final class RunLog {
  /** Most of each: a day of one summary a second. */
  private static final int MOST = 100_000;

  private final List<AlarmEvent> alarms = new ArrayList<>();
  private final List<Decided> decisions = new ArrayList<>();
  private final List<Written> writes = new ArrayList<>();
  private final List<Finding.OutRecord> summaries = new ArrayList<>();
  private final Map<String, List<Arrived>> arrived = new TreeMap<>();
  private final Map<String, EnumMap<Verdict, Long>> verdicts = new TreeMap<>();
  private long leftOut;

  /**
   * A setpoint has decided on one request, and what followed from it is over.
   *
   * @param time when it was over
   */
  public record Decided(Instant time, SetpointOutcome outcome) {}

  /**
   * A stand-in was given a value to write.
   *
   * @param time when it answered
   * @param value in the tag's unit
   */
  public record Written(
      Instant time, String connection, String tag, double value, WriteResult result) {}

  /**
   * A record was taken by the far end of an uplink.
   *
   * @param time when
   */
  public record Arrived(Instant time, UplinkRecord record) {}

  RunLog() {}

  /** Alarms raised and cleared. */
  public List<AlarmEvent> alarms() {
    return List.copyOf(alarms);
  }

  /** One for each request of a setpoint that has been decided. */
  public List<Decided> decisions() {
    return List.copyOf(decisions);
  }

  /** Every write that passed a guard, heartbeats and fail-safe values too. */
  public List<Written> writes() {
    return List.copyOf(writes);
  }

  /** Summaries of all assets; their body is JSON. */
  public List<Finding.OutRecord> summaries() {
    return List.copyOf(summaries);
  }

  /** What arrived over this uplink; empty where nothing did. */
  public List<UplinkRecord> arrived(String uplink) {
    return arrivals(uplink).stream().map(Arrived::record).toList();
  }

  /** The same with the time of each. */
  public List<Arrived> arrivals(String uplink) {
    return List.copyOf(arrived.getOrDefault(uplink, List.of()));
  }

  /** How many rows of a detector ended with which verdict; empty where it judged none. */
  public Map<Verdict, Long> verdicts(String detector) {
    return Map.copyOf(verdicts.getOrDefault(detector, new EnumMap<>(Verdict.class)));
  }

  /** Entries that found their list full. */
  public long leftOut() {
    return leftOut;
  }

  void judged(Judgement judgement) {
    verdicts
        .computeIfAbsent(judgement.detector(), name -> new EnumMap<>(Verdict.class))
        .merge(judgement.verdict(), 1L, Long::sum);
    AlarmEvent event = judgement.event();
    if (event != null) {
      keep(alarms, event);
    }
  }

  void decided(Decided decided) {
    keep(decisions, decided);
  }

  void written(Written written) {
    keep(writes, written);
  }

  void summarised(Finding.OutRecord summary) {
    keep(summaries, summary);
  }

  void arrived(String uplink, Instant time, List<UplinkRecord> records) {
    List<Arrived> known = arrived.computeIfAbsent(uplink, name -> new ArrayList<>());
    records.forEach(one -> keep(known, new Arrived(time, one)));
  }

  private <T> void keep(List<T> kept, T one) {
    if (kept.size() < MOST) {
      kept.add(one);
    } else {
      leftOut++;
    }
  }
}
