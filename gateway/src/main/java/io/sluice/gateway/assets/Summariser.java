package io.sluice.gateway.assets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.sluice.analytics.Verdict;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
  /** Written straight: a tree of nodes first costs as much again as the rest of a summary. */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  /** About what a tag takes, and what stands before the tags. */
  private static final int BYTES = 160;

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
    String body = body(ended, extent);
    for (Column column : columns) {
      column.clear();
    }
    scores.clear();
    rows = 0;
    return new Finding.OutRecord(samples.asset() + "/summaries", "summary", ended, body);
  }

  private String body(Instant ended, Extent extent) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(BYTES + BYTES * columns.length);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("asset", samples.asset());
      json.writeStringField("from", from.toString());
      json.writeStringField("to", ended.toString());
      if (extent == Extent.PARTIAL) {
        json.writeBooleanField("partial", true);
      }
      json.writeNumberField("rows", rows);
      json.writeObjectFieldStart("tags");
      for (int i = 0; i < columns.length; i++) {
        columns[i].write(samples.tags().get(i), json);
      }
      json.writeEndObject();
      json.writeObjectFieldStart("highestScores");
      for (Map.Entry<String, Highest> score : scores.entrySet()) {
        json.writeNumberField(score.getKey(), score.getValue().value);
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("a text in memory", impossible);
    }
    return text.toString(StandardCharsets.UTF_8);
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

    void write(Tag tag, JsonGenerator json) throws IOException {
      json.writeObjectFieldStart(tag.name());
      json.writeStringField("unit", tag.unit());
      json.writeNumberField("good", good);
      json.writeNumberField("without", without);
      if (good > 0) {
        json.writeNumberField("mean", mean);
        json.writeNumberField("min", min);
        json.writeNumberField("max", max);
        json.writeNumberField("last", last);
      }
      json.writeEndObject();
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
