package io.sluice.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.bench.PlantFiles.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Samples a second through the whole path, decode to spool, beside the bare library below it: same
 * server, same run, one core. Prints tables; asserts only that nothing was lost or invented.
 *
 * <p>{@code -Dbench.rounds} (3), {@code -Dbench.seconds} (10) and {@code -Dbench.warm} (15) shorten
 * it or make it steadier.
 */
@Tag("bench")
class IngestBenchmarkTest {
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final int SECONDS = Integer.getInteger("bench.seconds", 10);
  private static final int WARM = Integer.getInteger("bench.warm", 15);

  private final Path directory;

  IngestBenchmarkTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void valuesOfAnOpcUaServer() throws Exception {
    for (int interval : new int[] {100, 20}) {
      try (Child server = Child.start(Child.PLANT, log("server"), FloodServer.class, interval)) {
        String url = "opc.tcp://127.0.0.1:" + server.line();
        PlantFiles files = new PlantFiles(directory.resolve("opcua-" + interval));
        String groups = "{live: {publishing: %d ms, sampling: %d ms}}";
        String connection = "{kind: opcua, url: \"%s\", timeout: 10 s, groups: " + groups + "}";
        files.write(
            connection.formatted(url, interval, interval / 2), "FLOAT64", FloodServer::address, "");
        compare(
            "OPC UA, a value of each tag every " + interval + " ms",
            "bare Milo",
            () -> run(BareMilo.class, url, interval, WARM, SECONDS),
            () -> whole(WholePath.class, files));
      }
    }
  }

  @Test
  void registersOfAModbusDevice() throws Exception {
    try (Child device = Child.start(Child.PLANT, log("device"), RegisterServer.class)) {
      String port = device.line();
      for (int interval : new int[] {100, 1}) {
        PlantFiles files = new PlantFiles(directory.resolve("modbus-" + interval));
        String connection =
            "{kind: plc4x, url: \"modbus-tcp://127.0.0.1:%s\", groups: {live: {every: %d ms}}}";
        files.write(
            connection.formatted(port, interval),
            "INT16",
            RegisterServer::address,
            RegisterServer.SCALE);
        compare(
            interval == 1 ? "Modbus, as fast as it goes" : "Modbus, every " + interval + " ms",
            "bare PLC4X",
            () -> run(BarePlc4x.class, port, interval, WARM, SECONDS),
            () -> whole(WholePath.class, files));
      }
    }
  }

  @Test
  void scansWithoutAWire() throws Exception {
    PlantFiles files = new PlantFiles(directory.resolve("fed"));
    files.write("{kind: fed, groups: {live: {every: 100 ms}}}", "FLOAT64", tag -> "t" + tag, "");
    BenchTable table = new BenchTable("no wire, as fast as it goes, step after step");
    List<Step> steps = List.of(Step.DETECT, Step.SUMMARY, Step.SPOOL);
    table.print("scans made", rounds(() -> fed(files, List.of(), false)));
    table.print("hub, assets", rounds(() -> fed(files, List.of(), true)));
    table.print("exchanges", rounds(() -> fed(files, List.of(Step.SPOOL), true)));
    for (int last = 1; last <= steps.size(); last++) {
      List<Step> some = steps.subList(0, last);
      table.print("to " + some.get(last - 1).word(), rounds(() -> fed(files, some, true)));
    }
  }

  /** One process, measured. */
  private interface Round {
    Figures run() throws Exception;
  }

  private static List<Figures> rounds(Round one) throws Exception {
    List<Figures> all = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      all.add(one.run());
    }
    return all;
  }

  private static void compare(String title, String library, Round bare, Round whole)
      throws Exception {
    List<Figures> bares = new ArrayList<>();
    List<Figures> wholes = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      bares.add(bare.run());
      wholes.add(whole.run());
    }
    BenchTable table = new BenchTable(title);
    table.print(library, bares);
    table.print("whole path", wholes);
    table.ratio("samples/s", "rate", wholes, bares);
    table.ratio("CPU per sample", "cpu", wholes, bares);
  }

  private Figures fed(PlantFiles files, List<Step> steps, boolean deliver) throws Exception {
    files.route(steps);
    return whole(PathWithoutWire.class, files, deliver);
  }

  private Figures whole(Class<?> main, PlantFiles files, Object... more) throws Exception {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of(files.config(), files.routes(), files.data(), WARM, SECONDS));
    arguments.addAll(List.of(more));
    Figures figures = run(main, arguments.toArray());
    assertThat(figures.of("inFlight")).isZero();
    assertThat(figures.of("received"))
        .isEqualTo(figures.of("scored") + figures.of("unscored") + figures.of("dropped"));
    assertThat(figures.of("waiting")).isZero();
    return figures;
  }

  private Figures run(Class<?> main, Object... arguments) throws Exception {
    try (Child child = Child.start(Child.MEASURED, log(main.getSimpleName()), main, arguments)) {
      return child.figures();
    }
  }

  private Path log(String name) {
    return directory.resolve(name + ".log");
  }
}
