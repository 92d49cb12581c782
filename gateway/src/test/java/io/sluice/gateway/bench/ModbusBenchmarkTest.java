package io.sluice.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kind {@code modbus} beside PLC4X's own driver and Camel's stock component: same device, same run,
 * each in a process of its own on one core. Every value is checked by who reads it. Prints tables.
 *
 * <p>{@code -Dbench.rounds} (3), {@code -Dbench.seconds} (8) and {@code -Dbench.warm} (6).
 */
@Tag("bench")
class ModbusBenchmarkTest {
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final int SECONDS = Integer.getInteger("bench.seconds", 8);
  private static final int WARM = Integer.getInteger("bench.warm", 6);
  private static final int TAGS = 1_000;

  private final Path directory;

  ModbusBenchmarkTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void aThousandTagsAsFastAsTheyGo() throws Exception {
    try (Child device = Child.start(Child.PLANT, log("device"), HoldingServer.class)) {
      int port = Integer.parseInt(device.line());
      for (ModbusPoints points : ModbusPoints.values()) {
        List<Figures> ours = new ArrayList<>();
        List<Figures> piped = new ArrayList<>();
        List<Figures> plc4x = new ArrayList<>();
        List<Figures> camel = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
          ours.add(run(OurModbus.class, load(port, points, 1)));
          piped.add(run(OurModbus.class, load(port, points, 8)));
          plc4x.add(run(StockPlc4x.class, load(port, points, 1)));
          camel.add(run(StockCamelPlc4x.class, load(port, points, 1)));
        }
        tell("%n%d %s tags, as fast as they go%n", TAGS, points);
        print("modbus, defaults", ours);
        print("modbus, 8 in flight, gap 124", piped);
        print("PLC4X", plc4x);
        print("camel-plc4x", camel);
        ratios("defaults", ours, plc4x, camel);
        ratios("8 in flight, gap 124", piped, plc4x, camel);
      }
    }
  }

  @Test
  void aHundredDevicesTenTimesASecond() throws Exception {
    try (Child device = Child.start(Child.PLANT, log("devices"), HoldingServer.class)) {
      int port = Integer.parseInt(device.line());
      List<Figures> one = new ArrayList<>();
      List<Figures> ours = new ArrayList<>();
      List<Figures> plc4x = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        one.add(run(OurModbus.class, devices(port, 1)));
        ours.add(run(OurModbus.class, devices(port, 100)));
        plc4x.add(run(StockPlc4x.class, devices(port, 100)));
      }
      tell("%n100 devices of 50 tags, every 100 ms%n");
      print("modbus, 1 device", one);
      print("modbus", ours);
      print("PLC4X", plc4x);
      tell(
          "threads more than with one device: %.0f; ratio of CPU: %.2f%n",
          median("threads", ours) - median("threads", one),
          median("load", ours) / median("load", plc4x));
      assertThat(median("rate", ours)).isGreaterThan(45_000);
    }
  }

  private static ModbusLoad load(int port, ModbusPoints points, int inFlight) {
    return new ModbusLoad(port, points, TAGS, 1, 0, inFlight, WARM, SECONDS);
  }

  private static ModbusLoad devices(int port, int devices) {
    return new ModbusLoad(port, ModbusPoints.CONTIGUOUS, 50, devices, 100, 1, WARM, SECONDS);
  }

  private Figures run(Class<?> main, ModbusLoad load) throws Exception {
    Path log = log(main.getSimpleName());
    try (Child child = Child.start(Child.MEASURED, log, main, load.arguments())) {
      return child.figures();
    }
  }

  private Path log(String name) {
    return directory.resolve(name + ".log");
  }

  private static void print(String who, List<Figures> rounds) {
    double[] rates = sorted("rate", rounds);
    tell(
        "%-28s %,12.0f samples/s (%,.0f to %,.0f), %,6.0f scans/s, %,6.0f ns and %,5.0f B a sample,"
            + " %.2f cores, %.0f threads%n",
        who,
        median("rate", rounds),
        rates[0],
        rates[rates.length - 1],
        median("rate", rounds) / TAGS,
        median("cpu", rounds),
        median("bytes", rounds),
        median("load", rounds),
        median("threads", rounds));
  }

  private static void ratios(
      String what, List<Figures> ours, List<Figures> plc4x, List<Figures> camel) {
    tell(
        "ratio of samples/s, %s: %.2f to PLC4X, %.2f to camel-plc4x%n",
        what,
        median("rate", ours) / median("rate", plc4x),
        median("rate", ours) / median("rate", camel));
  }

  private static double median(String figure, List<Figures> rounds) {
    double[] sorted = sorted(figure, rounds);
    return sorted[sorted.length / 2];
  }

  private static double[] sorted(String figure, List<Figures> rounds) {
    return rounds.stream().mapToDouble(round -> round.of(figure)).sorted().toArray();
  }

  private static void tell(String form, Object... values) {
    System.out.print(String.format(Locale.ROOT, form, values));
  }
}
