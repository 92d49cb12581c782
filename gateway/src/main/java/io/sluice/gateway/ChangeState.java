package io.sluice.gateway;

import java.time.Instant;

/**
 * Where a gateway stands with its configuration. One owner changes it, by {@link #next} only;
 * anybody may read it.
 */
sealed interface ChangeState {
  /** What runs. */
  Live live();

  /** For status and scripts. */
  String word();

  /**
   * A version that runs.
   *
   * @param version its number; 0 where it could not be kept
   * @param since when it began to run
   * @param hash of its files
   */
  record Live(int version, Instant since, String hash) {}

  /** The files on disk run. */
  record Running(Live live) implements ChangeState {
    @Override
    public String word() {
      return "running";
    }
  }

  /** Files are being checked, or a change is being carried out. */
  record Checking(Live live) implements ChangeState {
    @Override
    public String word() {
      return "checking";
    }
  }

  /** The files on disk do not run; the last good ones go on. */
  record Refused(Live live, Refusal refusal) implements ChangeState {
    @Override
    public String word() {
      return "refused";
    }
  }

  /** The files on disk differ, and wait for somebody to apply them. */
  record Waiting(Live live, Instant saved) implements ChangeState {
    @Override
    public String word() {
      return "waiting";
    }
  }

  /**
   * A version runs until it is confirmed, or is taken back.
   *
   * @param back the version to go back to
   * @param until when that happens by itself
   * @param person who tries it
   */
  record OnTrial(Live live, Live back, Instant until, String person) implements ChangeState {
    @Override
    public String word() {
      return "trial";
    }
  }

  /**
   * A trial was taken back; the version before it runs again.
   *
   * @param from the version that was tried
   * @param why one sentence
   */
  record Reverted(Live live, int from, String why) implements ChangeState {
    @Override
    public String word() {
      return "reverted";
    }
  }

  /** What may happen. */
  sealed interface Event {
    /** Other files are to be checked. */
    record Begin() implements Event {}

    /** They cannot run. */
    record Refuse(Refusal refusal) implements Event {}

    /** This runs now, for good. */
    record Run(Live live) implements Event {}

    /** This runs now, and must be confirmed. */
    record Try(Live live, Instant until, String person) implements Event {}

    /** What is on trial is good. */
    record Confirm() implements Event {}

    /** What was on trial no longer runs; what was before it does. */
    record Revert(Instant at, String why) implements Event {}

    /** Other files were saved and nobody has applied them. */
    record Wait(Instant saved) implements Event {}
  }

  /**
   * What follows.
   *
   * @throws IllegalStateException where this cannot happen now: a bug of the owner
   */
  static ChangeState next(ChangeState now, Event event) {
    if (now instanceof OnTrial trial) {
      return afterTrial(trial, event);
    }
    if (now instanceof Checking) {
      return checked(now, event);
    }
    if (event instanceof Event.Begin) {
      return new Checking(now.live());
    }
    if (event instanceof Event.Wait wait) {
      return new Waiting(now.live(), wait.saved());
    }
    throw impossible(now, event);
  }

  private static ChangeState checked(ChangeState now, Event event) {
    if (event instanceof Event.Refuse refuse) {
      return new Refused(now.live(), refuse.refusal());
    }
    if (event instanceof Event.Run run) {
      return new Running(run.live());
    }
    if (event instanceof Event.Try tried) {
      return new OnTrial(tried.live(), now.live(), tried.until(), tried.person());
    }
    throw impossible(now, event);
  }

  private static ChangeState afterTrial(OnTrial trial, Event event) {
    if (event instanceof Event.Confirm) {
      return new Running(trial.live());
    }
    if (event instanceof Event.Revert revert) {
      Live again = new Live(trial.back().version(), revert.at(), trial.back().hash());
      return new Reverted(again, trial.live().version(), revert.why());
    }
    if (event instanceof Event.Refuse refuse) {
      return new Refused(trial.live(), refuse.refusal());
    }
    throw impossible(trial, event);
  }

  private static IllegalStateException impossible(ChangeState now, Event event) {
    return new IllegalStateException(event + " cannot happen in " + now);
  }
}
