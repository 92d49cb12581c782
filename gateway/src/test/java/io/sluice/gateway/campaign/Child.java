package io.sluice.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.gateway.Main;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code sluice run} in a process of its own, on a site's files. */
final class Child implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Site site;
  private final Path out;
  private final Path err;
  private final Process process;

  /**
   * Starts it.
   *
   * @param number tells its output files from those of others
   * @param options for the JVM
   */
  Child(Site site, int number, String... options) throws IOException {
    this.site = site;
    Files.createDirectories(site.data());
    this.out = site.data().resolve("child-" + number + ".out");
    this.err = site.data().resolve("child-" + number + ".err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Djdk.serialFilter=!*", "-Xshare:auto"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("run", "--config", site.config().toString()));
    command.addAll(List.of("--routes", site.routes().toString()));
    process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
  }

  long pid() {
    return process.pid();
  }

  /** Waits until it says that it runs. */
  Child runs() {
    try {
      Await.until(
          "the gateway to run", Duration.ofSeconds(40), () -> said().contains("runs; page"));
    } catch (AssertionError vain) {
      throw new AssertionError(vain.getMessage() + "\n" + said(), vain);
    }
    assertThat(process.isAlive()).isTrue();
    return this;
  }

  /** Its standard error so far. */
  String said() {
    return read(err);
  }

  /** Its standard output so far. */
  String printed() {
    return read(out);
  }

  /** The status that its page gives. */
  JsonNode status() {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + "/status"))
              .timeout(Duration.ofSeconds(5))
              .build();
      return JSON.readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException unreachable) {
      throw new AssertionError("no status: " + said(), unreachable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  /** A figure of its only spool. */
  long spool(String figure) {
    return status().path("spools").path(0).path(figure).asLong();
  }

  /** Kills it as {@link #kill} does, without waiting for its end. */
  void strike() {
    process.destroyForcibly();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Kills it as the machine's power switch would: no hook runs. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Sends SIGTERM; gives the time until it has ended. Its exit code must be 0. */
  Duration terminate() throws InterruptedException {
    long begun = System.nanoTime();
    process.destroy();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("ended: %s", said()).isTrue();
    assertThat(process.exitValue()).as("exit code: %s", said()).isZero();
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new AssertionError("no output of the child", unreadable);
    }
  }
}
