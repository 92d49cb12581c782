package io.sluice.gateway;

import io.sluice.connectors.PlantClock;
import io.sluice.gateway.ChangeState.Live;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.GatewayOptions.ReloadMode;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.config.Snapshot;
import io.sluice.gateway.config.UserFiles;
import io.sluice.gateway.config.versions.Fate;
import io.sluice.gateway.config.versions.Version;
import io.sluice.gateway.config.versions.VersionCause;
import io.sluice.gateway.config.versions.Versions;
import io.sluice.gateway.options.Problem;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a gateway runs when it starts: the files on disk where they are good, else the last good
 * version. What was on trial when it ended does not run again by itself.
 */
final class Opening {
  private static final Logger log = LoggerFactory.getLogger(Opening.class);

  private final Ground ground;
  private final PlantClock clock;

  Opening(Ground ground, PlantClock clock) {
    this.ground = ground;
    this.clock = clock;
  }

  /** What is to be done. */
  sealed interface Plan {
    /** Warnings, or why the files on disk do not run. */
    List<Problem> problems();

    /**
     * Run this.
     *
     * @param state how it then stands; version 0 where the files on disk are no version yet
     * @param lying what lies on the disk
     * @param said one sentence where something else than the files on disk runs; else empty
     */
    record Run(
        Configuration configuration,
        ChangeState state,
        Snapshot lying,
        List<Problem> problems,
        String said)
        implements Plan {
      public Run {
        problems = List.copyOf(problems);
      }
    }

    /** Nothing can run. */
    record Nothing(List<Problem> problems) implements Plan {
      public Nothing {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Decides; ends what a fault has left unfinished.
   *
   * @throws IOException where the versions cannot be read or written
   */
  Plan plan() throws IOException {
    finishRestoration();
    Optional<Version> ended = endTrial();
    Snapshot lying = ground.user().read();
    Versions.Kept kept = ground.versions().kept();
    kept.torn().forEach(torn -> log.warn("{}", torn));
    Loaded loaded = ground.reader().load(lying);
    Optional<Good> good = good(kept, lying, loaded);
    if (good.isEmpty()) {
      return loaded instanceof Loaded.Checked checked
          ? files(checked, lying, 0)
          : new Plan.Nothing(loaded.problems());
    }
    return plan(loaded, lying, good.get(), ended.or(() -> unproven(kept, lying)));
  }

  /** What to run where the files on disk are good and did not start after all. */
  Optional<Plan.Run> instead(Plan.Run tried, String why) throws IOException {
    Optional<Good> good = good(ground.versions().kept());
    if (good.isEmpty() || good.get().version.hash().equals(tried.state().live().hash())) {
      return Optional.empty();
    }
    Refusal refusal = Refusal.of(clock.now(), why);
    return Optional.of(refused(good.get(), tried.lying(), refusal, List.of()));
  }

  /** Keeps what has started as a version, where it is none yet; gives how it stands. */
  ChangeState started(Plan.Run run) {
    if (run.state().live().version() != 0) {
      return run.state();
    }
    try {
      String sentence = "the gateway started on these files";
      Versions.Note note =
          new Versions.Note(clock.now(), VersionCause.START, "", Fate.CONFIRMED, sentence);
      Version kept = ground.versions().keep(run.lying(), note);
      return new ChangeState.Running(live(kept));
    } catch (IOException unwritable) {
      log.warn("these files run and cannot be kept as a version: {}", unwritable.toString());
      return run.state();
    }
  }

  private Plan plan(Loaded loaded, Snapshot lying, Good good, Optional<Version> unproven) {
    Version version = good.version;
    if (lying.hash().equals(version.hash()) && loaded instanceof Loaded.Checked checked) {
      return unproven.isEmpty()
          ? files(checked, lying, version.number())
          : back(good, lying, unproven.get());
    }
    if (loaded instanceof Loaded.Refused) {
      Refusal refusal = Refusal.of(clock.now(), loaded.problems());
      return refused(good, lying, refusal, loaded.problems());
    }
    if (unproven.isPresent()) {
      return back(good, lying, unproven.get());
    }
    if (good.configuration.gateway().reload().mode() == ReloadMode.ON_APPLY) {
      String said =
          "version "
              + version.number()
              + " runs; the files on disk differ and wait for: sluice apply";
      ChangeState waiting = new ChangeState.Waiting(live(version), clock.now());
      return new Plan.Run(good.configuration, waiting, lying, List.of(), said);
    }
    return loaded instanceof Loaded.Checked checked
        ? files(checked, lying, 0)
        : new Plan.Nothing(loaded.problems());
  }

  private Plan files(Loaded.Checked checked, Snapshot lying, int number) {
    Live live = new Live(number, clock.now(), lying.hash());
    return new Plan.Run(
        checked.configuration(), new ChangeState.Running(live), lying, checked.problems(), "");
  }

  private Plan back(Good good, Snapshot lying, Version unproven) {
    String why = "the gateway ended during its trial";
    ChangeState state = new ChangeState.Reverted(live(good.version), unproven.number(), why);
    String said =
        "version "
            + unproven.number()
            + " was on trial and was not confirmed; version "
            + good.version.number()
            + " runs";
    return new Plan.Run(good.configuration, state, lying, List.of(), said);
  }

  private Plan.Run refused(Good good, Snapshot lying, Refusal refusal, List<Problem> problems) {
    ChangeState state = new ChangeState.Refused(live(good.version), refusal);
    String said =
        "THE FILES ON DISK DO NOT RUN: "
            + refusal.sentence()
            + "\nversion "
            + good.version.number()
            + " of "
            + good.version.kept()
            + " runs instead, the last good one";
    return new Plan.Run(good.configuration, state, lying, problems, said);
  }

  /** A version that can run. */
  private record Good(Version version, Configuration configuration) {}

  /**
   * The newest confirmed version that is whole and still checks; what has been read is not read
   * again.
   */
  private Optional<Good> good(Versions.Kept kept, Snapshot lying, Loaded loaded) {
    return kept.lastGood()
        .filter(version -> version.hash().equals(lying.hash()))
        .flatMap(
            version ->
                loaded instanceof Loaded.Checked checked
                    ? Optional.of(new Good(version, checked.configuration()))
                    : Optional.<Good>empty())
        .or(() -> good(kept));
  }

  private Optional<Good> good(Versions.Kept kept) {
    List<Version> confirmed =
        kept.versions().stream().filter(one -> one.outcome() == Fate.CONFIRMED).toList();
    for (int i = confirmed.size() - 1; i >= 0; i--) {
      Optional<Good> good = good(confirmed.get(i));
      if (good.isPresent()) {
        return good;
      }
    }
    return Optional.empty();
  }

  private Optional<Good> good(Version version) {
    UserFiles user = ground.user();
    try {
      Loaded loaded =
          ground
              .reader()
              .load(ground.versions().files(version.number(), user.config(), user.routes()));
      if (loaded instanceof Loaded.Checked checked) {
        return Optional.of(new Good(version, checked.configuration()));
      }
      String sentence = Refusal.of(clock.now(), loaded.problems()).sentence();
      log.warn("version {} is not good any more: {}", version.number(), sentence);
    } catch (IOException damaged) {
      log.warn("{}", damaged.getMessage());
    }
    return Optional.empty();
  }

  private void finishRestoration() throws IOException {
    OptionalInt interrupted = ground.versions().restoration().interrupted();
    if (interrupted.isPresent()) {
      Optional<Version> version = ground.versions().kept().find(interrupted.getAsInt());
      if (version.isEmpty()) {
        ground.versions().restoration().forget();
      } else {
        putBack(version.get());
      }
    }
  }

  /** What was on trial when the gateway ended, now taken back. */
  private Optional<Version> endTrial() throws IOException {
    Versions.Kept kept = ground.versions().kept();
    Optional<Version> trial =
        kept.versions().stream()
            .filter(version -> version.outcome() == Fate.TRIAL)
            .reduce((older, newer) -> newer);
    if (trial.isEmpty()) {
      return Optional.empty();
    }
    Version ended =
        ground
            .versions()
            .settle(
                trial
                    .get()
                    .ended(
                        Fate.REVERTED,
                        "the gateway ended during the trial; it was: " + trial.get().sentence()));
    Snapshot lying = ground.user().read();
    if (lying.hash().equals(ended.hash())) {
      kept.lastGood().ifPresent(this::putBack);
    }
    return Optional.of(ended);
  }

  /** The files on disk could not be put back: they are still those of a trial. */
  private static Optional<Version> unproven(Versions.Kept kept, Snapshot lying) {
    return kept.versions().stream()
        .filter(version -> version.hash().equals(lying.hash()))
        .reduce((older, newer) -> newer)
        .filter(version -> version.outcome().isUnproven());
  }

  private void putBack(Version version) {
    UserFiles user = ground.user();
    Instant now = clock.now();
    try {
      Snapshot files = ground.versions().files(version.number(), user.config(), user.routes());
      ground.versions().putBack(version, files, user, now);
    } catch (IOException unwritable) {
      log.warn(
          "the files of version {} cannot be put into {}: {}",
          version.number(),
          user.config(),
          unwritable.toString());
    }
  }

  private Live live(Version version) {
    return new Live(version.number(), clock.now(), version.hash());
  }
}
