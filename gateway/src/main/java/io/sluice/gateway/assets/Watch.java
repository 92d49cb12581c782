package io.sluice.gateway.assets;

import io.sluice.analytics.Column;
import io.sluice.analytics.Detector;
import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One detector on its asset: builds a row at each scan, has it scored, advances the alarm. While
 * there is no model the rows go to the {@link Apprentice} and the verdict is LEARNING.
 *
 * <p>Confined to the asset's loop, but for {@link #status}, {@link #alarm}, {@link #act} and {@link
 * #sinceRead}.
 */
public final class Watch {
  private final WatchPlan plan;
  private final AssetLoop loop;
  private final PlantClock clock;
  private final AlarmDesk desk;
  private final StandingAlarm alarm;
  private final Apprentice apprentice;
  private final Row row;
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
   * @param desk keeps the alarm and what it shares with others
   */
  public Watch(
      WatchPlan plan, AssetLoop loop, Apprentice apprentice, PlantClock clock, AlarmDesk desk) {
    this.plan = plan;
    this.loop = loop;
    this.clock = clock;
    this.apprentice = apprentice;
    this.desk = desk;
    this.alarm = new StandingAlarm(plan, loop, desk, clock);
    this.row = new Row(loop.samples().tags().size());
  }

  /** An asset's tags as a detector's columns. */
  public static List<Column> columns(List<Tag> tags) {
    return tags.stream()
        .map(tag -> new Column(tag.name(), tag.unit(), kind(tag.tagClass()), tag.low(), tag.high()))
        .toList();
  }

  /** Takes up its alarm and looks for a model; call once before the first scan. */
  public void start() {
    takeUpAlarm();
    apprentice.start(this::adopt, this::report);
  }

  /** No longer looks or trains for a model. Any thread. */
  public void close() {
    alarm.end();
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

  /** How its alarm stands, for screens; any thread. */
  public AlarmStatus alarm() {
    return alarm.status();
  }

  /** Carries out what a person does to the alarm; any thread. */
  public CompletionStage<AlarmAnswer> act(AlarmDeed deed) {
    CompletableFuture<AlarmAnswer> acted = new CompletableFuture<>();
    boolean taken =
        loop.offer(
            () -> {
              try {
                acted.complete(alarm.act(deed));
              } catch (RuntimeException bug) {
                acted.completeExceptionally(bug);
              }
            });
    return taken
        ? acted.thenCompose(answer -> desk.seal(name(), deed, answer))
        : CompletableFuture.completedFuture(
            new AlarmAnswer(false, name() + ": its asset is busy; try again"));
  }

  /** What happened to the alarm beside its coming and going, for the cloud. */
  public List<Finding.OutRecord> takeRecords() {
    return alarm.takeRecords();
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
    AlarmEvent event = alarm.row(scan, verdict, score, model.offLevel(), model::contributions);
    model.alarmStands(alarm.active());
    status = status.seen(verdict, score, alarm.active(), event);
    return found(finding, judgement(verdict, score, event));
  }

  private Finding found(Finding finding, Judgement judgement) {
    for (Listener listener : listeners) {
      listener.onJudgement(finding.scan(), judgement);
    }
    AlarmEvent event = judgement.event();
    Finding judged = finding.with(judgement, event == null ? List.of() : List.of(event.record()));
    return judged.with(alarm.takeRecords());
  }

  private Judgement judgement(Verdict verdict, double score, @Nullable AlarmEvent event) {
    return new Judgement(plan.detector(), verdict, score, alarm.active(), event);
  }

  private void fill(Scan scan) {
    AssetSamples samples = loop.samples();
    row.time(scan.readNanos());
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

  private void takeUpAlarm() {
    boolean taken =
        loop.offer(
            () -> {
              alarm.begin();
              status = status.withAlarm(alarm.active());
            });
    if (!taken) {
      desk.after(Duration.ofMillis(50), this::takeUpAlarm);
    }
  }

  private void adopt(Detector model, String origin) {
    detector = model;
    alarm.adopted();
    status = WatchStatus.watching(origin).after(status);
  }

  private void report(String progress) {
    status = WatchStatus.learning(progress).after(status);
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
