package io.sluice.gateway.config.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.Installed;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.ConfigFiles;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.ProblemPrinter;
import io.sluice.gateway.options.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnlineCheckTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden-online/findings.txt");

  @Test
  void whatIsFoundIsToldAsTheGoldenFileSays(@TempDir Path temp) throws Exception {
    StringBuilder many = new StringBuilder("tag,group,address,type,unit,low,high\n");
    for (int i = 0; i < 14; i++) {
      many.append("a/").append(i).append(",fast,").append(i).append(",INT16,,,\n");
    }
    many.append("a/gone,fast,missing,INT16,,,\na/hot,slow,high,INT16,°C,0,120\n");
    Map<String, String> files =
        Map.of(
            "connections.yaml",
            """
            connections:
              line:
                kind: slow
                url: slow://here
                groups:
                  fast: {every: 100 ms}
                  slow: {every: 10 s}
              cabinet:
                kind: slow
                url: slow://away
                groups: {fast: {every: 1 s}}
              server:
                kind: slow
                url: slow://there
                groups: {served: {every: 50 ms}}
              busy:
                kind: slow
                url: slow://busy
                groups: {one: {every: 10 ms}, two: {every: 10 ms}}
            """,
            "tags/line.csv",
            many.toString(),
            "tags/cabinet.csv",
            "tag,group,address,type\nc/x,fast,1,INT16\n",
            "tags/server.csv",
            "tag,group,address,type\ns/x,served,1,INT16\n",
            "tags/busy.csv",
            "tag,group,address,type\nb/x,one,1,INT16\nb/y,two,2,INT16\n");
    String printed = print(temp, files);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(GOLDEN, printed);
    }
    assertThat(printed).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void theNextTimeThatLeavesRoomIsProposed() {
    assertThat(ConnectionVisit.reachable(Duration.ofMillis(126))).isEqualTo(Duration.ofMillis(200));
    assertThat(ConnectionVisit.reachable(Duration.ofMillis(80))).isEqualTo(Duration.ofMillis(100));
    assertThat(ConnectionVisit.reachable(Duration.ofNanos(100_000)))
        .isEqualTo(Duration.ofMillis(1));
    assertThat(ConnectionVisit.reachable(Duration.ofSeconds(9))).isEqualTo(Duration.ofSeconds(20));
  }

  private static String print(Path temp, Map<String, String> files)
      throws IOException, InterruptedException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = temp.resolve("config").resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    VirtualClock clock = new VirtualClock(Instant.parse("2026-11-20T08:00:00Z"));
    Surroundings world =
        new Surroundings(clock, clock, Map.of("slow", new SlowKind(clock)), Map.of());
    ConfigFiles reader = Installed.configFiles(world, Secrets.none());
    StringBuilder text = new StringBuilder();
    for (String connection : List.of("line", "cabinet", "server", "busy")) {
      Path only = temp.resolve(connection);
      copyOnly(temp.resolve("config"), only, connection);
      List<Problem> problems =
          new OnlineCheck(world.connectors(), world.uplinks(), clock)
              .run(reader.sketch(only, temp.resolve("routes")).readable(), Duration.ofSeconds(5));
      problems.forEach(problem -> text.append(new ProblemPrinter(false).text(problem)));
    }
    return text.toString().replace(temp + "/", "");
  }

  /** One at a time: they share one virtual clock. */
  private static void copyOnly(Path from, Path to, String connection) throws IOException {
    Files.createDirectories(to.resolve("tags"));
    String all = Files.readString(from.resolve("connections.yaml"));
    int begin = all.indexOf("  " + connection + ":");
    int end = all.indexOf("\n  ", begin + 3);
    while (end >= 0 && all.charAt(end + 3) == ' ') {
      end = all.indexOf("\n  ", end + 3);
    }
    String one = all.substring(begin, end < 0 ? all.length() : end + 1);
    Files.writeString(to.resolve("connections.yaml"), "connections:\n" + one);
    String list = "tags/" + connection + ".csv";
    Files.copy(from.resolve(list), to.resolve(list));
  }
}
