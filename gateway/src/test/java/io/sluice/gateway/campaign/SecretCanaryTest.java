package io.sluice.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.SystemClock;
import io.sluice.gateway.Gateway;
import io.sluice.gateway.GatewayException;
import io.sluice.gateway.Installed;
import io.sluice.gateway.LiveGateway;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.cli.BundleCommand;
import io.sluice.gateway.cli.CheckCommand;
import io.sluice.gateway.cli.Cli;
import io.sluice.gateway.cli.ExitCode;
import io.sluice.gateway.cli.ExplainCommand;
import io.sluice.gateway.cli.Terminal;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.ListenAddress;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.options.SecretFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets planted everywhere are nowhere to be read: no log, answer, page, file or bundle. */
class SecretCanaryTest {
  private static final String CANARY = "Kanarienvogel-7Q2";

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final StringWriter printed = new StringWriter();
  private Path directory = Path.of("");

  @Test
  void noSecretIsWrittenAnywhere(@TempDir Path temp) throws Exception {
    directory = temp;
    PrintStream err = System.err;
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try (Site site = Site.open(temp)) {
      plant(site);
      runs(site);
      breaks(site);
    } finally {
      System.setErr(err);
    }
    assertThat(log.toString(StandardCharsets.UTF_8))
        .as("the log that is searched is the gateway's")
        .contains("Gateway - ");
    assertClean("log", log.toString(StandardCharsets.UTF_8));
    assertClean("output", printed.toString());
    assertFilesClean(temp);
  }

  /** Passwords that plant and cloud do not know, so that both links fail and say so. */
  private void plant(Site site) throws IOException {
    Path secrets = Files.createDirectory(site.config().resolve("secrets"));
    for (String name : List.of("plant", "broker", "topic")) {
      Files.createFile(
          secrets.resolve(name),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(secrets.resolve(name), CANARY + "-" + name + "\n");
    }
    site.edit(
        "connections.yaml",
        "    timeout: 2 s",
        "    timeout: 2 s\n    user: {name: gateway, password: \"${secret:plant}\"}");
    site.edit(
        "uplinks.yaml",
        "qos: 1}",
        "qos: 1, user: {name: gateway, password: \"${secret:broker}\"}}");
  }

  private void runs(Site site) throws Exception {
    Loaded loaded = load(site);
    assertThat(loaded).as("%s", loaded.problems()).isInstanceOf(Loaded.Checked.class);
    Configuration configuration = ((Loaded.Checked) loaded).configuration();
    assertClean("configuration", configuration.toString());
    try (LiveGateway live = new LiveGateway(new SystemClock())) {
      Gateway gateway =
          live.start(configuration, site.data(), new ListenAddress("127.0.0.1", site.port()));
      Await.until(
          "scans of the pump",
          Duration.ofSeconds(20),
          () -> gateway.status().path("scans").path("received").asLong() > 20);
      assertClean("status", gateway.status().toString());
      for (String path : List.of("/status", "/", "/health", "/metrics", "/none")) {
        assertClean(path, get(site, path, "GET"));
      }
      assertClean("control", get(site, "/setpoints/pump-1-speed/release", "POST"));
      assertThat(run(site, "bundle", bundle().toString())).isEqualTo(ExitCode.OK);
      startedTwice(configuration, site);
    }
    assertClean("bundle", unzipped(bundle()));
  }

  private void startedTwice(Configuration configuration, Site site) {
    try (LiveGateway second = new LiveGateway(new SystemClock())) {
      second.start(configuration, site.data(), new ListenAddress("127.0.0.1", site.port()));
      throw new AssertionError("two gateways share a data directory");
    } catch (GatewayException refused) {
      assertClean("exception", refused.toString());
    }
  }

  /** A secret written in clear, one that is open to others, and broken lines around them. */
  private void breaks(Site site) throws IOException {
    check(site);
    site.edit("uplinks.yaml", "\"${secret:broker}\"", CANARY);
    check(site);
    site.edit("uplinks.yaml", "password: " + CANARY, "pasword: " + CANARY);
    check(site);
    site.edit("uplinks.yaml", "pasword: " + CANARY + "}", "password: " + CANARY);
    check(site);
    Files.setPosixFilePermissions(
        site.config().resolve("secrets/plant"), PosixFilePermissions.fromString("rw-r--r--"));
    check(site);
    run(site, "bundle", directory.resolve("broken.zip").toString());
    assertClean("bundle of broken files", unzipped(directory.resolve("broken.zip")));
    run(site, "explain", "secret-in-clear");
    site.edit("uplinks.yaml", CANARY, "\"${secret:broker}\"}");
  }

  private void check(Site site) {
    run(site, "check");
    run(site, "check", "--json");
  }

  private int run(Site site, String... command) {
    Terminal terminal =
        new Terminal(new PrintWriter(printed), new PrintWriter(printed), Terminal.Colour.OFF);
    List<Callable<Integer>> commands =
        List.of(
            new CheckCommand(terminal, SecretCanaryTest::catalog, SecretCanaryTest::world),
            new BundleCommand(terminal, SecretCanaryTest::catalog),
            new ExplainCommand(terminal, SecretCanaryTest::catalog));
    Stream<String> files =
        command[0].equals("explain")
            ? Stream.of()
            : Stream.of("--config", site.config().toString(), "--routes", site.routes().toString());
    return new Cli(terminal, commands)
        .run(Stream.concat(Stream.of(command), files).toArray(String[]::new));
  }

  private Path bundle() {
    return directory.resolve("bundle.zip");
  }

  private static Catalog catalog() {
    return Installed.catalog(world());
  }

  private static Surroundings world() {
    SystemClock clock = new SystemClock();
    return Surroundings.of(clock, clock);
  }

  private static Loaded load(Site site) {
    SystemClock clock = new SystemClock();
    SecretFiles secrets = new SecretFiles(List.of(site.config().resolve("secrets")));
    return Installed.configFiles(Surroundings.of(clock, clock), secrets)
        .load(site.config(), site.routes());
  }

  private static String get(Site site, String path, String method) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(5))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    return answer.headers().map() + answer.body();
  }

  private static String unzipped(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        assertThat(entry.getName()).doesNotContain("secret").doesNotContain("token");
        text.append(entry.getName()).append('\n');
        text.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    assertThat(text).contains("versions.txt", "config/uplinks.yaml");
    return text.toString();
  }

  private static void assertFilesClean(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.toString().contains("/secrets/")) {
          assertClean(
              file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
      }
    }
  }

  private static void assertClean(String what, String text) {
    assertThat(text.contains(CANARY)).as("a secret in %s", what).isFalse();
  }
}
