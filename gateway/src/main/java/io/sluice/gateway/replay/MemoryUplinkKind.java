package io.sluice.gateway.replay;

import io.sluice.connectors.PlantClock;
import io.sluice.gateway.uplink.Uplink;
import io.sluice.gateway.uplink.UplinkException;
import io.sluice.gateway.uplink.UplinkKind;
import io.sluice.gateway.uplink.UplinkRecord;
import io.sluice.gateway.uplink.UplinkStatus;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A kind of uplink whose options are the real ones and whose far end is the run's log. */
final class MemoryUplinkKind<O extends Record> implements UplinkKind<O> {
  private final UplinkKind<O> real;
  private final RunLog log;
  private final FarEnds farEnds;

  MemoryUplinkKind(UplinkKind<O> real, RunLog log, FarEnds farEnds) {
    this.real = real;
    this.log = log;
    this.farEnds = farEnds;
  }

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public Class<O> options() {
    return real.options();
  }

  @Override
  public Uplink create(String name, O options, String gatewayId, PlantClock clock) {
    return new MemoryUplink(name, clock);
  }

  /** Everything arrives at once while the far end is there. Used by the one thread of the run. */
  private final class MemoryUplink implements Uplink {
    private final String name;
    private final PlantClock clock;
    private final PlantClock.Loop loop;
    private final Instant since;
    private UplinkStatus.State state = UplinkStatus.State.OFFLINE;
    private long sent;

    MemoryUplink(String name, PlantClock clock) {
      this.name = name;
      this.clock = clock;
      this.loop = clock.loop("uplink-" + name);
      this.since = clock.now();
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void start() {
      state = UplinkStatus.State.ONLINE;
    }

    @Override
    public CompletionStage<Void> send(List<UplinkRecord> batch) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      if (state == UplinkStatus.State.ONLINE && farEnds.there(name)) {
        loop.execute(
            () -> {
              sent += batch.size();
              log.arrived(name, clock.now(), batch);
              done.complete(null);
            });
      } else {
        done.completeExceptionally(new UplinkException("not connected", true));
      }
      return done;
    }

    @Override
    public UplinkStatus status() {
      boolean started = state == UplinkStatus.State.ONLINE;
      boolean online = started && farEnds.there(name);
      UplinkStatus.State now = started && !online ? UplinkStatus.State.BACKOFF : state;
      return new UplinkStatus(now, online ? since : null, null, sent, 0, 0);
    }

    @Override
    public void close() {
      state = UplinkStatus.State.OFFLINE;
    }
  }
}
