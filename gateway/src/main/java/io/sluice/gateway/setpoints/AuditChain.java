package io.sluice.gateway.setpoints;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How audit lines hang together: each carries a number, the hash of the line before, and its own
 * SHA-256 over everything before it. It shows damage and careless edits; somebody who can rewrite
 * the whole file and its head can forge it, as there is no secret.
 */
final class AuditChain {
  /** What the first line of all names as the hash before it. */
  static final Link BEGIN = new Link(0, "0".repeat(64));

  private static final Pattern LINE =
      Pattern.compile(
          "(\\{\"seq\":(\\d{1,18}),\"prev\":\"([0-9a-f]{64})\",.*),\"hash\":\"([0-9a-f]{64})\"\\}");

  private AuditChain() {}

  /** The place of a line: its number, from 1, and its hash. */
  record Link(long seq, String hash) {
    @Override
    public String toString() {
      return seq + " " + hash;
    }

    static Link parse(String text) {
      String[] parts = text.strip().split(" ", -1);
      if (parts.length != 2
          || !parts[0].matches("\\d{1,18}")
          || !parts[1].matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException("'" + text + "' is not a line number and its hash");
      }
      return new Link(Long.parseLong(parts[0]), parts[1]);
    }
  }

  /** A line and its place. */
  record Linked(String line, Link link, String previous) {}

  static Linked append(Link before, String members) {
    long seq = before.seq() + 1;
    String open = "{\"seq\":" + seq + ",\"prev\":\"" + before.hash() + "\"," + members;
    String hash = hash(open);
    return new Linked(open + ",\"hash\":\"" + hash + "\"}", new Link(seq, hash), before.hash());
  }

  /**
   * Reads one line and checks it against its own hash.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static Linked read(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("it is not an audit line");
    }
    if (!hash(matcher.group(1)).equals(matcher.group(4))) {
      throw new IllegalArgumentException("its text does not match its hash");
    }
    Link link = new Link(Long.parseLong(matcher.group(2)), matcher.group(4));
    return new Linked(line, link, matcher.group(3));
  }

  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
