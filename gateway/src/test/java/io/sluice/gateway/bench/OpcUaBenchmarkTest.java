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
 * Kind {@code opcua} beside Camel's stock component: same server, same run, each in a process of
 * its own on one core.
 *
 * <p>{@code -Dbench.rounds} (3), {@code -Dbench.seconds} (8) and {@code -Dbench.warm} (6).
 */
@Tag("bench")
class OpcUaBenchmarkTest {
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final int SECONDS = Integer.getInteger("bench.seconds", 8);
  private static final int WARM = Integer.getInteger("bench.warm", 6);
  private static final int EVERY_MILLIS = 100;

  private final Path directory;

  OpcUaBenchmarkTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void everyTagTenTimesASecond() throws Exception {
    List<Figures> ours = new ArrayList<>();
    List<Figures> camel = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      ours.add(run(OurOpcUa.class));
      camel.add(run(StockCamelMilo.class));
    }
    tell("%nOPC UA, %,d tags that change every %d ms%n", PlantFiles.TAGS, EVERY_MILLIS);
    print("opcua", ours);
    print("camel-milo", camel);
    double ratio = median("rate", ours) / median("rate", camel);
    tell("ratio of samples/s: %.1f (goal 5)%n", ratio);
    assertThat(ratio).isGreaterThan(5);
  }

  private Figures run(Class<?> main) throws Exception {
    try (Child server = Child.start(Child.PLANT, log("server"), FloodServer.class, EVERY_MILLIS)) {
      String url = "opc.tcp://127.0.0.1:" + server.line();
      try (Child child =
          Child.start(
              Child.MEASURED, log(main.getSimpleName()), main, url, EVERY_MILLIS, WARM, SECONDS)) {
        return child.figures();
      }
    }
  }

  private Path log(String name) {
    return directory.resolve(name + ".log");
  }

  private static void print(String who, List<Figures> rounds) {
    tell(
        "%-12s %,10.0f samples/s, %,6.0f ns and %,6.0f B a sample, %.2f cores%n",
        who,
        median("rate", rounds),
        median("cpu", rounds),
        median("bytes", rounds),
        median("load", rounds));
  }

  private static double median(String figure, List<Figures> rounds) {
    double[] sorted = rounds.stream().mapToDouble(round -> round.of(figure)).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static void tell(String form, Object... values) {
    System.out.print(String.format(Locale.ROOT, form, values));
  }
}
