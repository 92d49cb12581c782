package io.sluice.gateway.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of the benchmark: the launcher's JVM flags, one core of its own where taskset is. */
final class Child implements AutoCloseable {
  /** Where the measured process runs; the plant gets the other core. */
  static final int MEASURED = 0;

  static final int PLANT = 1;

  /** Lines of a complaint worth telling. */
  private static final int STACK = 12;

  private static final boolean PINS = pins();

  private final Process process;
  private final BufferedReader lines;
  private final Path log;

  private Child(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts a main class.
   *
   * @param log where its stderr goes
   */
  static Child start(int core, Path log, Class<?> main, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (PINS) {
      command.addAll(List.of("taskset", "-c", Integer.toString(core)));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The launcher's own.
    command.addAll(List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-Djdk.serialFilter=!*"));
    String more = System.getProperty("bench.jvm", "");
    if (core == MEASURED && !more.isBlank()) {
      command.addAll(List.of(more.split(" ", -1)));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new Child(new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
  }

  static boolean pinned() {
    return PINS;
  }

  /** The next line it says. */
  String line() throws IOException {
    String line = lines.readLine();
    if (line == null) {
      throw new IOException("a process of the benchmark ended: " + Files.readString(log));
    }
    return line;
  }

  /** Its figures, once it tells them. */
  Figures figures() throws IOException {
    String line = line();
    while (!line.startsWith(Meter.MARK)) {
      line = line();
    }
    return Figures.parse(line.substring(Meter.MARK.length())).and("blocked", (double) blocked());
  }

  /** Vert.x's complaints about a loop that was blocked, told with where it stood. */
  private long blocked() throws IOException {
    List<String> said = Files.readAllLines(log);
    long complaints = 0;
    for (int line = 0; line < said.size(); line++) {
      if (said.get(line).contains("has been blocked")) {
        complaints++;
        said.subList(line, Math.min(said.size(), line + STACK)).forEach(System.out::println);
      }
    }
    return complaints;
  }

  /** Its stdin ends, which is what all of them wait for in the end. */
  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    lines.close();
  }

  /** Ends when the parent has gone or wants it: nothing is left running. */
  static void awaitEnd() throws IOException {
    System.in.transferTo(OutputStream.nullOutputStream());
  }

  private static boolean pins() {
    if (Runtime.getRuntime().availableProcessors() < 2) {
      return false;
    }
    try {
      Process trial =
          new ProcessBuilder("taskset", "-c", PLANT + "," + MEASURED, "true")
              .redirectErrorStream(true)
              .start();
      return trial.waitFor() == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
