package io.sluice.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.Main;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Does what a page says, as its reader would: writes its files, types its commands into a shell,
 * and compares what is printed with what the page shows. Ports on the page are exchanged for free
 * ones.
 */
final class Reader implements AutoCloseable {
  private static final long COMMAND_SECONDS = 180;
  private static final long READY_SECONDS = 60;

  private final Path directory;
  private final Map<String, String> ports = new LinkedHashMap<>();
  private final Deque<Process> background = new ArrayDeque<>();
  private String printed = "";
  private int logs;

  /**
   * @param directory where the reader works
   * @param ports as they are on the page
   */
  Reader(Path directory, String... ports) throws IOException {
    this.directory = directory;
    for (String port : ports) {
      this.ports.put(port, free());
    }
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Path launcher = bin.resolve("sluice");
    Files.writeString(
        launcher,
        "#!/bin/sh\nexec '%s/bin/java' -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 '-Djdk.serialFilter=!*' -cp '%s' %s \"$@\"\n"
            .formatted(
                System.getProperty("java.home"),
                System.getProperty("java.class.path"),
                Main.class.getName()));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Follows the page from its first block to its last. */
  void follow(DocPage page) throws IOException, InterruptedException {
    for (DocPage.Block block : page.blocks()) {
      String where = page + ":" + block.line();
      if (!block.file().isEmpty()) {
        Path file = directory.resolve("plant").resolve(block.file());
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, here(block.text()));
      } else if (block.language().equals("sh")) {
        type(where, block);
      } else if (block.language().equals("text")) {
        shown(where, block);
      }
    }
  }

  private void type(String where, DocPage.Block block) throws IOException, InterruptedException {
    StringBuilder foreground = new StringBuilder();
    for (String line : here(block.text()).replace("\\\n", " ").split("\n", -1)) {
      String command = line.replaceFirst("\\s+#.*$", "");
      if (command.endsWith(" &")) {
        assertThat(foreground.toString()).as("%s: commands before one with &", where).isBlank();
        begin(where, command.substring(0, command.length() - 2));
      } else {
        foreground.append(command).append('\n');
      }
    }
    if (!foreground.toString().isBlank()) {
      run(where, foreground.toString(), block.exit());
    }
  }

  private void run(String where, String script, int exit) throws IOException, InterruptedException {
    Path log = log();
    Process shell = shell("set -e\n" + script, log);
    boolean ended = shell.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS);
    printed = Files.readString(log);
    if (!ended) {
      shell.destroyForcibly();
    }
    assertThat(ended)
        .as("%s ends within %d s: %s\n%s", where, COMMAND_SECONDS, script, printed)
        .isTrue();
    assertThat(shell.exitValue()).as("%s: %s\n%s", where, script, printed).isEqualTo(exit);
  }

  /** A command that stays; it says so when it is ready. */
  private void begin(String where, String command) throws IOException, InterruptedException {
    Path log = log();
    Process process = shell("exec " + command, log);
    background.push(process);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
    while (!Files.readString(log).contains("Ctrl-C stops")) {
      boolean ended = process.waitFor(100, TimeUnit.MILLISECONDS);
      printed = Files.readString(log);
      assertThat(ended || System.nanoTime() > until)
          .as("%s is ready: %s\n%s", where, command, printed)
          .isFalse();
    }
    printed = Files.readString(log);
  }

  /** Every line of the page is among what was printed; figures may differ. */
  private void shown(String where, DocPage.Block block) {
    String seen = withoutFigures(printed);
    for (String line : here(block.text()).split("\n", -1)) {
      if (!line.isBlank() && !line.strip().equals("…")) {
        assertThat(seen)
            .as("%s shows what is printed:\n%s", where, printed)
            .contains(withoutFigures(line));
      }
    }
  }

  private static String withoutFigures(String text) {
    return text.replaceAll("-?\\d+([.,:]\\d+)*", "#").replaceAll("[ \t]+", " ");
  }

  /** With free ports, also for the servers that the page does not use. */
  private String here(String text) {
    String here =
        text.replace("sluice sim ", "sluice sim --modbus-rtu-port 0 --s7-port 0 --logix-port 0 ");
    for (Map.Entry<String, String> port : ports.entrySet()) {
      here = here.replace(port.getKey(), port.getValue());
    }
    return here;
  }

  private Process shell(String script, Path log) throws IOException {
    Path plant = Files.createDirectories(directory.resolve("plant"));
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-c", script)
            .directory(plant.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    shell
        .environment()
        .merge("PATH", directory.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
    shell.environment().put("LC_ALL", "C.UTF-8");
    return shell.start();
  }

  private Path log() {
    logs++;
    return directory.resolve("printed-" + logs + ".txt");
  }

  private static String free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }

  /** Ends what the page left running, the last begun first; each must end in good order. */
  @Override
  public void close() throws InterruptedException {
    while (!background.isEmpty()) {
      Process process = background.pop();
      process.destroy();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }
}
