package io.sluice.gateway;

import io.sluice.connectors.PlantClock;
import io.sluice.gateway.ChangeState.Live;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.config.Snapshot;
import io.sluice.gateway.config.versions.Fate;
import io.sluice.gateway.config.versions.Version;
import io.sluice.gateway.config.versions.VersionCause;
import io.sluice.gateway.config.versions.Versions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One change from files to what runs: check, keep as a version, hand to the gateway, write down
 * what became of it. Holds no state; for the loop of {@link Changes}.
 */
final class Takeover {
  private static final Logger log = LoggerFactory.getLogger(Takeover.class);

  private final Changeable target;
  private final Ground ground;
  private final PlantClock clock;
  private final Supplier<Optional<Health>> health;

  Takeover(Changeable target, Ground ground, PlantClock clock, Supplier<Optional<Health>> health) {
    this.target = target;
    this.ground = ground;
    this.clock = clock;
    this.health = health;
  }

  /**
   * Why and how files are to run.
   *
   * @param confirmWithin null where they are to run for good
   */
  record Wish(VersionCause cause, String person, @Nullable Duration confirmWithin) {}

  /** What became of it. */
  sealed interface Taken {
    /** What runs is just this. */
    record Same() implements Taken {}

    /** What ran goes on. */
    record Refused(Refusal refusal) implements Taken {}

    /**
     * It runs.
     *
     * @param version with what it changed
     * @param trial what is needed to take it back; null where it runs for good
     */
    record Runs(Version version, @Nullable BeforeTrial trial) implements Taken {}
  }

  /**
   * How it was before a trial.
   *
   * @param version to go back to
   * @param health null where none could be told
   */
  record BeforeTrial(Version version, @Nullable Health health) {}

  /**
   * Carries it out.
   *
   * @param live what runs
   * @throws IOException where no version can be kept; nothing is then changed
   */
  Taken take(Snapshot files, Wish wish, Live live) throws IOException {
    if (files.hash().equals(live.hash())) {
      return new Taken.Same();
    }
    Loaded loaded = ground.reader().load(files);
    if (!(loaded instanceof Loaded.Checked good)) {
      return new Taken.Refused(Refusal.of(clock.now(), loaded.problems()));
    }
    Optional<String> emptied =
        wish.cause() == VersionCause.SAVE ? emptied(files) : Optional.empty();
    if (emptied.isPresent()) {
      return refused(emptied.get());
    }
    return change(files, good.configuration(), wish, live);
  }

  /** Runs what a version holds again; gives one sentence where that cannot be. */
  Optional<String> runAgain(Snapshot files) {
    Loaded loaded = ground.reader().load(files);
    return loaded instanceof Loaded.Checked good
        ? Optional.ofNullable(refusedBy(handOver(good.configuration())))
        : Optional.of(Refusal.of(clock.now(), loaded.problems()).sentence());
  }

  private Taken change(Snapshot files, Configuration next, Wish wish, Live live)
      throws IOException {
    Versions versions = ground.versions();
    Duration within = wish.confirmWithin();
    Optional<Version> back = versions.kept().find(live.version());
    if (within != null && back.isEmpty()) {
      return refused("what runs is not kept as a version, so there is nothing to go back to");
    }
    Instant now = clock.now();
    Versions.Note note =
        new Versions.Note(now, wish.cause(), wish.person(), Fate.TRYING, "has not run");
    Version version = versions.keep(files, note);
    if (within != null) {
      // Before it runs: after a power cut from here on it must not run by itself.
      version = versions.settle(version.onTrial(now.plus(within)));
    }
    Optional<Health> before = health.get();
    ChangeResult result = handOver(next);
    String no = refusedBy(result);
    if (no != null) {
      settle(version.ended(Fate.REFUSED, no));
      return refused(no);
    }
    boolean trial = within != null && result instanceof ChangeResult.Swapped;
    Version runs = version.ended(trial ? Fate.TRIAL : Fate.CONFIRMED, sentence(result));
    settle(runs);
    return new Taken.Runs(
        runs, trial ? new BeforeTrial(back.orElseThrow(), before.orElse(null)) : null);
  }

  /** A directory that is being replaced is empty for a moment; nobody stops a plant that way. */
  private Optional<String> emptied(Snapshot files) {
    boolean routes = !target.running().routes().isEmpty();
    if (routes && !files.holds(files.routes())) {
      return Optional.of(
          files.routes() + " has no *.camel.yaml any more; if that is meant: sluice apply");
    }
    boolean config = !target.running().connections().isEmpty();
    return config && !files.holds(files.config())
        ? Optional.of(files.config() + " has no file any more; if that is meant: sluice apply")
        : Optional.empty();
  }

  private ChangeResult handOver(Configuration next) {
    try {
      return target.change(next);
    } catch (RuntimeException bug) {
      log.error("a change failed by a bug", bug);
      return new ChangeResult.RolledBack("a bug of the gateway; its log says more");
    }
  }

  /** It runs already, or does not: a full disk can no longer change that. */
  private void settle(Version version) {
    try {
      ground.versions().settle(version);
    } catch (IOException unwritable) {
      log.warn(
          "version {}: what became of it cannot be written down: {}",
          version.number(),
          unwritable.toString());
    }
  }

  private Taken refused(String sentence) {
    return new Taken.Refused(Refusal.of(clock.now(), sentence));
  }

  private static @Nullable String refusedBy(ChangeResult result) {
    if (result instanceof ChangeResult.Refused refused) {
      return refused.sentence();
    }
    return result instanceof ChangeResult.RolledBack back ? back.sentence() : null;
  }

  private static String sentence(ChangeResult result) {
    return result instanceof ChangeResult.Swapped swapped
        ? String.join("; ", swapped.difference().sentences())
        : "nothing that runs is touched";
  }
}
