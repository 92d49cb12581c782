package io.sluice.gateway.replay.tests;

import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.assets.AlarmEvent;
import io.sluice.gateway.assets.Finding;
import io.sluice.gateway.assets.LatestSamples;
import io.sluice.gateway.replay.RunLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All that happened in one test, with plant times from its time zero. */
final class Story {
  private final Instant begin;
  private final Duration runs;
  private final RunLog log;
  private final Map<String, Peak> peaks = new HashMap<>();
  private final Set<String> withoutModel = new HashSet<>();
  private final Map<Integer, Optional<LatestSamples.Latest>> shown = new HashMap<>();
  private final Map<String, String> releases = new HashMap<>();
  private Set<String> moved = Set.of();
  private Set<String> heard = Set.of();

  /** The highest score of a detector, and when. */
  record Peak(double score, Duration at) {}

  Story(VirtualClock clock, Duration runs, RunLog log) {
    this.begin = clock.now();
    this.runs = runs;
    this.log = log;
  }

  /** Plant time of a moment. */
  Duration since(Instant moment) {
    return Duration.between(begin, moment);
  }

  Duration runs() {
    return runs;
  }

  RunLog log() {
    return log;
  }

  /** What happened before the gateway was stopped; what its stop did is not the plant's. */
  boolean during(Instant moment) {
    return since(moment).compareTo(runs) <= 0;
  }

  List<AlarmEvent> alarms(AlarmEvent.Change change) {
    return log.alarms().stream()
        .filter(one -> one.change() == change && during(one.time()))
        .toList();
  }

  List<RunLog.Decided> decisions() {
    return log.decisions().stream().filter(one -> during(one.time())).toList();
  }

  /** Writes that reached a device of this tag. */
  List<RunLog.Written> writes(String tag) {
    return log.writes().stream()
        .filter(one -> one.tag().equals(tag) && during(one.time()))
        .filter(one -> Sent.reached(one.result()))
        .toList();
  }

  List<Finding.OutRecord> summaries(String asset) {
    return log.summaries().stream()
        .filter(one -> one.stream().equals(asset + "/summaries") && during(one.time()))
        .filter(one -> !cutShort(one.body()))
        .toList();
  }

  /**
   * Records of the test's time that arrived over these uplinks, also while the gateway stopped in
   * good order. A summary that the stop cut short is none of them.
   */
  List<RunLog.Arrived> arrivals(List<String> uplinks) {
    List<RunLog.Arrived> all = new ArrayList<>();
    uplinks.forEach(uplink -> all.addAll(log.arrivals(uplink)));
    all.removeIf(one -> !during(one.record().time()) || cutShort(one.record().body()));
    return all;
  }

  private static boolean cutShort(String body) {
    return body.contains("\"partial\":true");
  }

  Optional<Peak> peak(String detector) {
    return Optional.ofNullable(peaks.get(detector));
  }

  void scored(String detector, double score, Duration at) {
    peaks.merge(
        detector,
        new Peak(score, at),
        (before, now) -> now.score() > before.score() ? now : before);
  }

  boolean withoutModel(String detector) {
    return withoutModel.contains(detector);
  }

  void noModel(String detector) {
    withoutModel.add(detector);
  }

  /** What the tag of an expectation showed at its time. */
  Optional<LatestSamples.Latest> shown(int expectation) {
    return shown.getOrDefault(expectation, Optional.empty());
  }

  void shown(int expectation, Optional<LatestSamples.Latest> sample) {
    shown.put(expectation, sample);
  }

  /** Setpoints whose release was refused, with the reason. */
  Map<String, String> refusedReleases() {
    return releases;
  }

  void refusedRelease(String setpoint, String why) {
    releases.put(setpoint, why);
  }

  Set<String> moved() {
    return moved;
  }

  Set<String> heard() {
    return heard;
  }

  void seen(SeenTags tags) {
    moved = tags.moved();
    heard = tags.heard();
  }
}
