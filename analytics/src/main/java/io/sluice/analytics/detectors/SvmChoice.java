package io.sluice.analytics.detectors;

import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingReport;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.alarms.AlarmLogic;
import io.sluice.analytics.alarms.AlarmOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses window, gamma and nu where the user gave none, from training rows alone. Each candidate
 * learns from three quarters of the rows and is asked about {@link Injection}s into the fourth,
 * with a threshold at which all candidates are equally quiet on normal rows; what counts is F1 over
 * the rows of the injections and those after them, so that a window that is slow to notice or to
 * forget pays for it. One thing is changed at a time, and the usual setting stays unless another is
 * better by a margin.
 */
final class SvmChoice {
  /** A candidate must be this much better: differences below are the injections' luck. */
  private static final double MARGIN = 0.02;

  /** Candidates are compared on machines of at most so many rows, which takes a moment each. */
  private static final int MOST_ROWS = 500;

  private static final int SHORT_WINDOW = 8;

  private static final int LONG_WINDOW = 22;

  private final TrainingRows rows;
  private final OneClassSvmOptions options;
  private final List<TrainingReport.Tried> tried = new ArrayList<>();
  private FeaturePlan plan;
  private SvmSettings settings;
  private double best;

  private SvmChoice(TrainingRows rows, OneClassSvmOptions options) throws TrainingException {
    this.rows = rows;
    this.options = options;
    this.plan = FeaturePlanner.plan(rows, options.window());
    this.settings = SvmSettings.of(options, plan);
  }

  static SvmChoice of(TrainingRows rows, OneClassSvmOptions options) throws TrainingException {
    SvmChoice choice = new SvmChoice(rows, options);
    boolean open = options.window() == null || options.gamma() == null || options.nu() == null;
    if (open && Injection.possible(rows)) {
      choice.search();
    }
    return choice;
  }

  FeaturePlan plan() {
    return plan;
  }

  SvmSettings settings() {
    return settings;
  }

  TrainingReport report() {
    return new TrainingReport(tried);
  }

  private void search() throws TrainingException {
    best = found(plan, settings);
    tried.add(new TrainingReport.Tried(inWords(plan, settings), best));
    if (options.window() == null) {
      for (int window : new int[] {SHORT_WINDOW, LONG_WINDOW}) {
        tryWindow(window);
      }
    }
    if (options.gamma() == null) {
      consider(plan, settings.withGamma(5 * settings.gamma()));
    }
    if (options.nu() == null) {
      consider(plan, settings.withNu(settings.nu() / 5));
    }
  }

  private void tryWindow(int window) throws TrainingException {
    if (window == plan.window() || rows.size() < 10 * window) {
      return;
    }
    Duration length = rows.interval().multipliedBy(window);
    FeaturePlan other = FeaturePlanner.plan(rows, length);
    consider(other, SvmSettings.of(options, other));
  }

  private void consider(FeaturePlan other, SvmSettings with) throws TrainingException {
    double figure = found(other, with);
    tried.add(new TrainingReport.Tried(inWords(other, with), figure));
    if (figure > best + MARGIN) {
      best = figure;
      plan = other;
      settings = with;
    }
  }

  /** F1 over the rows of all injections, each judged by a machine that has not seen its block. */
  private double found(FeaturePlan candidate, SvmSettings with) throws TrainingException {
    double[][] features = FeatureRows.of(rows, candidate);
    SvmMachine[] machines = new SvmMachine[CrossFit.BLOCKS];
    int[] next = {0};
    double[] measures =
        Quantile.column(
            CrossFit.measures(
                features,
                candidate.window(),
                others -> {
                  SvmMachine machine =
                      SvmMachine.fit(others, candidate, with.withMostRows(MOST_ROWS));
                  machines[next[0]++] = machine;
                  return row -> new double[] {machine.measure(row)};
                }),
            0);
    AlarmOptions alarm = AlarmOptions.ofRows(rows.interval());
    Allowance allowance = Allowance.strict(rows, candidate, features.length, alarm.onDelay());
    double threshold = Limit.of(measures, measures, allowance);
    double[] scores = Arrays.stream(measures).map(measure -> measure / threshold).toArray();
    Counts counts = new Counts();
    for (Injection injection : Injection.into(rows, candidate)) {
      int middle = injection.start() + Injection.ROWS / 2;
      SvmMachine machine = machines[(int) ((long) middle * CrossFit.BLOCKS / rows.size())];
      play(injection, new Judged(candidate, machine, threshold, OffLevel.of(scores)), counts);
    }
    return counts.f1();
  }

  /** What an injection is played to. */
  private record Judged(FeaturePlan plan, SvmMachine machine, double threshold, double offLevel) {}

  private void play(Injection injection, Judged judged, Counts counts) {
    FeatureStream stream = new FeatureStream(judged.plan);
    AlarmLogic alarm = new AlarmLogic(AlarmOptions.ofRows(rows.interval()));
    Row row = new Row(rows.columns().size());
    int from = Math.max(0, injection.start() - judged.plan.window());
    for (int i = from; i < injection.end(); i++) {
      injection.read(i, row);
      Verdict verdict = stream.update(row);
      double score =
          verdict == Verdict.SCORED
              ? judged.machine.measure(stream.values()) / judged.threshold
              : 0;
      if (i >= injection.start()) {
        alarm.update(verdict, score, judged.offLevel, row.time());
        counts.add(alarm.state().raised(), i < injection.start() + Injection.ROWS);
      }
    }
  }

  private static String inWords(FeaturePlan plan, SvmSettings settings) {
    return "window of %d rows, %s".formatted(plan.window(), settings.inWords());
  }

  private static final class Counts {
    private int hits;
    private int misses;
    private int wrong;

    void add(boolean alarm, boolean deviating) {
      hits += alarm && deviating ? 1 : 0;
      misses += !alarm && deviating ? 1 : 0;
      wrong += alarm && !deviating ? 1 : 0;
    }

    double f1() {
      return 2.0 * hits / (2 * hits + misses + wrong);
    }
  }
}
