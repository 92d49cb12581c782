package io.sluice.connectors.soak;

import io.sluice.connectors.BrokenPeer;
import io.sluice.simulator.wire.Direction;
import io.sluice.simulator.wire.FaultProxy;
import io.sluice.simulator.wire.Framing;
import io.sluice.simulator.wire.WireFault;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where a PLC should be and something worse is, until it comes back on the same port. */
final class DeadSlot implements AutoCloseable {
  private final FaultProxy proxy;
  private final int serverPort;
  private final @Nullable BrokenPeer instead;
  private volatile int leadsTo;

  /** Ways to be dead. */
  enum Way {
    REFUSES,
    SLAMS,
    TALKS_NOISE,
    KEEPS_SILENT,
    RESETS,
    HALF_OPEN,
    SWALLOWS_ANSWERS,
    RESETS_AFTER_THREE_BYTES,
    TRUNCATES,
    ONE_BYTE_A_SECOND
  }

  DeadSlot(Way way, int serverPort, Framing framing) throws IOException {
    this.serverPort = serverPort;
    this.instead =
        switch (way) {
          case SLAMS -> new BrokenPeer(BrokenPeer.Manner.SLAMS);
          case TALKS_NOISE -> new BrokenPeer(BrokenPeer.Manner.TALKS_NOISE);
          case KEEPS_SILENT -> new BrokenPeer(BrokenPeer.Manner.KEEPS_SILENT);
          case RESETS -> new BrokenPeer(BrokenPeer.Manner.RESETS);
          default -> null;
        };
    this.leadsTo = instead == null ? serverPort : instead.port();
    this.proxy = new FaultProxy(0, () -> leadsTo, framing, way.name().hashCode());
    die(way);
  }

  private void die(Way way) {
    switch (way) {
      case REFUSES -> proxy.refuse();
      case HALF_OPEN -> answers(new WireFault.HalfOpen());
      case SWALLOWS_ANSWERS -> answers(WireFault.Swallow.all());
      case RESETS_AFTER_THREE_BYTES -> answers(new WireFault.Reset(3));
      case TRUNCATES ->
          answers(
              new WireFault.Rewrite(
                  "truncates", told -> java.util.Arrays.copyOf(told, (told.length + 1) / 2)));
      case ONE_BYTE_A_SECOND -> {
        answers(new WireFault.Delay(Duration.ofMillis(100)));
        answers(new WireFault.Throttle(1));
      }
      default -> {}
    }
  }

  private void answers(WireFault fault) {
    proxy.begin(Direction.ANSWERS, fault);
  }

  int port() {
    return proxy.port();
  }

  /** The PLC is there again; connections that the dead one left behind are not. */
  void revive() throws IOException {
    leadsTo = serverPort;
    proxy.reset();
    proxy.heal();
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    if (instead != null) {
      instead.close();
    }
  }
}
