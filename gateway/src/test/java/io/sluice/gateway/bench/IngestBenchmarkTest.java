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
    for (int interval : new int[] {100, 50}) {
      try (Child server = Child.start(Child.PLANT, log("server"), FloodServer.class, interval)) {
        String url = "opc.tcp://127.0.0.1:" + server.line();
        PlantFiles files = new PlantFiles(directory.resolve("opcua-" + interval));
        files.write(
            "{kind: opcua, url: \""
                + url
                + "\", timeout: 10 s, groups: {live: {publishing: "
                + interval
                + " ms, sampling: "
                + interval / 2
                + " ms}}}",
            "FLOAT64",
            FloodServer::address,
            "");
        List<Figures> bare = new ArrayList<>();
        List<Figures> whole = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
          bare.add(run(BareMilo.class, url, interval, WARM, SECONDS));
          whole.add(whole(files));
        }
        BenchTable table =
            new BenchTable(
                String.format(
                    Locale.ROOT,
                    "OPC UA, %d tags every %d ms, %d assets",
                    PlantFiles.TAGS,
                    interval,
                    PlantFiles.ASSETS));
        table.print("bare Milo", bare);
        table.print("whole path", whole);
        table.ratio("cpu", whole, bare);
      }
    }
  }

  private Figures whole(PlantFiles files) throws Exception {
    Figures figures =
        run(WholePath.class, files.config(), files.routes(), files.data(), WARM, SECONDS);
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
