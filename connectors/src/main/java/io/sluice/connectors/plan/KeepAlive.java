package io.sluice.connectors.plan;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.UtcTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a block now and then where no group asks often enough to notice that the peer is gone.
 * What it says is not told; that it says anything is what counts. Used on the connection's loop.
 */
final class KeepAlive {
  /** A dead peer is noticed after this and the time limit of a request. */
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final Polling.Parts parts;
  private final PlantClock clock;
  private final PlantClock.Loop loop;
  private final boolean needed;
  private PlantClock.@Nullable Timer timer;
  private int next;

  KeepAlive(Polling.Parts parts, PlantClock clock, PlantClock.Loop loop) {
    this.parts = parts;
    this.clock = clock;
    this.loop = loop;
    this.needed =
        parts.groups().stream()
            .allMatch(group -> group.feed().group().interval().compareTo(EVERY) > 0);
  }

  void begin() {
    if (needed) {
      timer = loop.schedule(EVERY, this::fire);
    }
  }

  void end() {
    if (timer != null) {
      timer.cancel();
    }
  }

  private void fire() {
    timer = loop.schedule(EVERY, this::fire);
    List<Probe> all = new ArrayList<>();
    for (GroupPlan group : parts.groups()) {
      group.plan().blocks().forEach(block -> all.add(new Probe(group, block)));
    }
    if (!all.isEmpty()) {
      Probe probe = all.get(next++ % all.size());
      ask(probe, parts.readers().apply(probe.group().feed().group()));
    }
  }

  private <A> void ask(Probe probe, BlockReader<A> reader) {
    if (reader.skip(probe.block()) == null) {
      parts.turns().last(new Ask<>(probe, reader));
    }
  }

  private final class Ask<A> implements Turns.Call<A> {
    private final Probe probe;
    private final BlockReader<A> reader;

    Ask(Probe probe, BlockReader<A> reader) {
      this.probe = probe;
      this.reader = reader;
    }

    @Override
    public CompletionStage<? extends A> begin() {
      return reader.send(probe.block());
    }

    @Override
    public void answered(A answer) {
      ScanBuffer unheard = new ScanBuffer(probe.group().feed().group().tags());
      Outcome unused = reader.take(probe.block(), answer, unheard, UtcTime.ofInstant(clock.now()));
    }

    /** The next connection begins with its own proof. */
    @Override
    public void failed(Turns.Failed how) {
      end();
    }
  }
}
