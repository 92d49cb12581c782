package io.sluice.gateway.bench;

import io.sluice.connectors.ConnectorKind;
import io.sluice.connectors.SystemClock;
import io.sluice.gateway.Gateway;
import io.sluice.gateway.Installed;
import io.sluice.gateway.LiveGateway;
import io.sluice.gateway.Parts;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.options.Secrets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The gateway fed with scans as fast as it takes them. */
final class PathWithoutWire {
  /** Scans between two looks at whether the gateway keeps up. */
  private static final int STRIDE = 4;

  /** Scans under way over all routes; each route takes 256 before it drops. */
  private static final long MOST_IN_FLIGHT = 64L * PlantFiles.ASSETS;

  private final FedConnector plant;
  private final Parts parts;
  private final boolean deliver;
  private volatile boolean ended;

  private PathWithoutWire(FedConnector plant, Parts parts, boolean deliver) {
    this.plant = plant;
    this.parts = parts;
    this.deliver = deliver;
  }

  /**
   * Arguments: config, routes, data, seconds to warm up, seconds to measure, whether scans are
   * delivered or only made.
   */
  public static void main(String[] arguments) throws Exception {
    Meter meter = new Meter();
    FedConnector.Kind kind = new FedConnector.Kind();
    try (LiveGateway live = new LiveGateway(new SystemClock())) {
      Surroundings world = with(kind, live.world());
      Configuration configuration =
          WholePath.checked(
              Installed.configFiles(world, Secrets.none())
                  .load(Path.of(arguments[0]), Path.of(arguments[1])));
      Gateway gateway = new Gateway(configuration, world, Path.of(arguments[2]));
      gateway.start();
      Parts parts = gateway.parts().orElseThrow();
      WholePath.awaitWatching(parts);
      meter.ready();
      PathWithoutWire path =
          new PathWithoutWire(kind.made(), parts, Boolean.parseBoolean(arguments[5]));
      Thread feeder = new Thread(path::feed, "feeder");
      feeder.start();
      Meter.pass(Double.parseDouble(arguments[3]));
      meter.measure(Double.parseDouble(arguments[4]), () -> kind.made().status().samples());
      path.ended = true;
      feeder.join();
      gateway.stop();
      WholePath.account(meter, parts);
    }
    meter.tell();
    Child.awaitEnd();
    System.exit(0);
  }

  private static Surroundings with(ConnectorKind<?> kind, Surroundings world) {
    Map<String, ConnectorKind<?>> kinds = new HashMap<>(world.connectors());
    kinds.put(kind.name(), kind);
    return new Surroundings(world.clock(), world.assets(), kinds, world.uplinks());
  }

  private void feed() {
    try {
      for (long scan = 1; !ended; scan++) {
        if (deliver) {
          plant.deliver(plant.next());
        } else {
          var unused = plant.next();
        }
        if (scan % STRIDE == 0) {
          awaitAssets();
        }
      }
      awaitAssets();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Every asset has done what it had, and not too much waits for the disk. */
  private void awaitAssets() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(parts.assets().size());
    for (var asset : parts.assets().values()) {
      if (!asset.offer(done::countDown)) {
        throw new IllegalStateException(asset.name() + " is full: fed too fast");
      }
    }
    done.await();
    while (parts.ledger().totals().inFlight() > MOST_IN_FLIGHT) {
      Meter.pass(0.001);
    }
  }
}
