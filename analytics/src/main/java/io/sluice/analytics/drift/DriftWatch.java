package io.sluice.analytics.drift;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import io.sluice.analytics.Column;
import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.trial.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Compares live rows with those of training, one window after another. A window is as long as the
 * training was, a day at most, and the limits come from quarters of it, so that a process which
 * wanders slowly does not drift by being looked at briefly. Constant memory; used by one context.
 */
public final class DriftWatch {
  /** Fewer rows in a window say nothing: it goes on. */
  private static final int FEWEST_ROWS = 200;

  private static final double MOST_OUTSIDE = 0.05;
  private static final double LEAST_NEAR = 0.1;
  private static final double TIMES_NEAR = 5;
  private static final double LEAST_SCORE = 1e-4;
  private static final double ACCURACY = 0.02;
  private static final int MOST_BINS = 256;

  private final List<Column> columns;
  private final Profile profile;
  private final long[][] counts;
  private final double[] sums;
  private DDSketch scores = sketch();
  private long begun;
  private long rows;
  private long scored;
  private long near;
  private long outside;

  /**
   * @param columns of the rows, those of the profile
   */
  public DriftWatch(List<Column> columns, Profile profile) {
    if (columns.size() != profile.tags().size()) {
      throw new IllegalArgumentException(
          columns.size() + " columns and a profile of " + profile.tags().size());
    }
    this.columns = List.copyOf(columns);
    this.profile = profile;
    this.counts = new long[columns.size()][TagProfile.BINS];
    this.sums = new double[columns.size()];
  }

  /**
   * Takes the next row.
   *
   * @param score of the row, not looked at without a verdict
   * @return how the window compares that ends with this row; empty while it goes on
   */
  public Optional<DriftReport> update(Row row, Verdict verdict, double score) {
    begun = rows == 0 ? row.time() : begun;
    count(row);
    if (verdict == Verdict.SCORED) {
      scored++;
      near += score >= Observation.NEAR && score < 1 ? 1 : 0;
      scores.accept(Math.max(LEAST_SCORE, score));
    }
    if (rows < FEWEST_ROWS || row.time() - begun < profile.window()) {
      return Optional.empty();
    }
    DriftReport report = report();
    startAnew();
    return Optional.of(report);
  }

  private void count(Row row) {
    boolean usable = false;
    boolean beyond = false;
    for (int column = 0; column < row.size(); column++) {
      if (row.usable(column)) {
        TagProfile tag = profile.tags().get(column);
        double value = row.value(column);
        counts[column][tag.bin(value)]++;
        sums[column] += value;
        usable = true;
        beyond |= tag.watched() && tag.outside(value);
      }
    }
    rows += usable ? 1 : 0;
    outside += beyond ? 1 : 0;
  }

  private DriftReport report() {
    List<DriftReport.DriftedTag> drifted = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      tag(column).ifPresent(drifted::add);
    }
    drifted.sort(Comparator.comparingDouble(DriftReport.DriftedTag::index).reversed());
    double median = scored == 0 ? profile.medianScore() : scores.getValueAtQuantile(0.5);
    double shareNear = scored == 0 ? 0 : (double) near / scored;
    double shareOutside = (double) outside / rows;
    boolean any =
        !drifted.isEmpty()
            || median > (1 + profile.medianScore()) / 2
            || shareNear > Math.max(LEAST_NEAR, TIMES_NEAR * profile.shareNear())
            || shareOutside > MOST_OUTSIDE;
    return new DriftReport(
        rows, drifted, median, profile.medianScore(), shareNear, shareOutside, any);
  }

  private Optional<DriftReport.DriftedTag> tag(int column) {
    TagProfile usual = profile.tags().get(column);
    long seen = Arrays.stream(counts[column]).sum();
    if (!usual.watched() || seen < FEWEST_ROWS) {
      return Optional.empty();
    }
    double index = usual.index(counts[column]);
    if (index <= usual.limit()) {
      return Optional.empty();
    }
    Column of = columns.get(column);
    return Optional.of(
        new DriftReport.DriftedTag(
            of.tag(),
            of.unit(),
            index,
            usual.limit(),
            sums[column] / seen,
            usual.mean(),
            usual.firstDecile(),
            usual.lastDecile()));
  }

  private void startAnew() {
    for (long[] one : counts) {
      Arrays.fill(one, 0);
    }
    Arrays.fill(sums, 0);
    scores = sketch();
    rows = 0;
    scored = 0;
    near = 0;
    outside = 0;
  }

  private static DDSketch sketch() {
    return DDSketches.collapsingLowestDense(ACCURACY, MOST_BINS);
  }
}
