package io.sluice.gateway.spool;

import io.sluice.gateway.spool.Commit.Work;
import io.sluice.gateway.spool.Intake.Entry;
import io.sluice.gateway.spool.Intake.Offer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings intake and outlet to disk, one commit a turn, and keeps what could not be written in hand
 * until it is. One owner at a time; completions are collected, to be run outside its lock.
 */
final class Writer {
  private final Keeper keeper;
  private final Intake intake;
  private final Outlet outlet;
  private List<Entry> held = List.of();
  private @Nullable Delivery arrived;
  private List<Runnable> completions = new ArrayList<>();

  Writer(Keeper keeper, Intake intake, Outlet outlet) {
    this.keeper = keeper;
    this.intake = intake;
    this.outlet = outlet;
  }

  /** Writes up to so many records and what has arrived; false where something must wait. */
  boolean turn(int most) {
    finish(keeper.revive());
    rewind();
    boolean room = keeper.room();
    if (room && held.isEmpty()) {
      held = intake.take(most);
    }
    boolean written = write(room ? held : List.of()) && room;
    intake.whenNoRoom(written ? Refusal.BUSY : Refusal.DISK_FULL);
    return written;
  }

  /** Drops what is too old. */
  void expire() {
    rewind();
    keeper.write(new Work(List.of(), null));
  }

  /** Reads what comes next, for a batch. */
  Keeper.Read read(int most) {
    rewind();
    return keeper.read(most);
  }

  /** Refuses what is still in memory, and declares what had been refused before. */
  void giveUp() {
    List<Entry> rest = new ArrayList<>(held);
    rest.addAll(intake.drain());
    List<Entry> owed = new ArrayList<>();
    for (Entry entry : rest) {
      if (entry instanceof Offer offer) {
        refuse(offer, Refusal.CLOSED);
      } else {
        owed.add(entry);
      }
    }
    intake.settled(rest);
    held = owed;
    write(owed);
    Delivery delivery = arrived;
    while (delivery != null) {
      Delivery failed = delivery;
      completions.add(() -> failed.fail(refusal(Refusal.CLOSED)));
      delivery = outlet.arrived();
    }
  }

  /** What is to be told, and by whom: the caller, once it holds no lock. */
  List<Runnable> completions() {
    List<Runnable> all = completions;
    completions = new ArrayList<>();
    return all;
  }

  private boolean write(List<Entry> entries) {
    if (arrived == null) {
      arrived = outlet.arrived();
    }
    Work work = new Work(entries, arrived);
    // After a failure even nothing is written, to see whether writing works again.
    if (work.empty() && keeper.state() != SpoolCounts.State.REOPENING) {
      return true;
    }
    Commit commit = keeper.write(work);
    finish(commit);
    return commit != null;
  }

  private void rewind() {
    Outlet.Return back = outlet.returned();
    if (back != null) {
      keeper.rewind(back.batch(), back.maybeSent());
    }
  }

  private void finish(@Nullable Commit commit) {
    if (commit == null) {
      return;
    }
    Work work = commit.work();
    if (!work.entries().isEmpty()) {
      held = List.of();
    }
    intake.settled(work.entries());
    for (Entry entry : work.entries()) {
      if (entry instanceof Offer offer) {
        finish(offer, commit.refused(offer));
      }
    }
    Delivery delivery = work.delivery();
    if (delivery != null) {
      arrived = null;
      completions.add(delivery::complete);
    }
  }

  private void finish(Offer offer, @Nullable Refusal refusal) {
    if (refusal == null) {
      completions.add(() -> offer.done().complete(null));
    } else {
      refuse(offer, refusal);
    }
  }

  private void refuse(Offer offer, Refusal refusal) {
    intake.count(refusal, offer.records().size());
    completions.add(() -> offer.done().completeExceptionally(refusal(refusal)));
  }

  private static RefusedException refusal(Refusal refusal) {
    return new RefusedException(refusal, Intake.sentence(refusal));
  }
}
