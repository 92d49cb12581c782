package io.sluice.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.StatusCode;
import io.sluice.gateway.fakes.FakeUplink.How;
import io.sluice.gateway.fakes.Feed;
import io.sluice.gateway.fakes.Invariants;
import io.sluice.gateway.fakes.Pump;
import io.sluice.gateway.setpoints.Setpoint;
import io.sluice.gateway.spool.SpoolException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to the plant, the asset's queue and the cloud: every sum holds at the end. */
class LedgerUnderFaultsTest {
  private static final int STEPS = 300;
  private static final List<How> TROUBLES = List.of(How.DELIVER, How.REFUSE, How.LOSE_ANSWER);

  @TempDir private static Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everySumHoldsUnderRandomFaults(long seed) throws Exception {
    Random random = new Random(seed);
    RouteBench bench = bench(seed, random);
    bench.speed.execute(Setpoint::start);
    bench.start(RouteBench.WATCH, RouteBench.ADJUST, RouteBench.UPLINK);
    Feed broken = new Feed(bench.clock);
    long taken = 0;
    for (int step = 0; step < STEPS; step++) {
      int burst = random.nextInt(20) == 0 ? 40 : 1;
      for (int i = 0; i < burst; i++) {
        bench.scan();
        taken++;
      }
      switch (random.nextInt(40)) {
        case 0 -> bench.plc.set("pump-1/speed", 1400 + random.nextInt(300));
        case 1 -> bench.broker.how(TROUBLES.get(random.nextInt(TROUBLES.size())));
        case 2 -> {
          bench.hub.onScan(broken.bad(Pump.FAST, StatusCode.BAD_TIMEOUT));
          taken++;
        }
        case 3 -> {
          bench.hub.onScan(broken.keepAlive(Pump.FAST));
          taken++;
        }
        case 4 -> bench.clock.advance(Duration.ofSeconds(3));
        case 5 -> bench.speed.execute(setpoint -> setpoint.release("Ada"));
        case 6 -> bench.scan(Pump.CONTROL);
        case 7 -> bench.speed.execute(setpoint -> setpoint.hold("a person"));
        default -> {}
      }
      if (random.nextInt(3) > 0) {
        bench.clock.advance(Duration.ofMillis(random.nextInt(150)));
      }
    }
    bench.broker.how(How.DELIVER);
    bench.clock.advance(Duration.ofSeconds(5));
    bench.speed.execute(Setpoint::stop);
    bench.close();

    Invariants.scans(bench.ledger.totals());
    assertThat(bench.ledger.totals().received()).as("both routes").isEqualTo(2 * taken);
    Invariants.records(bench.cloud.counts());
    Invariants.setpoint(bench.speed.setpoint().status().counters());
    Invariants.arrived(bench.broker.received());
    assertThat(bench.broker.distinct()).isEqualTo(bench.cloud.counts().appended());
  }

  private static RouteBench bench(long seed, Random random) throws IOException, SpoolException {
    Path own = folder.resolve("seed-" + seed);
    assertThat(own.toFile().mkdir()).isTrue();
    return new RouteBench(own, 2 + random.nextInt(60));
  }
}
