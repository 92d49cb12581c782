package io.sluice.connectors.plc4x;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.UtcTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.plc4x.java.api.messages.PlcReadResponse;
import org.apache.plc4x.java.api.types.PlcResponseCode;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a plan says, block after block, halving what is refused, until the buffer is full. One
 * run at a time; used on the connection's loop.
 */
final class ScanRun {
  private final ReadPlan plan;
  private final Blocks blocks;
  private final ScanBuffer buffer;
  private final Turns turns;
  private final PlantClock clock;
  private final Deque<Block> left = new ArrayDeque<>();

  ScanRun(ReadPlan plan, Blocks blocks, ScanBuffer buffer, Turns turns, PlantClock clock) {
    this.plan = plan;
    this.blocks = blocks;
    this.buffer = buffer;
    this.turns = turns;
    this.clock = clock;
  }

  /**
   * Runs once through the plan.
   *
   * @param urgent before other scans
   * @param done hears when the buffer is full
   * @param failed hears instead when the connection is lost
   */
  void start(boolean urgent, Runnable done, Runnable failed) {
    buffer.begin(UtcTime.ofInstant(clock.now()));
    left.clear();
    left.addAll(plan.due(clock.nanoTime()));
    next(urgent, done, failed);
  }

  private void next(boolean urgent, Runnable done, Runnable failed) {
    Block block = left.poll();
    if (block == null) {
      if (plan.endOfScan()) {
        blocks.keepOnly(plan.blocks());
      }
      done.run();
      return;
    }
    Turns.Call<PlcReadResponse> call = new Read(block, () -> next(urgent, done, failed), failed);
    if (urgent) {
      turns.first(call);
    } else {
      turns.last(call);
    }
  }

  private void take(Block block, PlcReadResponse answer, long sentNanos) {
    long now = clock.nanoTime();
    // Half of the round trip back, in ticks of 100 ns: the device has no clock to ask.
    long time = UtcTime.ofInstant(clock.now()) - (now - sentNanos) / 200;
    PlcResponseCode refusal = blocks.take(block, answer, buffer, time);
    if (refusal == null) {
      for (int i = 0; i < block.tags(); i++) {
        plan.answered(block.tag(i));
      }
    } else if (ResponseCodes.aboutTheBlock(refusal)) {
      isolate(block, ResponseCodes.status(refusal), now);
    }
  }

  private void isolate(Block block, StatusCode status, long now) {
    if (block.single()) {
      plan.quarantine(block.tag(0), status, now);
      return;
    }
    List<Block> halves = plan.halves(block);
    left.addFirst(halves.get(1));
    left.addFirst(halves.get(0));
  }

  private final class Read implements Turns.Call<PlcReadResponse> {
    private final Block block;
    private final Runnable next;
    private final Runnable failed;
    private long sentNanos;

    Read(Block block, Runnable next, Runnable failed) {
      this.block = block;
      this.next = next;
      this.failed = failed;
    }

    @Override
    public @Nullable CompletionStage<? extends PlcReadResponse> begin() {
      sentNanos = clock.nanoTime();
      return blocks.request(block).execute();
    }

    @Override
    public void answered(PlcReadResponse answer) {
      take(block, answer, sentNanos);
      next.run();
    }

    @Override
    public void failed(boolean begun, Throwable why) {
      failed.run();
    }
  }
}
