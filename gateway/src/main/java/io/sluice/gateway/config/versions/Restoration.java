package io.sluice.gateway.config.versions;

import io.sluice.gateway.config.Snapshot;
import io.sluice.gateway.config.UserFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Puts a version's files where the user's files are. Each file changes in one step; a mark says
 * that all of them are being changed, so that whoever starts after a fault can finish it.
 */
public final class Restoration {
  private static final Set<PosixFilePermission> NEW_FILE =
      PosixFilePermissions.fromString("rw-r--r--");

  private final Path mark;
  private final DurableFiles disk;

  Restoration(Path versions, DurableFiles disk) {
    this.mark = versions.resolve("restoring");
    this.disk = disk;
  }

  /** The version that was being put back when the gateway ended; empty where none was. */
  public OptionalInt interrupted() throws IOException {
    if (!Files.exists(mark)) {
      return OptionalInt.empty();
    }
    String number = Files.readString(mark, StandardCharsets.US_ASCII).strip();
    return number.matches("[0-9]{1,9}")
        ? OptionalInt.of(Integer.parseInt(number))
        : OptionalInt.empty();
  }

  /**
   * Makes the user's directories hold just these files; files that are never read stay.
   *
   * @param number of the version that these are
   * @throws IOException where they cannot be written; some may have been
   */
  public void put(int number, Snapshot wanted, UserFiles user) throws IOException {
    Snapshot now = user.read();
    if (now.hash().equals(wanted.hash())) {
      forget();
      return;
    }
    disk.replace(mark, Integer.toString(number).getBytes(StandardCharsets.US_ASCII));
    for (Map.Entry<String, byte[]> file : wanted.files().entrySet()) {
      if (!Arrays.equals(file.getValue(), now.files().get(file.getKey()))) {
        put(user.path(file.getKey()), file.getValue());
      }
    }
    for (String name : now.files().keySet()) {
      if (!wanted.files().containsKey(name)) {
        disk.delete(user.path(name));
      }
    }
    forget();
  }

  /** Lets the mark go: what is on disk now is meant. */
  public void forget() throws IOException {
    disk.delete(mark);
  }

  /** A link stays a link: what it points to is replaced. */
  private void put(Path file, byte[] bytes) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Path real = Files.exists(file) ? file.toRealPath() : file;
    Set<PosixFilePermission> mode =
        Files.exists(real) ? Files.getPosixFilePermissions(real) : NEW_FILE;
    Path fresh = real.resolveSibling("." + real.getFileName() + ".new");
    disk.write(fresh, bytes);
    Files.setPosixFilePermissions(fresh, mode);
    disk.rename(fresh, real);
  }
}
