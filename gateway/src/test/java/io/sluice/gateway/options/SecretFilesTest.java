package io.sluice.gateway.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {
  @Test
  void aPrivateFileIsASecretWithoutItsLineEnd(@TempDir Path temp) throws IOException {
    write(temp, "db", "s3cret\n", "rw-------");
    assertThat(find(temp, "db")).isEqualTo(new Secrets.Found(new Secret("s3cret")));
  }

  @Test
  void systemdsReadOnlyFilesAreFineToo(@TempDir Path temp) throws IOException {
    write(temp, "db", "s3cret", "r--------");
    assertThat(find(temp, "db")).isInstanceOf(Secrets.Found.class);
  }

  @Test
  void aFileThatOthersCanReadIsNotUsed(@TempDir Path temp) throws IOException {
    write(temp, "db", "s3cret", "rw-r-----");
    assertThat(find(temp, "db")).isInstanceOf(Secrets.Open.class).asString().contains("chmod 600");
  }

  @Test
  void aLinkOutOfTheDirectoryIsNoSecretAndOneInsideIs(@TempDir Path temp) throws IOException {
    Path secrets = Files.createDirectory(temp.resolve("secrets"));
    write(temp, "outside", "x", "rw-------");
    write(secrets, "inside", "x", "rw-------");
    Files.createSymbolicLink(secrets.resolve("out"), temp.resolve("outside"));
    Files.createSymbolicLink(secrets.resolve("in"), secrets.resolve("inside"));
    assertThat(find(secrets, "out")).isInstanceOf(Secrets.Open.class);
    assertThat(find(secrets, "in")).isInstanceOf(Secrets.Found.class);
  }

  @Test
  void anEmptyFileAndADirectoryAreNoSecrets(@TempDir Path temp) throws IOException {
    write(temp, "empty", "", "rw-------");
    Files.createDirectory(temp.resolve("dir"));
    assertThat(find(temp, "empty")).isInstanceOf(Secrets.Open.class);
    assertThat(find(temp, "dir")).isInstanceOf(Secrets.Open.class);
  }

  @Test
  void aNameCannotLeadOutOfTheDirectory(@TempDir Path temp) {
    assertThat(find(temp, "../etc/passwd")).isInstanceOf(Secrets.Missing.class);
    assertThat(find(temp, "")).isInstanceOf(Secrets.Missing.class);
  }

  @Test
  void aMissingSecretSaysWhereWasLooked(@TempDir Path temp) {
    assertThat(find(temp, "none")).asString().contains(temp.toString());
  }

  private static Secrets.Lookup find(Path directory, String name) {
    return new SecretFiles(List.of(directory)).find(name);
  }

  private static void write(Path directory, String name, String text, String mode)
      throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
