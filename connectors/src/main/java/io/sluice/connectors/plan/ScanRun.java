package io.sluice.connectors.plan;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.UtcTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a plan says, as many blocks at once as may be in flight, halving what is refused,
 * until the buffer is full. One run at a time; used on the connection's loop.
 */
final class ScanRun<A> {
  private final ScanPlan plan;
  private final BlockReader<A> reader;
  private final ScanBuffer buffer;
  private final Turns turns;
  private final PlantClock clock;
  private final RequestTimes pace = new RequestTimes();
  private final Deque<Block> left = new ArrayDeque<>();
  private Goal goal = new Goal(false, () -> {}, () -> {});
  private int underWay;
  private boolean lost;
  private long beganNanos;

  /**
   * Who waits for a run.
   *
   * @param urgent before other scans
   * @param done hears when the buffer is full
   * @param failed hears instead when the connection is lost, once
   */
  record Goal(boolean urgent, Runnable done, Runnable failed) {}

  ScanRun(ScanPlan plan, BlockReader<A> reader, ScanBuffer buffer, Turns turns, PlantClock clock) {
    this.plan = plan;
    this.reader = reader;
    this.buffer = buffer;
    this.turns = turns;
    this.clock = clock;
  }

  /** Runs once through the plan. */
  void start(Goal next) {
    goal = next;
    beganNanos = clock.nanoTime();
    buffer.begin(UtcTime.ofInstant(clock.now()));
    left.clear();
    left.addAll(plan.due(beganNanos));
    goOn();
  }

  /** How long its requests and scans take. */
  RequestTimes pace() {
    return pace;
  }

  private void goOn() {
    while (!lost && !left.isEmpty() && underWay < turns.inFlight()) {
      ask(left.remove());
    }
    if (!lost && left.isEmpty() && underWay == 0) {
      long now = clock.nanoTime();
      pace.scan(now - beganNanos);
      if (plan.endOfScan(now)) {
        reader.keepOnly(plan.blocks());
      }
      goal.done().run();
    }
  }

  private void ask(Block block) {
    Outcome known = reader.skip(block);
    if (known != null) {
      settle(block, known, UtcTime.ofInstant(clock.now()));
      return;
    }
    underWay++;
    Read read = new Read(block);
    if (goal.urgent()) {
      turns.first(read);
    } else {
      turns.last(read);
    }
  }

  private void take(Block block, A answer, long sentNanos) {
    long now = clock.nanoTime();
    // Half of the round trip back, in ticks of 100 ns: the device has no clock to ask.
    long time = UtcTime.ofInstant(clock.now()) - (now - sentNanos) / 200;
    plan.cleared(block);
    Outcome outcome = reader.take(block, answer, buffer, time);
    if (outcome instanceof Outcome.Unread) {
      pace.unanswered();
    } else {
      pace.request(now - sentNanos);
    }
    settle(block, outcome, time);
  }

  private void settle(Block block, Outcome outcome, long time) {
    if (outcome instanceof Outcome.Refused refused) {
      buffer.bad(block, refused.status(), time);
      isolate(block, refused.status());
    } else if (outcome instanceof Outcome.Unread unread) {
      buffer.bad(block, unread.status(), time);
    } else {
      for (int i = 0; i < block.tags(); i++) {
        learn(block.tag(i));
      }
    }
  }

  private void learn(int tag) {
    if (buffer.wasRefused(tag)) {
      plan.refused(tag, buffer.status(tag), clock.nanoTime());
    } else {
      plan.answered(tag);
    }
  }

  private void isolate(Block block, StatusCode status) {
    if (block.single()) {
      plan.refused(block.tag(0), status, clock.nanoTime());
      return;
    }
    List<Block> halves = plan.halves(block);
    left.addFirst(halves.get(1));
    left.addFirst(halves.get(0));
  }

  private final class Read implements Turns.Call<A> {
    private final Block block;
    private long sentNanos;

    Read(Block block) {
      this.block = block;
    }

    @Override
    public boolean alone() {
      return plan.alone(block);
    }

    @Override
    public @Nullable CompletionStage<? extends A> begin() {
      sentNanos = clock.nanoTime();
      return reader.send(block);
    }

    @Override
    public void answered(A answer) {
      underWay--;
      take(block, answer, sentNanos);
      goOn();
    }

    @Override
    public void failed(Turns.Failed how) {
      if (how.brokeMeanwhile()) {
        plan.broke(block, reader.deadly(how.why()), turns.proven(), clock.nanoTime());
      }
      if (!lost) {
        lost = true;
        goal.failed().run();
      }
    }
  }
}
