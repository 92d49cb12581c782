package io.sluice.gateway.assets;

import io.sluice.analytics.Verdict;
import io.sluice.connectors.Scan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A scan with what has been found in it so far: the body of an exchange after its first step.
 * Immutable; each step hands on a larger one.
 *
 * @param scan the scan the route began with
 * @param judgements one per {@code detect:} step passed
 * @param records what {@code spool:} will keep of it
 */
public record Finding(Scan scan, List<Judgement> judgements, List<OutRecord> records) {
  /**
   * Something for the cloud.
   *
   * @param stream its stream, numbered on its own
   * @param kind {@code summary}, {@code alarm} or {@code decision}
   * @param time when it happened
   * @param body one JSON object
   */
  public record OutRecord(String stream, String kind, Instant time, String body) {}

  public Finding {
    judgements = List.copyOf(judgements);
    records = List.copyOf(records);
  }

  /** Nothing found yet. */
  public static Finding of(Scan scan) {
    return new Finding(scan, List.of(), List.of());
  }

  public Finding with(Judgement judgement, List<OutRecord> more) {
    List<Judgement> all = new ArrayList<>(judgements);
    all.add(judgement);
    return new Finding(scan, all, joined(more));
  }

  public Finding with(List<OutRecord> more) {
    return more.isEmpty() ? this : new Finding(scan, judgements, joined(more));
  }

  /** The judgement of one detector, where the route asked it. */
  public Optional<Judgement> judgement(String detector) {
    return judgements.stream().filter(one -> one.detector().equals(detector)).findFirst();
  }

  /** True where at least one detector scored the scan. */
  public boolean scored() {
    return judgements.stream().anyMatch(one -> one.verdict() == Verdict.SCORED);
  }

  /** Why there is no score: the first detector's reason, as its counter is named. */
  public String reason() {
    return judgements.isEmpty() ? "no-detector" : judgements.get(0).verdict().label();
  }

  private List<OutRecord> joined(List<OutRecord> more) {
    if (more.isEmpty()) {
      return records;
    }
    List<OutRecord> all = new ArrayList<>(records);
    all.addAll(more);
    return all;
  }
}
