package io.sluice.gateway;

import io.sluice.connectors.PlantClock;
import io.sluice.gateway.ChangeState.Event;
import io.sluice.gateway.ChangeState.Live;
import io.sluice.gateway.ChangeState.OnTrial;
import io.sluice.gateway.Takeover.BeforeTrial;
import io.sluice.gateway.Takeover.Taken;
import io.sluice.gateway.Takeover.Wish;
import io.sluice.gateway.config.GatewayOptions.ReloadMode;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.config.Snapshot;
import io.sluice.gateway.config.UserFiles;
import io.sluice.gateway.config.versions.Fate;
import io.sluice.gateway.config.versions.FileWatch;
import io.sluice.gateway.config.versions.Version;
import io.sluice.gateway.config.versions.VersionCause;
import io.sluice.gateway.config.versions.Versions;
import io.sluice.gateway.status.StatusServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * From files to what runs: a save or an order is read once, checked, kept as a version and handed
 * to the gateway; whatever goes wrong, the last good version goes on. A change on trial is taken
 * back at its deadline or when health falls.
 *
 * <p>One loop owns all of it; what is asked from outside is thread-safe.
 */
final class Changes {
  private static final Logger log = LoggerFactory.getLogger(Changes.class);

  /** How often health is looked at during a trial. */
  static final Duration LOOK = Duration.ofSeconds(5);

  private final Changeable target;
  private final Ground ground;
  private final PlantClock clock;
  private final Supplier<Optional<Health>> health;
  private final Takeover takeover;
  private final PlantClock.Loop loop;
  private volatile ChangeState state;
  private volatile @Nullable FileWatch watch;
  private @Nullable Trial trial;

  /**
   * Owns what runs from here on.
   *
   * @param state how the gateway was started
   * @param health of the gateway, where it has one
   */
  Changes(
      Changeable target,
      Ground ground,
      PlantClock clock,
      ChangeState state,
      Supplier<Optional<Health>> health) {
    this.target = target;
    this.ground = ground;
    this.clock = clock;
    this.state = state;
    this.health = health;
    this.takeover = new Takeover(target, ground, clock, health);
    this.loop = clock.loop("sluice-changes");
  }

  /**
   * What somebody wants to run.
   *
   * @param confirmWithin must be confirmed within this time; null where it need not be
   * @param hash of the files that were planned; empty where whatever lies there is meant
   * @param person who wants it
   */
  record Order(@Nullable Duration confirmWithin, String hash, String person) {}

  /** What runs on trial, and what it takes to end that. */
  private record Trial(Version version, BeforeTrial before, long begunNanos, long endNanos) {}

  /**
   * Begins to watch the files.
   *
   * @param lying what lies on the disk and has been dealt with
   */
  void start(Snapshot lying) {
    FileWatch made = new FileWatch(ground.user(), clock, loop, lying, this::saved);
    watch = made;
    made.start();
  }

  ChangeState state() {
    return state;
  }

  /** Since when files have been moving without coming to rest; empty while they are still. */
  Optional<Instant> movingSince() {
    FileWatch watching = watch;
    return watching == null ? Optional.empty() : watching.movingSince();
  }

  /**
   * Runs files, for good or on trial.
   *
   * @param config directory to take them from, and then put where people edit; null for those that
   *     lie there
   * @param routes the same for routes
   */
  CompletionStage<Answer> apply(@Nullable Path config, @Nullable Path routes, Order order) {
    UserFiles from =
        config == null || routes == null ? null : ground.reader().files(config, routes);
    return ask(() -> applied(from, order));
  }

  /** Keeps what is on trial. */
  CompletionStage<Answer> confirm(String person) {
    return ask(() -> confirmed(person));
  }

  /**
   * Runs a version again and puts its files back.
   *
   * @param number 0 for the good one before what runs
   */
  CompletionStage<Answer> rollback(int number, String person) {
    return ask(() -> rolledBack(number, person));
  }

  /** Takes no more orders; done when what is under way is over. */
  CompletionStage<Void> end() {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    loop.execute(
        () -> {
          loop.close();
          ended.complete(null);
        });
    return ended;
  }

  /** An order that may fail on the disk. */
  private interface Ordered {
    Answer carryOut() throws IOException;
  }

  private CompletionStage<Answer> ask(Ordered order) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            Answer said = order.carryOut();
            log.info("{}", said.said());
            answer.complete(said);
          } catch (IOException trouble) {
            answer.complete(new Answer(false, "nothing is changed: " + plain(trouble)));
          } catch (RuntimeException bug) {
            answer.completeExceptionally(bug);
          }
        });
    return answer;
  }

  private void saved(Snapshot files) {
    if (state instanceof OnTrial) {
      log.info("files were saved during a trial; they are looked at when it is over");
    } else if (target.running().gateway().reload().mode() == ReloadMode.ON_APPLY
        && !files.hash().equals(state.live().hash())) {
      to(new Event.Wait(clock.now()));
    } else {
      try {
        Answer answer = take(files, new Wish(VersionCause.SAVE, "", null));
        log.atLevel(answer.done() ? Level.INFO : Level.WARN).log("saved files: {}", answer.said());
      } catch (IOException trouble) {
        log.warn("saved files are not run: no version can be kept: {}", plain(trouble));
      }
    }
  }

  private Answer applied(@Nullable UserFiles from, Order order) throws IOException {
    if (state instanceof OnTrial now) {
      return new Answer(false, ChangeAnswer.stillOnTrial(now));
    }
    UserFiles user = ground.user();
    Wish wish = new Wish(VersionCause.APPLY, order.person(), order.confirmWithin());
    Snapshot files = (from == null ? user : from).read();
    if (!order.hash().isEmpty() && !files.hash().equals(order.hash())) {
      return new Answer(
          false,
          "the files in "
              + files.config()
              + " and "
              + files.routes()
              + " are not those that were planned; plan again");
    }
    if (from == null) {
      return take(files, wish);
    }
    Loaded loaded = ground.reader().load(files);
    if (loaded instanceof Loaded.Refused no) {
      return new Answer(false, "refused: " + Refusal.of(clock.now(), no.problems()).sentence());
    }
    Snapshot here = files.in(user.config(), user.routes());
    Answer answer = take(here, wish);
    return answer.done() ? putBack(here, answer) : answer;
  }

  private Answer confirmed(String person) throws IOException {
    Trial now = trial;
    if (now == null) {
      return new Answer(false, "nothing is on trial; version " + state.live().version() + " runs");
    }
    String sentence = now.version.sentence() + "; confirmed by " + person;
    ground.versions().settle(now.version.ended(Fate.CONFIRMED, sentence));
    trial = null;
    to(new Event.Confirm());
    loop.execute(this::lookAgain);
    return new Answer(true, "version " + now.version.number() + " is confirmed by " + person);
  }

  private Answer rolledBack(int number, String person) throws IOException {
    Trial now = trial;
    if (now != null && (number == 0 || number == now.before.version().number())) {
      return takeBack(now, "rolled back by " + person);
    }
    if (state instanceof OnTrial on) {
      return new Answer(false, ChangeAnswer.stillOnTrial(on));
    }
    Versions.Kept kept = ground.versions().kept();
    Optional<Version> wanted =
        number == 0 ? kept.goodBefore(state.live().version()) : kept.find(number);
    if (wanted.isEmpty()) {
      return new Answer(false, ChangeAnswer.noVersion(number, state.live().version()));
    }
    Snapshot files = files(wanted.get());
    boolean runs = files.hash().equals(state.live().hash());
    String already = "version " + wanted.get().number() + " runs already; its files are put back";
    Answer answer =
        runs
            ? new Answer(true, already)
            : take(files, new Wish(VersionCause.ROLLBACK, person, null));
    return answer.done() ? putBack(files, answer) : answer;
  }

  private Answer take(Snapshot files, Wish wish) throws IOException {
    Live live = state.live();
    to(new Event.Begin());
    Event end = new Event.Run(live);
    try {
      Taken taken = takeover.take(files, wish, live);
      end = event(taken, wish, live);
      return ChangeAnswer.of(taken, live);
    } finally {
      to(end);
    }
  }

  private Event event(Taken taken, Wish wish, Live live) {
    if (taken instanceof Taken.Refused no) {
      return new Event.Refuse(no.refusal());
    }
    if (!(taken instanceof Taken.Runs runs)) {
      return new Event.Run(live);
    }
    Live next = new Live(runs.version().number(), clock.now(), runs.version().hash());
    Duration within = wish.confirmWithin();
    if (runs.trial() == null || within == null) {
      return new Event.Run(next);
    }
    long now = clock.nanoTime();
    trial = new Trial(runs.version(), runs.trial(), now, now + within.toNanos());
    loop.schedule(shorter(LOOK, within), () -> examine(runs.version().number()));
    return new Event.Try(next, clock.now().plus(within), wish.person());
  }

  private void examine(int number) {
    Trial now = trial;
    if (now == null || now.version.number() != number) {
      return;
    }
    Optional<String> fault = fault(now);
    if (fault.isEmpty()) {
      Duration left = Duration.ofNanos(now.endNanos - clock.nanoTime());
      loop.schedule(shorter(LOOK, left), () -> examine(number));
      return;
    }
    try {
      log.warn("{}", takeBack(now, fault.get()).said());
    } catch (IOException damaged) {
      stuck("version " + number + " cannot be taken back: " + plain(damaged));
    }
  }

  private Optional<String> fault(Trial now) {
    long nanos = clock.nanoTime();
    if (nanos >= now.endNanos) {
      return Optional.of("nobody confirmed it in time");
    }
    Health before = now.before.health();
    return before == null
        ? Optional.empty()
        : health
            .get()
            .flatMap(is -> Health.fallen(before, is, Duration.ofNanos(nanos - now.begunNanos)));
  }

  private Answer takeBack(Trial now, String why) throws IOException {
    int number = now.version.number();
    Version back = now.before.version();
    Snapshot files = files(back);
    Optional<String> no = takeover.runAgain(files);
    ground
        .versions()
        .settle(now.version.ended(Fate.REVERTED, why + "; it was: " + now.version.sentence()));
    if (no.isPresent()) {
      return stuck("version " + number + " cannot be taken back: " + no.get());
    }
    trial = null;
    to(new Event.Revert(clock.now(), why));
    String said =
        "version " + number + " is taken back, version " + back.number() + " runs: " + why;
    return putBack(files, new Answer(true, said));
  }

  private Answer stuck(String sentence) {
    log.error("{}", sentence);
    trial = null;
    to(new Event.Refuse(Refusal.of(clock.now(), sentence)));
    return new Answer(false, sentence);
  }

  /** What runs is put where people edit; where that cannot be, the answer says so. */
  private Answer putBack(Snapshot files, Answer answer) {
    UserFiles user = ground.user();
    String trouble = "";
    try {
      Optional<Version> version = ground.versions().kept().find(state.live().version());
      if (version.isPresent()) {
        ground.versions().putBack(version.get(), files, user, clock.now());
      }
    } catch (IOException unwritable) {
      trouble = "; its files could not be put into " + user.config() + ": " + plain(unwritable);
      log.warn("version {} runs{}", state.live().version(), trouble);
    }
    FileWatch watching = watch;
    if (watching != null) {
      watching.known(user.read());
    }
    return new Answer(answer.done(), answer.said() + trouble);
  }

  /** After a trial: what was saved meanwhile is a save of now. */
  private void lookAgain() {
    Snapshot lying = ground.user().read();
    if (!lying.hash().equals(state.live().hash())) {
      saved(lying);
    }
  }

  private Snapshot files(Version version) throws IOException {
    UserFiles user = ground.user();
    return ground.versions().files(version.number(), user.config(), user.routes());
  }

  private void to(Event event) {
    state = ChangeState.next(state, event);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static String plain(IOException failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
