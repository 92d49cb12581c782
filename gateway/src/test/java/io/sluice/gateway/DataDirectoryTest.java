package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.GatewayException.Trouble;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  private final Path folder;

  DataDirectoryTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** Another process that holds the directory until its standard input ends. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      try (DataDirectory held = DataDirectory.open(Path.of(arguments[0]))) {
        System.out.println("holds " + held.path());
        int end = System.in.read();
        System.out.println("ends " + end);
      } catch (GatewayException refused) {
        System.out.println(refused.getMessage());
      }
    }
  }

  @Test
  void itIsMadeWhereItIsMissing() throws Exception {
    try (DataDirectory held = DataDirectory.open(folder.resolve("a/b"))) {
      assertThat(held.path()).isDirectory();
    }
  }

  @Test
  void aSecondOpenerIsRefusedAndToldWhoHasIt() throws Exception {
    DataDirectory held = DataDirectory.open(folder);
    assertThatThrownBy(() -> DataDirectory.open(folder))
        .isInstanceOf(GatewayException.class)
        .hasMessage(
            "data directory "
                + folder
                + " is in use by another gateway (process "
                + ProcessHandle.current().pid()
                + "); stop that one, or give this one its own with data: in gateway.yaml")
        .extracting(refused -> ((GatewayException) refused).trouble())
        .isEqualTo(Trouble.UNAVAILABLE);
    held.close();
    DataDirectory.open(folder).close();
  }

  @Test
  void aRefusedOpenerDoesNotTakeTheLockAway() throws Exception {
    try (DataDirectory held = DataDirectory.open(folder)) {
      assertThatThrownBy(() -> DataDirectory.open(folder)).isInstanceOf(GatewayException.class);
      // Only another process can tell: the system gives a lock up when any of our channels closes.
      Process other = holder();
      assertThat(firstLine(other))
          .contains("is in use by another gateway")
          .contains(held.path().toString());
      assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void theDirectoryOfAnotherProcessIsRefusedWithItsNumberAndFreeWhenThatWasKilled()
      throws Exception {
    Process other = holder();
    assertThat(firstLine(other)).startsWith("holds ");
    assertThatThrownBy(() -> DataDirectory.open(folder))
        .hasMessageContaining("(process " + other.pid() + ")");
    other.destroyForcibly();
    assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
    DataDirectory.open(folder).close();
  }

  @Test
  void aPathThatCannotBeADirectoryIsToldWithWhatToDo() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    assertThatThrownBy(() -> DataDirectory.open(file.resolve("data")))
        .isInstanceOf(GatewayException.class)
        .hasMessageStartingWith("data directory " + file.resolve("data") + " cannot be written (")
        .hasMessageEndingWith("give data: in gateway.yaml a directory that this user may write")
        .extracting(refused -> ((GatewayException) refused).trouble())
        .isEqualTo(Trouble.CONFIGURATION);
  }

  @Test
  void theControlTokenIsNewAtEachStartAndForItsOwnerOnly() throws IOException {
    String first = ControlToken.renew(folder);
    assertThat(first).matches("[0-9a-f]{64}");
    assertThat(ControlToken.read(folder)).isEqualTo(first);
    String second = ControlToken.renew(folder);
    assertThat(second).isNotEqualTo(first);
    assertThat(ControlToken.read(folder)).isEqualTo(second);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("control.token"))))
        .isEqualTo("rw-------");
  }

  private Process holder() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            folder.toString())
        .redirectErrorStream(true)
        .start();
  }

  private static String firstLine(Process process) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    return String.valueOf(out.readLine());
  }
}
