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

  MemoryUplinkKind(UplinkKind<O> real, RunLog log) {
    this.real = real;
    this.log = log;
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
    return new MemoryUplink(name, clock.loop("uplink-" + name), clock.now());
  }

  /** Everything arrives at once. Used by the one thread of the run. */
  private final class MemoryUplink implements Uplink {
    private final String name;
    private final PlantClock.Loop loop;
    private final Instant since;
    private UplinkStatus.State state = UplinkStatus.State.OFFLINE;
    private long sent;

    MemoryUplink(String name, PlantClock.Loop loop, Instant since) {
      this.name = name;
      this.loop = loop;
      this.since = since;
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
      if (state == UplinkStatus.State.ONLINE) {
        loop.execute(
            () -> {
              sent += batch.size();
              log.arrived(name, batch);
              done.complete(null);
            });
      } else {
        done.completeExceptionally(new UplinkException("not connected", true));
      }
      return done;
    }

    @Override
    public UplinkStatus status() {
      boolean online = state == UplinkStatus.State.ONLINE;
      return new UplinkStatus(state, online ? since : null, null, sent, 0, 0);
    }

    @Override
    public void close() {
      state = UplinkStatus.State.OFFLINE;
    }
  }
}
