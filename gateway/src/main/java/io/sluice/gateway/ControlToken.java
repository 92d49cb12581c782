package io.sluice.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What a person on this machine shows to act on setpoints: 256 random bits in a file that only the
 * gateway's own user can read. Made anew at each start.
 */
public final class ControlToken {
  private static final int BYTES = 32;
  private static final String FILE = "control.token";

  private ControlToken() {}

  /** Makes a token and keeps it in the data directory with mode 0600. */
  static String renew(Path data) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String token = HexFormat.of().formatHex(random);
    Path file = data.resolve(FILE);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, token, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
    return token;
  }

  /**
   * Reads the token of the gateway that runs with this data directory.
   *
   * @throws IOException where there is none, or this user may not read it
   */
  public static String read(Path data) throws IOException {
    return Files.readString(data.resolve(FILE), StandardCharsets.US_ASCII).strip();
  }
}
