package io.sluice.connectors.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.ConnectionStatus;
import io.sluice.connectors.Connector;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.SystemClock;
import io.sluice.simulator.PlantOptions;
import io.sluice.simulator.VirtualPlant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.eclipse.milo.opcua.stack.core.Stack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Twenty connections of all kinds, half of them to PLCs that are dead in ten different ways,
 * retried ten times as often as the product does: what they cost is flat, the others go on, and
 * each comes back when its PLC does.
 */
@Tag("soak")
class DeadPlcSoakTest {
  private static final boolean SHORT = System.getProperty("sluice.soak", "full").equals("short");
  private static final long ATTEMPTS = SHORT ? 600 : 5_200;
  private static final int SAMPLES = SHORT ? 4 : 10;
  private static final Duration COMES_BACK = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(SHORT ? 2 : 15);

  static {
    // Milo's server refuses who comes more often than the product does.
    Stack.ConnectionLimits.RATE_LIMIT_ENABLED = false;
  }

  private final HastyClock hasty = new HastyClock(10);
  private final AtomicLong failed = new AtomicLong();
  private final List<Watched> alive = new ArrayList<>();
  private final List<Watched> dead = new ArrayList<>();
  private final List<DeadSlot> slots = new ArrayList<>();

  @Test
  void tenDeadPlcsCostNothingAndComeBack() throws Exception {
    StringBuilder report = new StringBuilder();
    try (VirtualPlant plant = VirtualPlant.start(PlantOptions.defaults(1))) {
      connect(plant);
      awaitTrue("the ones that live", LONGEST, () -> alive.stream().allMatch(Watched::online));
      List<Outlay> outlays = outlays();
      report(outlays, report);
      comeBack(report);
      save(report.toString());
      assertFlat(outlays);
      for (Watched one : alive) {
        assertThat(one.connector.status().reconnects()).as(one.name).isZero();
      }
    } finally {
      alive.forEach(one -> one.connector.close());
      dead.forEach(one -> one.connector.close());
      for (DeadSlot slot : slots) {
        slot.close();
      }
    }
  }

  private void connect(VirtualPlant plant) throws IOException {
    PlantClock steady = new SystemClock();
    DeadSlot.Way[] ways = DeadSlot.Way.values();
    int slot = 0;
    for (PlantKinds kind : PlantKinds.values()) {
      for (int i = 0; i < 2; i++) {
        String name = "soak-live-" + kind + "-" + i;
        alive.add(new Watched(name, kind.connect(name, kind.port(plant), steady)));
        // Each kind meets two ways now; over the kinds all ten are there.
        DeadSlot.Way way = ways[slot++];
        DeadSlot where = new DeadSlot(way, kind.port(plant), kind.framing());
        slots.add(where);
        String late = "soak-dead-" + kind + "-" + way;
        dead.add(new Watched(late, kind.connect(late, where.port(), hasty)));
      }
    }
    alive.forEach(Watched::start);
    dead.forEach(Watched::start);
  }

  /** The first fifth warms up: classes, pools and caches. */
  private List<Outlay> outlays() throws IOException {
    List<Outlay> outlays = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      long next = ATTEMPTS / 5 + ATTEMPTS * 4 / 5 * i / (SAMPLES - 1);
      awaitTrue(next + " attempts", LONGEST, () -> failed.get() >= next);
      outlays.add(Outlay.now(failed.get()));
    }
    return outlays;
  }

  private void comeBack(StringBuilder report) throws IOException {
    report.append(
        "\n| comes back | failed attempts before | ms to the first good scan |\n|---|---|---|\n");
    hasty.slowDown();
    long waiting = failed.get() + 3L * dead.size();
    awaitTrue("waits of the product's own length", LONGEST, () -> failed.get() >= waiting);
    for (int i = 0; i < dead.size(); i++) {
      Watched one = dead.get(i);
      long attempts = one.failures.get();
      one.goodSince = 0;
      slots.get(i).revive();
      long began = System.nanoTime();
      awaitBack(one);
      long millis = (one.goodSince - began) / 1_000_000;
      report.append("| %s | %d | %d |%n".formatted(one.name, attempts, millis));
    }
  }

  private static void awaitBack(Watched one) {
    one.errors.clear();
    try {
      awaitTrue(one.name, COMES_BACK, () -> one.goodSince != 0);
    } catch (AssertionError late) {
      throw new AssertionError(one.name + " did not come back: " + one.errors, late);
    }
  }

  private void report(List<Outlay> outlays, StringBuilder report) {
    report.append("| failed attempts | heap MB | direct MB | RSS MB | threads | files |\n");
    report.append("|---|---|---|---|---|---|\n");
    outlays.forEach(one -> report.append(one).append('\n'));
    report.append(
        "%nby 1,000 attempts: heap %+.0f KB, direct %+.1f KB, RSS %+.0f KB, threads %+.2f, files %+.2f%n"
            .formatted(
                Outlay.slope(outlays, Outlay::heap) / 1e3,
                Outlay.slope(outlays, Outlay::direct) / 1e3,
                Outlay.slope(outlays, Outlay::resident) / 1e3,
                Outlay.slope(outlays, Outlay::threads),
                Outlay.slope(outlays, Outlay::files)));
  }

  /**
   * A short run is too short for slopes. Tries under way come and go: some ten threads and forty
   * files between two samples, whatever the number of attempts before; one lost in a hundred
   * attempts would be a slope of ten.
   */
  private static void assertFlat(List<Outlay> outlays) {
    Outlay first = outlays.get(0);
    Outlay last = outlays.get(outlays.size() - 1);
    assertThat(last.threads()).as("threads").isLessThanOrEqualTo(first.threads() + 16);
    assertThat(last.files()).as("files").isLessThanOrEqualTo(first.files() + 80);
    assertThat(last.heap() - first.heap()).as("heap").isLessThan(16_000_000);
    if (!SHORT) {
      assertThat(Outlay.slope(outlays, Outlay::threads)).as("threads").isLessThan(4);
      assertThat(Outlay.slope(outlays, Outlay::files)).as("files").isLessThan(15);
      assertThat(Outlay.slope(outlays, Outlay::heap)).as("heap").isLessThan(500_000);
      assertThat(Outlay.slope(outlays, Outlay::direct)).as("direct").isLessThan(300_000);
      assertThat(Outlay.slope(outlays, Outlay::resident)).as("RSS").isLessThan(8_000_000);
    }
  }

  private static void save(String report) throws IOException {
    System.out.println(report);
    Files.writeString(
        Files.createDirectories(Path.of("target")).resolve("dead-plc-soak.md"), report);
  }

  private static void awaitTrue(String what, Duration most, BooleanSupplier condition) {
    Semaphore never = new Semaphore(0);
    long until = System.nanoTime() + most.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(until - System.nanoTime()).as(what).isPositive();
      try {
        boolean unused = never.tryAcquire(5, TimeUnit.MILLISECONDS);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(stopped);
      }
    }
  }

  /** A connection and what was heard of it. */
  private final class Watched implements Connector.Listener {
    private final String name;
    private final Connector connector;
    private final AtomicLong failures = new AtomicLong();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private volatile long goodSince;

    Watched(String name, Connector connector) {
      this.name = name;
      this.connector = connector;
    }

    void start() {
      connector.start(this);
    }

    boolean online() {
      return goodSince != 0;
    }

    @Override
    public void onScan(Scan scan) {
      if (goodSince == 0 && scan.size() > 0 && scan.hasValue(0)) {
        goodSince = System.nanoTime();
      }
    }

    @Override
    public void onState(ConnectionStatus status) {
      if (errors.size() < 20) {
        errors.add(status.state() + " " + status.lastError());
      }
      if (status.state() == ConnectionState.BACKOFF) {
        failures.incrementAndGet();
        failed.incrementAndGet();
      }
    }
  }
}
