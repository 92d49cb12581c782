package io.sluice.gateway.bench;

import io.sluice.connectors.SystemClock;
import io.sluice.gateway.Gateway;
import io.sluice.gateway.Installed;
import io.sluice.gateway.LiveGateway;
import io.sluice.gateway.Parts;
import io.sluice.gateway.config.ConfigFiles;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.options.Secrets;
import io.sluice.gateway.spool.SpoolCounts;
import io.sluice.gateway.status.ScanLedger;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The gateway as a user runs it, on files, measured from outside its parts. */
final class WholePath {
  private static final long LONGEST_START = TimeUnit.SECONDS.toNanos(60);

  private WholePath() {}

  /** Arguments: config, routes, data, seconds to warm up, seconds to measure. */
  public static void main(String[] arguments) throws Exception {
    double warm = Double.parseDouble(arguments[3]);
    double seconds = Double.parseDouble(arguments[4]);
    Meter meter = new Meter();
    try (LiveGateway live = new LiveGateway(new SystemClock())) {
      ConfigFiles files = Installed.configFiles(live.world(), Secrets.none());
      Configuration configuration =
          checked(files.load(Path.of(arguments[0]), Path.of(arguments[1])));
      Gateway gateway = new Gateway(configuration, live.world(), Path.of(arguments[2]));
      gateway.start();
      Parts parts = gateway.parts().orElseThrow();
      awaitWatching(parts);
      await(() -> samples(parts) > 0);
      meter.ready();
      Meter.pass(warm);
      parts.reactions().forget();
      long missed = missed(parts);
      meter.measure(seconds, () -> samples(parts));
      meter.put("missed", missed(parts) - missed);
      meter.put("p50", parts.reactions().micros(50));
      meter.put("p99", parts.reactions().micros(99));
      gateway.stop();
      account(meter, parts);
    }
    meter.tell();
    Child.awaitEnd();
    System.exit(0);
  }

  static Configuration checked(Loaded loaded) {
    if (loaded instanceof Loaded.Checked good) {
      return good.configuration();
    }
    throw new IllegalStateException("the benchmark's files are wrong: " + loaded.problems());
  }

  /** Every detector has its model. */
  static void awaitWatching(Parts parts) throws InterruptedException {
    await(() -> parts.watches().values().stream().allMatch(watch -> watch.status().watching()));
  }

  private static void await(BooleanSupplier ready) throws InterruptedException {
    long start = System.nanoTime();
    while (!ready.getAsBoolean()) {
      if (System.nanoTime() - start > LONGEST_START) {
        throw new IllegalStateException("not ready after 60 s");
      }
      Meter.pass(0.1);
    }
  }

  /** Where everything went; nothing moves any more. */
  static void account(Meter meter, Parts parts) {
    ScanLedger.Totals totals = parts.ledger().totals();
    meter.put("received", totals.received());
    meter.put("scored", totals.scored());
    meter.put("unscored", totals.noVerdict());
    meter.put("dropped", totals.lost());
    meter.put("inFlight", totals.inFlight());
    SpoolCounts spool = parts.spools().values().iterator().next().counts();
    meter.put("appended", spool.appended());
    meter.put("waiting", spool.waiting());
    meter.put(
        "refused", spool.droppedByReason().values().stream().mapToLong(Long::longValue).sum());
    meter.put(
        "alarms",
        parts.watches().values().stream().mapToLong(watch -> watch.status().alarms()).sum());
  }

  private static long missed(Parts parts) {
    return parts.connectors().values().stream().mapToLong(one -> one.status().scansMissed()).sum();
  }

  private static long samples(Parts parts) {
    return parts.connectors().values().stream().mapToLong(one -> one.status().samples()).sum();
  }
}
