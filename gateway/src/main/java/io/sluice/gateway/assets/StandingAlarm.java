package io.sluice.gateway.assets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.analytics.Contribution;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.alarms.AlarmLife;
import io.sluice.analytics.alarms.AlarmLogic;
import io.sluice.analytics.alarms.AlarmOptions;
import io.sluice.analytics.alarms.HeldBack;
import io.sluice.analytics.alarms.LifeEffect;
import io.sluice.analytics.alarms.LifeRefusal;
import io.sluice.analytics.alarms.LifeState;
import io.sluice.analytics.alarms.LifeStep;
import io.sluice.analytics.alarms.Shelving;
import io.sluice.analytics.alarms.Stand;
import io.sluice.analytics.alarms.SuppressCause;
import io.sluice.analytics.alarms.Transition;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.gateway.assets.AlarmDeed.Action;
import io.sluice.gateway.assets.AlarmMemory.Done;
import io.sluice.gateway.options.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The alarm of one detector: its process condition from scores, its life from persons, design and
 * time, and what is kept of both. Confined to the asset's loop, but for {@link #status}.
 *
 * <p>Hiding an alarm hides it from the operator. The process condition, and what follows it in a
 * route, goes on.
 */
final class StandingAlarm {
  private static final int MOST_CONTRIBUTIONS = 3;
  private static final int MOST_WAITING = 100;

  private final String detector;
  private final String plan;
  private final AssetLoop loop;
  private final AlarmDesk desk;
  private final PlantClock clock;
  private final AlarmOptions options;
  private final String priority;
  private final AlarmLogic logic;
  private final Shelf shelf;
  private final AlarmTally tally = new AlarmTally();
  private final Deque<Finding.OutRecord> waiting = new ArrayDeque<>();
  private final Map<String, Done> deeds = new TreeMap<>();
  private AlarmLife life = AlarmLife.NORMAL;
  private double score;
  private @Nullable Instant raised;
  private double raisedScore;
  private String firstOut;
  private JsonNode because = JsonNodeFactory.instance.arrayNode();
  private volatile AlarmStatus status;

  StandingAlarm(WatchPlan plan, AssetLoop loop, AlarmDesk desk, PlantClock clock) {
    this.detector = plan.detector();
    this.plan = plan.kind().name() + " " + plan.options() + " on " + loop.name();
    this.loop = loop;
    this.desk = desk;
    this.clock = clock;
    this.options = plan.alarm();
    this.priority = options.priority().name().toLowerCase(Locale.ROOT);
    this.logic = new AlarmLogic(options);
    this.shelf = new Shelf(loop, desk, () -> pass(clock.nanoTime(), clock.now()));
    this.firstOut = detector;
    this.status = snapshot();
  }

  /** How it stands; any thread. */
  AlarmStatus status() {
    return status;
  }

  /** True while the process is not normal, whether or not the operator sees it. */
  boolean active() {
    return life.state().stand().active();
  }

  /** Takes up what was kept; call once before the first row. */
  void begin() {
    AlarmMemory kept = desk.remembered(detector);
    if (kept != null) {
      takeUp(kept);
      changed();
    }
  }

  /** Its time on a shelf is looked after by whoever comes next. Any thread. */
  void end() {
    shelf.end();
  }

  /** A model has been found or replaced: what stands goes on and clears like any other. */
  void adopted() {
    if (active()) {
      logic.carryOn();
    } else {
      logic.reset();
    }
  }

  /** Takes a row's verdict; gives the transition of the process condition, or null. */
  @Nullable AlarmEvent row(Scan scan, Verdict verdict, Scoring model) {
    if (verdict == Verdict.SCORED) {
      score = model.score();
      cause(SuppressCause.MODE, false, scan.readTime());
    } else if (verdict == Verdict.MODE_CHANGED) {
      cause(SuppressCause.MODE, true, scan.readTime());
    }
    cause(SuppressCause.OTHER_ALARM, anotherStands(), scan.readTime());
    Transition transition = logic.update(verdict, score, model.offLevel(), scan.readNanos());
    AlarmEvent event = transition == Transition.NONE ? null : process(transition, scan, model);
    pass(scan.readNanos(), scan.readTime());
    return event;
  }

  /** What happened beside the process condition, for the cloud. */
  List<Finding.OutRecord> takeRecords() {
    List<Finding.OutRecord> shared = desk.takeRecords();
    if (waiting.isEmpty()) {
      return shared;
    }
    List<Finding.OutRecord> taken = new ArrayList<>(waiting);
    waiting.clear();
    taken.addAll(shared);
    return taken;
  }

  /** Carries out what a person wants. */
  AlarmAnswer act(AlarmDeed deed) {
    Instant now = clock.now();
    AlarmLife.Next next = next(deed, clock.nanoTime());
    if (next.step() instanceof LifeStep.Refused refused) {
      return new AlarmAnswer(false, detector + ": " + sentence(refused.why()));
    }
    Action action = deed.action();
    AlarmNote.Detail told = apply(next);
    undone(action);
    if (action.hides() || (action == Action.ACKNOWLEDGE && active())) {
      deeds.put(action.word(), new Done(deed.person(), now.toString(), deed.why()));
    }
    Duration time = deed.time() == null ? options.shelveLimit() : deed.time();
    Instant until = action == Action.SHELVE ? shelf.put(time, now) : null;
    AlarmNote note =
        note(
            action.change(),
            now,
            new AlarmNote.Detail(deed.person(), deed.why(), until, told.told(), told.heldBack()));
    changed();
    String still =
        action == Action.UNSUPPRESS && !life.causes().isEmpty()
            ? "; still suppressed by " + status.json().path("suppressedBy").asText()
            : "";
    return new AlarmAnswer(true, note.sentence() + still);
  }

  private AlarmLife.Next next(AlarmDeed deed, long now) {
    Duration time = deed.time();
    return switch (deed.action()) {
      case ACKNOWLEDGE -> life.acknowledge(options, score, now);
      case SHELVE -> time == null ? life.shelveOnce(options, now) : life.shelve(options, time, now);
      case UNSHELVE -> life.unshelve(options);
      case SUPPRESS -> life.suppress(SuppressCause.PERSON, options);
      case UNSUPPRESS -> life.unsuppress(SuppressCause.PERSON, options);
      case OUT_OF_SERVICE -> life.takeOut(options);
      case IN_SERVICE -> life.putBack(options);
    };
  }

  private String sentence(LifeRefusal why) {
    return why == LifeRefusal.SHELF_TOO_LONG
        ? why.sentence() + ", " + Durations.text(options.shelveLimit())
        : why.sentence();
  }

  private void undone(Action action) {
    switch (action) {
      case UNSHELVE -> deeds.remove(Action.SHELVE.word());
      case UNSUPPRESS -> deeds.remove(Action.SUPPRESS.word());
      case IN_SERVICE -> deeds.remove(Action.OUT_OF_SERVICE.word());
      default -> {}
    }
  }

  private AlarmEvent process(Transition transition, Scan scan, Scoring model) {
    boolean comes = transition == Transition.RAISED;
    List<Contribution> why = comes ? model.contributions(MOST_CONTRIBUTIONS) : List.of();
    if (comes) {
      firstOut = desk.raised(loop.name(), detector, scan.readNanos());
      raised = scan.readTime();
      raisedScore = score;
    } else {
      desk.cleared(loop.name(), detector);
    }
    deeds.remove(Action.ACKNOWLEDGE.word());
    AlarmLife.Next next = life.process(transition, options);
    boolean offShelf = next.effects().contains(LifeEffect.UNSHELVED);
    AlarmNote.Detail told = apply(next);
    AlarmEvent event =
        new AlarmEvent(
            detector,
            loop.name(),
            comes ? AlarmEvent.Change.RAISED : AlarmEvent.Change.CLEARED,
            scan.readTime(),
            priority,
            score,
            why,
            told.heldBack(),
            firstOut);
    if (comes) {
      because = event.reasons();
    }
    desk.note(event.record());
    if (offShelf) {
      note("unshelved", scan.readTime(), told);
    }
    changed();
    return event;
  }

  private boolean anotherStands() {
    List<String> others = options.suppressedBy();
    for (int i = 0; i < others.size(); i++) {
      if (desk.active(others.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** What an alarm's design does is told where there is an alarm; else it is only done. */
  private void cause(SuppressCause cause, boolean holds, Instant time) {
    if (life.causes().contains(cause) == holds) {
      return;
    }
    AlarmLife.Next next = holds ? life.suppress(cause, options) : life.unsuppress(cause, options);
    boolean changes = !next.effects().isEmpty();
    AlarmNote.Detail told = apply(next);
    if (changes && life.state().stand() != Stand.NORMAL) {
      AlarmNote.Detail detail =
          new AlarmNote.Detail(null, "by " + cause.words(), null, told.told(), told.heldBack());
      note(holds ? "suppressed" : "unsuppressed", time, detail);
    }
    changed();
  }

  private void pass(long nanos, Instant time) {
    while (life.due(options, score, nanos)) {
      AlarmLife.Next next = life.pass(options, score, nanos);
      boolean offShelf = next.effects().contains(LifeEffect.UNSHELVED);
      AlarmNote.Detail told = apply(next);
      if (!offShelf && life.state().stand() != Stand.ACKNOWLEDGED) {
        deeds.remove(Action.ACKNOWLEDGE.word());
      }
      note(offShelf ? "unshelved" : "re-alarmed", time, told);
      changed();
    }
  }

  /** Makes the step and counts who is told of it. */
  private AlarmNote.Detail apply(AlarmLife.Next next) {
    life = next.life();
    boolean told = false;
    HeldBack why = null;
    for (LifeEffect effect : next.effects()) {
      switch (effect) {
        case RAISED -> tally.raised();
        case UNSHELVED -> offTheShelf();
        case HELD_BACK -> why = life.state().hiddenBy().orElseThrow();
        case ANNOUNCED, REANNOUNCED -> {
          told = desk.announce(detector, options.priority());
          why = told ? null : HeldBack.FLOOD;
        }
        default -> {}
      }
    }
    if (told) {
      tally.announced();
    } else if (why != null) {
      tally.heldBack(why);
    }
    return new AlarmNote.Detail(null, "", null, told, why);
  }

  private void offTheShelf() {
    shelf.takeOff();
    deeds.remove(Action.SHELVE.word());
  }

  private AlarmNote note(String change, Instant time, AlarmNote.Detail detail) {
    AlarmNote note =
        new AlarmNote(detector, loop.name(), change, time, priority, life.state(), detail);
    carry(note.record());
    return note;
  }

  private void carry(Finding.OutRecord record) {
    desk.note(record);
    if (waiting.size() < MOST_WAITING) {
      waiting.add(record);
    } else {
      desk.lost();
    }
  }

  private void changed() {
    if (life.state().stand() == Stand.NORMAL) {
      raised = null;
    }
    status = snapshot();
    boolean plain = life.state().equals(LifeState.NORMAL) && deeds.isEmpty();
    desk.keep(detector, plain ? null : memory());
  }

  private AlarmStatus snapshot() {
    return new AlarmStatus(
        detector,
        loop.name(),
        priority,
        life.state(),
        life.causes(),
        raised,
        shelf.until(),
        raisedScore,
        firstOut,
        because,
        Map.copyOf(deeds),
        tally.snapshot());
  }

  private AlarmMemory memory() {
    return new AlarmMemory(
        detector,
        loop.name(),
        priority,
        plan,
        life.state().stand(),
        life.state().shelving(),
        life.state().service(),
        AlarmMemory.text(shelf.until()),
        AlarmMemory.text(raised),
        raisedScore,
        life.acknowledgedScore(),
        deeds,
        because);
  }

  private void takeUp(AlarmMemory kept) {
    Instant now = clock.now();
    deeds.putAll(kept.deeds());
    raised = AlarmMemory.time(kept.raised());
    raisedScore = kept.score();
    because = kept.because();
    life = kept.life(now, clock.nanoTime(), options);
    if (life.state().shelving() != Shelving.UNSHELVED) {
      shelf.put(Duration.ofNanos(Math.max(0, life.shelvedUntil() - clock.nanoTime())), now);
    }
    if (!active()) {
      return;
    }
    if (kept.plan().equals(plan)) {
      logic.carryOn();
      firstOut = desk.raised(loop.name(), detector, clock.nanoTime());
    } else {
      AlarmNote.Detail told = apply(life.process(Transition.CLEARED, options));
      desk.cleared(kept.asset(), detector);
      carry(AlarmNote.gone(kept, now, "the detector was changed"));
      if (told.told()) {
        note("unshelved", now, told);
      }
    }
  }
}
