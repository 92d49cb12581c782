package io.sluice.gateway.assets;

import io.sluice.analytics.Column;
import io.sluice.analytics.Contribution;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.alarms.AlarmLogic;
import io.sluice.analytics.alarms.Transition;
import io.sluice.analytics.trial.FaultsFound;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
 * <p>Confined to the asset's loop, but for {@link #status} and {@link #sinceRead}.
 */
public final class Watch {
  private static final int MOST_CONTRIBUTIONS = 3;

  private final WatchPlan plan;
  private final AssetLoop loop;
  private final PlantClock clock;
  private final AlarmLogic alarm;
  private final ModelDesk desk;
  private final LoopHop hop;
  private final Apprentice apprentice;
  private final Succession succession;
  private final Retraining retraining;
  private final ModelCare care;
  private final Row row;
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
   */
  public Watch(WatchPlan plan, AssetLoop loop, ModelDesk desk, PlantClock clock) {
    List<Column> columns = columns(loop.samples().tags());
    this.plan = plan;
    this.loop = loop;
    this.clock = clock;
    this.desk = desk;
    this.hop = new LoopHop(loop, desk.loop());
    this.apprentice = new Apprentice(plan, columns, desk, hop);
    this.succession = new Succession(plan, columns, desk, hop);
    this.retraining = new Retraining(plan, desk);
    this.care = new ModelCare(plan, loop.name(), columns, clock, new Orders());
    this.alarm = new AlarmLogic(plan.alarm());
    this.row = new Row(columns.size());
  }

  /** An asset's tags as a detector's columns. */
  public static List<Column> columns(List<Tag> tags) {
    return tags.stream()
        .map(tag -> new Column(tag.name(), tag.unit(), kind(tag.tagClass()), tag.low(), tag.high()))
        .toList();
  }

  /** Looks for a model; call once before the first scan. */
  public void start() {
    report("looking for a model");
    succession.start(new Stage());
  }

  /** No longer looks or trains for a model. Any thread. */
  public void close() {
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
  public CompletionStage<String> retrain(String person) {
    CompletableFuture<String> said = new CompletableFuture<>();
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

  /** Nanoseconds since the scan was read; any thread. */
  public long sinceRead(Scan scan) {
    return clock.nanoTime() - scan.readNanos();
  }

  /** Judges the asset as it is at this scan. */
  public Finding judge(Finding finding) {
    Scan scan = finding.scan();
    loop.samples().fill(row, scan.readNanos());
    Scoring model = care.champion();
    if (model == null) {
      apprentice.learn(row);
      return found(finding, judgement(Verdict.LEARNING, 0, null));
    }
    Verdict verdict = model.update(row);
    double score = model.score();
    Transition transition = alarm.update(verdict, score, model.offLevel(), row.time());
    boolean stands = alarm.state().raised();
    AlarmEvent event = event(transition, scan, score, model);
    care.row(row, verdict, score, transition, stands);
    status = status.seen(verdict, score, stands, event);
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
    return finding.with(judgement, records);
  }

  private Judgement judgement(Verdict verdict, double score, @Nullable AlarmEvent event) {
    Scoring model = care.champion();
    int version = model == null ? 0 : model.version();
    return new Judgement(plan.detector(), verdict, score, alarm.state().raised(), event, version);
  }

  private @Nullable AlarmEvent event(
      Transition transition, Scan scan, double score, Scoring model) {
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

  private void report(String progress) {
    status = WatchStatus.learning(progress);
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
        alarm.reset();
        status = status.watching(lineup.champion().origin());
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
