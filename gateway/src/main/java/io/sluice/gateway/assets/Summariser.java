package io.sluice.gateway.assets;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.analytics.Verdict;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Statistics of an asset's tags over one period after another: per tag mean, minimum, maximum and
 * last value, with the rows that had none. A row is the asset at one scan of the route, so a tag of
 * a slower group counts with its held value. Confined to the asset's loop.
 */
public final class Summariser {
  private final AssetSamples samples;
  private final Duration every;
  private final Column[] columns;
  private final Map<String, Highest> scores = new TreeMap<>();
  private Instant from = Instant.EPOCH;
  private Instant latest = Instant.EPOCH;
  private long fromNanos;
  private long rows;

  private enum Extent {
    WHOLE,
    PARTIAL
  }

  /**
   * @param every length of a period, positive; it ends with the first scan at or after its end
   */
  public Summariser(AssetSamples samples, Duration every) {
    if (every.isZero() || every.isNegative()) {
      throw new IllegalArgumentException("every is " + every + ", must be positive");
    }
    this.samples = samples;
    this.every = every;
    this.columns = new Column[samples.tags().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new Column();
    }
  }

  /** Takes in a scan; gives the summary of the period that it ends, or nothing. */
  public List<Finding.OutRecord> add(Finding finding) {
    Scan scan = finding.scan();
    List<Finding.OutRecord> ended =
        rows > 0 && scan.readNanos() - fromNanos >= every.toNanos()
            ? List.of(end(scan.readTime(), Extent.WHOLE))
            : List.of();
    if (rows == 0) {
      from = scan.readTime();
      // The period is measured on the monotonic clock: a wall clock set back must not stretch it.
      fromNanos = scan.readNanos();
    }
    latest = scan.readTime();
    addRow(finding);
    return ended;
  }

  /** The summary of the period that has not ended, up to its last scan; nothing without a scan. */
  public List<Finding.OutRecord> rest() {
    return rows == 0 ? List.of() : List.of(end(latest, Extent.PARTIAL));
  }

  private void addRow(Finding finding) {
    rows++;
    long now = finding.scan().readNanos();
    for (int i = 0; i < columns.length; i++) {
      int status = samples.status(i);
      if (StatusCode.isGood(status) && !samples.stale(i, now)) {
        columns[i].add(samples.value(i));
      } else {
        columns[i].without++;
      }
    }
    for (Judgement judgement : finding.judgements()) {
      if (judgement.verdict() == Verdict.SCORED) {
        scores.computeIfAbsent(judgement.detector(), name -> new Highest()).add(judgement.score());
      }
    }
  }

  private Finding.OutRecord end(Instant ended, Extent extent) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("asset", samples.asset());
    body.put("from", from.toString());
    body.put("to", ended.toString());
    if (extent == Extent.PARTIAL) {
      body.put("partial", true);
    }
    body.put("rows", rows);
    ObjectNode tags = body.putObject("tags");
    for (int i = 0; i < columns.length; i++) {
      Tag tag = samples.tags().get(i);
      columns[i].putInto(tags.putObject(tag.name()), tag.unit());
      columns[i].clear();
    }
    ObjectNode highest = body.putObject("highestScores");
    scores.forEach((detector, score) -> highest.put(detector, score.value));
    scores.clear();
    rows = 0;
    return new Finding.OutRecord(samples.asset() + "/summaries", "summary", ended, body.toString());
  }

  private static final class Highest {
    private double value = Double.NEGATIVE_INFINITY;

    void add(double score) {
      value = Math.max(value, score);
    }
  }

  private static final class Column {
    private long good;
    private long without;
    private double mean;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double last;

    void add(double value) {
      good++;
      mean += (value - mean) / good;
      min = Math.min(min, value);
      max = Math.max(max, value);
      last = value;
    }

    void putInto(ObjectNode node, String unit) {
      node.put("unit", unit);
      node.put("good", good);
      node.put("without", without);
      if (good > 0) {
        node.put("mean", mean).put("min", min).put("max", max).put("last", last);
      }
    }

    void clear() {
      good = 0;
      without = 0;
      mean = 0;
      min = Double.POSITIVE_INFINITY;
      max = Double.NEGATIVE_INFINITY;
    }
  }
}
