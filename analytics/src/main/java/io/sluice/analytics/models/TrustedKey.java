package io.sluice.analytics.models;

import io.sluice.analytics.Sha256;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A public Ed25519 key (RFC 8032) whose models are taken.
 *
 * @param name whose it is: 1 to 64 letters, digits, dots, dashes or underscores
 * @param key the 32 bytes of the key in Base64
 * @param notAfter the moment from which nothing signed with it is imported any more, or null for
 *     never; what was imported before goes on serving
 */
public record TrustedKey(String name, String key, @Nullable Instant notAfter) {
  static final int BYTES = 32;
  private static final Pattern LINE =
      Pattern.compile(
          "ed25519 ([A-Za-z0-9+/]{43}=) ([A-Za-z0-9][A-Za-z0-9._-]{0,63})(?: not-after (\\S+))?");

  public TrustedKey {
    if (!LINE.matcher("ed25519 " + key + " " + name).matches()
        || Base64.getDecoder().decode(key).length != BYTES) {
      throw new IllegalArgumentException("'" + name + "' with '" + key + "' is no public key");
    }
  }

  /**
   * Reads {@code ed25519 KEY NAME} or {@code ed25519 KEY NAME not-after 2027-01-01T00:00:00Z}.
   *
   * @throws IllegalArgumentException saying what is allowed
   */
  public static TrustedKey parse(String line) {
    Matcher read = LINE.matcher(line.strip());
    if (!read.matches()) {
      throw new IllegalArgumentException(
          "'%.120s' is no public key; a key is one line: ed25519 KEY NAME".formatted(line.strip()));
    }
    try {
      String until = read.group(3);
      return new TrustedKey(
          read.group(2), read.group(1), until == null ? null : Instant.parse(until));
    } catch (DateTimeException noTime) {
      throw new IllegalArgumentException(
          "'%.60s' is no time; write it as 2027-01-01T00:00:00Z".formatted(read.group(3)), noTime);
    }
  }

  /** One line, as {@link #parse} reads it. */
  public String line() {
    return "ed25519 " + key + " " + name + (notAfter == null ? "" : " not-after " + notAfter);
  }

  /** SHA-256 of the key, 64 hexadecimal digits. */
  public String id() {
    return Sha256.of(raw());
  }

  byte[] raw() {
    return Base64.getDecoder().decode(key);
  }
}
