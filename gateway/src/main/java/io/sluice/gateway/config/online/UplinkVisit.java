package io.sluice.gateway.config.online;

import io.sluice.connectors.PlantClock;
import io.sluice.gateway.config.Entry;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Durations;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.uplink.Uplink;
import io.sluice.gateway.uplink.UplinkKind;
import io.sluice.gateway.uplink.UplinkStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Connects an uplink and sends nothing. It calls itself by another id than the gateway: a broker
 * drops a client when a second one comes with the same id, and the gateway may be running.
 */
final class UplinkVisit {
  private static final String OTHER_ID = "-check";
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Entry entry;
  private final PlantClock clock;
  private final Duration timeout;

  UplinkVisit(Entry entry, PlantClock clock, Duration timeout) {
    this.entry = entry;
    this.clock = clock;
    this.timeout = timeout;
  }

  <O extends Record> List<Problem> check(UplinkKind<O> kind, String gatewayId)
      throws InterruptedException {
    CompletableFuture<UplinkStatus> settled = new CompletableFuture<>();
    PlantClock.Loop loop = clock.loop("check-" + entry.name());
    Uplink uplink =
        kind.create(entry.name(), entry.options(kind.options()), gatewayId + OTHER_ID, clock);
    try {
      uplink.start();
      loop.execute(() -> look(uplink, loop, settled));
      return verdict(settled.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException late) {
      return unreachable("no answer within " + Durations.text(timeout));
    } catch (ExecutionException never) {
      throw new IllegalStateException("nothing fails this future", never);
    } finally {
      uplink.close();
      loop.close();
    }
  }

  private static void look(
      Uplink uplink, PlantClock.Loop loop, CompletableFuture<UplinkStatus> settled) {
    UplinkStatus status = uplink.status();
    switch (status.state()) {
      case ONLINE, BACKOFF -> settled.complete(status);
      case OFFLINE, CONNECTING -> loop.schedule(LOOK, () -> look(uplink, loop, settled));
    }
  }

  private List<Problem> verdict(UplinkStatus status) {
    if (status.state() == UplinkStatus.State.ONLINE) {
      return List.of();
    }
    String error = status.lastError();
    return unreachable(error == null ? "no answer" : error);
  }

  private List<Problem> unreachable(String why) {
    return List.of(
        Problem.error(entry.at("url"), Code.UNREACHABLE, "uplink " + entry.name() + ": " + why));
  }
}
