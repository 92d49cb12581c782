package io.sluice.gateway.assets;

import io.sluice.analytics.Column;
import io.sluice.analytics.Contribution;
import io.sluice.analytics.Detector;
import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.alarms.AlarmLogic;
import io.sluice.analytics.alarms.Transition;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One detector on its asset: builds a row at each scan, has it scored, advances the alarm. While
 * there is no model the rows go to the {@link Apprentice} and the verdict is LEARNING.
 *
 * <p>Confined to the asset's loop, but for {@link #status} and {@link #sinceRead}.
 */
public final class Watch {
  private static final int MOST_CONTRIBUTIONS = 3;

  private final WatchPlan plan;
  private final AssetLoop loop;
  private final PlantClock clock;
  private final AlarmLogic alarm;
  private final Apprentice apprentice;
  private final Row row;
  private long origin;
  private boolean originKnown;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private @Nullable Detector detector;
  private volatile WatchStatus status = WatchStatus.learning("no model yet");

  /** Who hears of each judgement; called on the asset's loop, must return quickly. */
  @FunctionalInterface
  public interface Listener {
    void onJudgement(Scan scan, Judgement judgement);
  }

  /**
   * @param apprentice finds or makes the model
   */
  public Watch(WatchPlan plan, AssetLoop loop, Apprentice apprentice, PlantClock clock) {
    this.plan = plan;
    this.loop = loop;
    this.clock = clock;
    this.apprentice = apprentice;
    this.alarm = new AlarmLogic(plan.alarm());
    this.row = new Row(loop.samples().tags().size());
  }

  /** An asset's tags as a detector's columns. */
  public static List<Column> columns(List<Tag> tags) {
    return tags.stream()
        .map(tag -> new Column(tag.name(), tag.unit(), kind(tag.tagClass()), tag.low(), tag.high()))
        .toList();
  }

  /** Looks for a model; call once before the first scan. */
  public void start() {
    apprentice.start(this::adopt, this::report);
  }

  /** No longer looks or trains for a model. Any thread. */
  public void close() {
    apprentice.close();
  }

  public String name() {
    return plan.detector();
  }

  public AssetLoop loop() {
    return loop;
  }

  /** Tells of each judgement from now on; any thread. */
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** How the detector stands, for screens; any thread. */
  public WatchStatus status() {
    return status;
  }

  /** Nanoseconds since the scan was read; any thread. */
  public long sinceRead(Scan scan) {
    return clock.nanoTime() - scan.readNanos();
  }

  /** Judges the asset as it is at this scan. */
  public Finding judge(Finding finding) {
    Scan scan = finding.scan();
    fill(scan);
    Detector model = detector;
    if (model == null) {
      apprentice.learn(row);
      return found(finding, judgement(Verdict.LEARNING, 0, null));
    }
    Verdict verdict = model.update(row);
    double score = verdict == Verdict.SCORED ? model.score() : 0;
    Transition transition = alarm.update(verdict, score, model.offLevel(), row.time());
    model.alarmStands(alarm.state().raised());
    AlarmEvent event = event(transition, scan, score, model);
    status = status.seen(verdict, score, alarm.state().raised(), event);
    return found(finding, judgement(verdict, score, event));
  }

  private Finding found(Finding finding, Judgement judgement) {
    for (Listener listener : listeners) {
      listener.onJudgement(finding.scan(), judgement);
    }
    AlarmEvent event = judgement.event();
    return finding.with(judgement, event == null ? List.of() : List.of(event.record()));
  }

  private Judgement judgement(Verdict verdict, double score, @Nullable AlarmEvent event) {
    return new Judgement(plan.detector(), verdict, score, alarm.state().raised(), event);
  }

  /**
   * Puts row time near the wall clock's, where days begin when the plant's do and a model's times
   * go on after a restart; it runs on the monotonic clock, so it never jumps.
   */
  private long origin(Scan scan) {
    if (!originKnown) {
      originKnown = true;
      Instant read = scan.readTime();
      origin = read.getEpochSecond() * 1_000_000_000L + read.getNano() - scan.readNanos();
    }
    return origin;
  }

  private void fill(Scan scan) {
    AssetSamples samples = loop.samples();
    row.time(scan.readNanos() + origin(scan));
    for (int column = 0; column < row.size(); column++) {
      int code = samples.status(column);
      if (!StatusCode.isGood(code)) {
        row.unusable(column, Verdict.BAD_QUALITY);
      } else if (samples.stale(column, scan.readNanos())) {
        row.unusable(column, Verdict.STALE);
      } else {
        row.set(column, samples.value(column));
      }
    }
  }

  private @Nullable AlarmEvent event(
      Transition transition, Scan scan, double score, Detector model) {
    if (transition == Transition.NONE) {
      return null;
    }
    boolean raised = transition == Transition.RAISED;
    List<Contribution> because = raised ? model.contributions(MOST_CONTRIBUTIONS) : List.of();
    return new AlarmEvent(
        plan.detector(),
        loop.name(),
        raised ? AlarmEvent.Change.RAISED : AlarmEvent.Change.CLEARED,
        scan.readTime(),
        plan.alarm().priority().name().toLowerCase(Locale.ROOT),
        score,
        because);
  }

  private void adopt(Detector model, String origin) {
    detector = model;
    alarm.reset();
    status = WatchStatus.watching(origin);
  }

  private void report(String progress) {
    status = WatchStatus.learning(progress);
  }

  private static Column.Kind kind(TagClass tagClass) {
    return switch (tagClass) {
      case PROCESS, SAFETY -> Column.Kind.PROCESS;
      case THERMAL -> Column.Kind.THERMAL;
      case COUNTER -> Column.Kind.COUNTER;
      case SETPOINT -> Column.Kind.SETPOINT;
      case MODE -> Column.Kind.MODE;
    };
  }
}
