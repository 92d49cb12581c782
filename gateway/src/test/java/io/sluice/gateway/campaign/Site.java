package io.sluice.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.SystemClock;
import io.sluice.gateway.Installed;
import io.sluice.gateway.ModelTrainer;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.ConfigFiles;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.demo.DemoFiles;
import io.sluice.gateway.options.Secrets;
import io.sluice.simulator.History;
import io.sluice.simulator.PlantOptions;
import io.sluice.simulator.VirtualPlant;
import io.sluice.simulator.cloud.VirtualCloud;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A virtual plant and a virtual cloud behind real servers, and the shipped files with their
 * addresses and a data directory with trained models.
 */
final class Site implements AutoCloseable {
  /** Whatever the plant's chance brings, the models have seen another plant. */
  private static final long PLANT_SEED = 7;

  private static final long HISTORY_SEED = 8;
  private static final Models MODELS = new Models();

  private final VirtualPlant plant;
  private final VirtualCloud cloud;
  private final Map<String, Double> initial;
  private final DemoFiles files;
  private final Path data;
  private final int port;

  private Site(Path directory) throws IOException {
    plant = VirtualPlant.start(PlantOptions.defaults(PLANT_SEED));
    cloud = VirtualCloud.start(0);
    initial = plant.measures();
    files = DemoFiles.copy(shipped("config"), shipped("routes"), directory, plant, cloud);
    data = directory.resolve("data");
    port = freePort();
    edit("gateway.yaml", "127.0.0.1:8080", "127.0.0.1:" + port);
    edit("gateway.yaml", "data: data ", "data: " + data + " ");
  }

  /** Plant and cloud run; the gateway does not. */
  static Site open(Path directory) throws Exception {
    Site site = new Site(directory);
    MODELS.copy(site.configuration(), site.data);
    return site;
  }

  VirtualPlant plant() {
    return plant;
  }

  VirtualCloud cloud() {
    return cloud;
  }

  /** What the plant's tags held before anybody wrote. */
  Map<String, Double> initial() {
    return initial;
  }

  Path config() {
    return files.config();
  }

  Path routes() {
    return files.routes();
  }

  Path data() {
    return data;
  }

  /** Port of the page in {@code gateway.yaml}. */
  int port() {
    return port;
  }

  /** Changes a file of {@code config/} or {@code routes/}; the text to replace must be there. */
  void edit(String file, String from, String to) throws IOException {
    Path path =
        file.endsWith(".camel.yaml") ? files.routes().resolve(file) : files.config().resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(from);
    Files.writeString(path, text.replace(from, to));
  }

  /** Ten summaries a second and asset instead of one: more to lose. */
  void summariseOften() throws IOException {
    edit("pump-1.camel.yaml", "every: 1 s", "every: 100 ms");
    edit("exchanger-1.camel.yaml", "every: 1 s", "every: 100 ms");
  }

  /** Another asset, summarised 50 times a second: load for the spool. */
  void addBusyAsset() throws IOException {
    edit(
        "connections.yaml", "slow: {every: 1 s}", "slow: {every: 1 s}\n      busy: {every: 10 ms}");
    Path tags = config().resolve("tags/pump-plc.csv");
    String more = "busy/flow,busy,40003,INT16,l/min,0,400,0.1,,read,process,the same again\n";
    Files.writeString(tags, Files.readString(tags).stripTrailing() + "\n" + more);
    edit("assets.yaml", "assets:\n", "assets:\n  busy: {path: skid-1/busy, tags: busy/*}\n");
    Files.writeString(
        routes().resolve("busy.camel.yaml"),
        """
        - route:
            id: busy
            from:
              uri: tags:pump-plc
              parameters: {group: busy}
              steps:
                - to:
                    uri: summary:busy
                    parameters: {every: 20 ms}
                - to: spool:cloud
        """);
  }

  /** Connections to nobody, half of each kind; their ports were free a moment ago. */
  void addDeadConnections(int pairs) throws IOException {
    StringBuilder connections = new StringBuilder("connections:\n");
    for (int i = 0; i < pairs; i++) {
      String modbus = "  dead-plc-%d: {kind: modbus, url: \"tcp://127.0.0.1:%d\",";
      String opcua = "  dead-server-%d: {kind: opcua, url: \"opc.tcp://127.0.0.1:%d\",";
      connections
          .append(modbus.formatted(i, freePort()))
          .append(" timeout: 1 s, groups: {fast: {every: 100 ms}}}\n")
          .append(opcua.formatted(i, freePort()))
          .append(" timeout: 2 s, groups: {live: {publishing: 100 ms, sampling: 50 ms}}}\n");
      String header = "tag,group,address,type\n";
      Files.writeString(
          config().resolve("tags/dead-plc-%d.csv".formatted(i)),
          header + "dead-plc-%d/flow,fast,40001,INT16\n".formatted(i));
      Files.writeString(
          config().resolve("tags/dead-server-%d.csv".formatted(i)),
          header + "dead-server-%d/flow,live,ns=1;s=flow,FLOAT64\n".formatted(i));
    }
    edit("connections.yaml", "connections:\n", connections.toString());
  }

  Configuration configuration() {
    SystemClock clock = new SystemClock();
    Loaded loaded =
        new ConfigFiles(Installed.catalog(Surroundings.of(clock, clock)), Secrets.none())
            .load(files.config(), files.routes());
    assertThat(loaded).as("%s", loaded.problems()).isInstanceOf(Loaded.Checked.class);
    return ((Loaded.Checked) loaded).configuration();
  }

  /** Starts a gateway in this process. */
  Running start() throws Exception {
    return new Running(this);
  }

  @Override
  public void close() {
    plant.close();
    cloud.close();
  }

  /** The checkout that this test runs in, from wherever it was started. */
  static Path shipped(String folder) {
    Path here = Path.of("").toAbsolutePath();
    while (here != null && !Files.isDirectory(here.resolve("routes"))) {
      here = here.getParent();
    }
    if (here == null) {
      throw new IllegalStateException("not inside a checkout of Sluice");
    }
    return here.resolve(folder);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Trains once for all tests of this process. */
  private static final class Models {
    private Path trained = Path.of("");

    synchronized void copy(Configuration configuration, Path data) throws Exception {
      if (trained.toString().isEmpty()) {
        Path directory = Files.createTempDirectory("campaign-models-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory), "campaign-end"));
        train(configuration, directory);
        trained = directory;
      }
      Path from = trained.resolve("models");
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path to = data.resolve("models").resolve(from.relativize(file).toString());
          Files.createDirectories(to.getParent());
          Files.copy(file, to);
        }
      }
    }

    private static void train(Configuration configuration, Path directory) throws Exception {
      Path csv = directory.resolve("history.csv");
      History.normalOperation(HISTORY_SEED, Duration.ofMinutes(10), Duration.ofMillis(100), csv);
      for (String detector : List.copyOf(configuration.detectors().keySet())) {
        new ModelTrainer(configuration, directory, new SystemClock()).train(detector, csv);
      }
    }

    private static void delete(Path directory) {
      try {
        DemoFiles.delete(directory);
      } catch (IOException left) {
        directory.toFile().deleteOnExit();
      }
    }
  }
}
