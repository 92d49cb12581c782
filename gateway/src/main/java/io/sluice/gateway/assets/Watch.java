package io.sluice.gateway.assets;

import io.sluice.analytics.Column;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.alarms.Transition;
import io.sluice.analytics.trial.FaultsFound;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.gateway.status.StatusServer.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
  private final ModelDesk desk;
  private final AlarmDesk alarms;
  private final StandingAlarm alarm;
  private final LoopHop hop;
  private final Apprentice apprentice;
  private final Succession succession;
  private final Retraining retraining;
  private final ModelCare care;
  private final Row row;
  private long origin;
  private boolean originKnown;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<ModelNotice>> noticed = new CopyOnWriteArrayList<>();
  private volatile WatchStatus status = WatchStatus.learning("no model yet");

  /** Who hears of each judgement; called on the asset's loop, must return quickly. */
  @FunctionalInterface
  public interface Listener {
    void onJudgement(Scan scan, Judgement judgement);
  }

  /**
   * @param desk where its models are looked after
   * @param alarms keeps the alarm and what it shares with others
   */
  public Watch(WatchPlan plan, AssetLoop loop, ModelDesk desk, PlantClock clock, AlarmDesk alarms) {
    List<Column> columns = columns(loop.samples().tags());
    this.plan = plan;
    this.loop = loop;
    this.clock = clock;
    this.desk = desk;
    this.alarms = alarms;
    this.hop = new LoopHop(loop, desk.loop());
    this.apprentice = new Apprentice(plan, columns, desk, hop);
    this.succession = new Succession(plan, columns, desk, hop);
    this.retraining = new Retraining(plan, desk);
    this.care = new ModelCare(plan, loop.name(), columns, clock, new Orders());
    this.alarm = new StandingAlarm(plan, loop, alarms, clock);
    this.row = new Row(columns.size());
  }

  /** An asset's tags as a detector's columns. */
  public static List<Column> columns(List<Tag> tags) {
    return tags.stream()
        .map(tag -> new Column(tag.name(), tag.unit(), kind(tag.tagClass()), tag.low(), tag.high()))
        .toList();
  }

  /** Takes up its alarm and looks for a model; call once before the first scan. */
  public void start() {
    hop.run(this::takeUpAlarm);
    report("looking for a model");
    succession.start(new Stage());
  }

  /** No longer looks or trains for a model. Any thread. */
  public void close() {
    alarm.end();
    succession.close();
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

  /** Tells of what is to be said of its models from now on, on the asset's loop; any thread. */
  public void listenToModels(Consumer<ModelNotice> listener) {
    noticed.add(listener);
  }

  /** Trains it anew on the clean rows kept so far; any thread. */
  public CompletionStage<Answer> retrain(String person) {
    CompletableFuture<Answer> said = new CompletableFuture<>();
    hop.run(() -> retraining.onRequest(person, care.cleanRows(), this::taught, said));
    return said;
  }

  /** How the versions of its model stand, for screens; any thread. */
  public ModelsStatus models() {
    return care.status();
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
        ? acted.thenCompose(answer -> alarms.seal(name(), deed, answer))
        : CompletableFuture.completedFuture(
            new AlarmAnswer(false, name() + ": its asset is busy; try again"));
  }

  /** What happened to the alarm beside its coming and going, for the cloud. */
  public List<Finding.OutRecord> takeRecords() {
    return alarm.takeRecords();
  }

  /** What is to be said of the detector's pace; empty while it keeps to its time. Any thread. */
  public String pace() {
    return plan.kind() instanceof TimedKind<?> timed ? timed.remark() : "";
  }

  /** Nanoseconds since the scan was read; any thread. */
  public long sinceRead(Scan scan) {
    return clock.nanoTime() - scan.readNanos();
  }

  /** Judges the asset as it is at this scan. */
  public Finding judge(Finding finding) {
    Scan scan = finding.scan();
    loop.samples().fill(row, scan.readNanos());
    row.time(row.time() + origin(scan));
    Scoring model = care.champion();
    if (model == null) {
      apprentice.learn(row);
      return found(finding, judgement(Verdict.LEARNING, 0, null));
    }
    Verdict verdict = model.update(row);
    AlarmEvent event = alarm.row(scan, verdict, model);
    double score = model.score();
    care.row(row, verdict, score, transition(event), alarm.active());
    status = status.seen(verdict, score, alarm.active(), event);
    return found(finding, judgement(verdict, score, event));
  }

  private Finding found(Finding finding, Judgement judgement) {
    for (Listener listener : listeners) {
      listener.onJudgement(finding.scan(), judgement);
    }
    List<Finding.OutRecord> records = new ArrayList<>();
    AlarmEvent event = judgement.event();
    if (event != null) {
      records.add(event.record());
    }
    for (ModelNotice notice : care.takeNotices()) {
      noticed.forEach(listener -> listener.accept(notice));
      if (notice.what().told()) {
        records.add(notice.record());
      }
    }
    records.addAll(alarm.takeRecords());
    return finding.with(judgement, records);
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

  private Judgement judgement(Verdict verdict, double score, @Nullable AlarmEvent event) {
    Scoring model = care.champion();
    int version = model == null ? 0 : model.version();
    return new Judgement(plan.detector(), verdict, score, alarm.active(), event, version);
  }

  private void takeUpAlarm() {
    alarm.begin();
    status = status.withAlarm(alarm.active());
  }

  private static Transition transition(@Nullable AlarmEvent event) {
    if (event == null) {
      return Transition.NONE;
    }
    return event.change() == AlarmEvent.Change.RAISED ? Transition.RAISED : Transition.CLEARED;
  }

  private void report(String progress) {
    status = WatchStatus.learning(progress).after(status);
  }

  private void taught() {
    hop.run(care::taught);
  }

  /** What happens to the detector's models. */
  private final class Stage implements Succession.Stage {
    @Override
    public void serve(Lineup lineup) {
      boolean another = care.champion() != lineup.champion();
      care.serve(lineup);
      if (another) {
        alarm.adopted();
        status = status.watching(lineup.champion().origin()).withAlarm(alarm.active());
      }
    }

    @Override
    public void noModel() {
      apprentice.begin(Watch.this::report);
    }

    @Override
    public void faults(int version, FaultsFound ofChampion, FaultsFound ofShadow) {
      care.faults(version, ofChampion, ofShadow);
    }

    @Override
    public void say(ModelNotice.What what, String text) {
      care.say(what, text, List.of());
    }
  }

  /** What has to be done off the asset's loop. */
  private final class Orders implements ModelCare.Orders {
    @Override
    public void rollBack(int version, String why) {
      desk.execute(() -> succession.rollBack(version, why));
    }

    @Override
    public void report(ModelsStatus seen, Supplier<TrainingRows> clean) {
      desk.execute(
          () -> {
            succession.report(seen, clean);
            retraining.ifDue(clean, Watch.this::taught);
          });
    }
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
