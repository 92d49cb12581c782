package io.sluice.gateway.options;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps what looks like a secret out of everything that is printed. */
public final class Masking {
  private static final String WORDS =
      "pass?w(?:or)?[dt]|pwd|kennwort|passphrase|secret|token|api-?key|private-key";
  private static final Pattern KEY =
      Pattern.compile("(?:.*[-_.])?(?:" + WORDS + ")", Pattern.CASE_INSENSITIVE);
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?<!\\$\\{)(?<![\\w-])([\"']?[\\w-]*(?:"
              + WORDS
              + ")[\"']?\\s*[:=]\\s*)([^,}&\\s][^,}&]*)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ALONE =
      Pattern.compile(
          "\\s*(?:- )?[\"']?[\\w-]*(?:" + WORDS + ")[\"']?\\s*:\\s*[|>]?[-+0-9]*\\s*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern IN_URL = Pattern.compile("(//[^/\\s:@]*:)([^/\\s@]+)(@)");

  private Masking() {}

  /** Whether an option of this name holds a secret. */
  public static boolean secretKey(String key) {
    return KEY.matcher(key).matches();
  }

  /** The value as it may be shown for this key. */
  static String value(String key, String value) {
    return secretKey(key) ? "***" : line(value);
  }

  /** A source line as it may be shown: secrets are stars, each other character keeps its column. */
  public static String line(String line) {
    Matcher written = WRITTEN.matcher(line);
    String masked =
        written.replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(1)
                        + (found.group(2).contains("${secret:")
                            ? found.group(2)
                            : "*".repeat(found.group(2).length()))));
    return urls(masked);
  }

  /** A whole file as it may be shown; also a secret that goes on in the lines below its key. */
  public static String text(String text) {
    StringBuilder shown = new StringBuilder();
    int below = Integer.MAX_VALUE;
    for (String line : text.split("\n", -1)) {
      int indent = line.length() - line.stripLeading().length();
      boolean inside = !line.isBlank() && indent > below;
      shown.append(shown.isEmpty() ? "" : "\n").append(inside ? "***" : line(line));
      if (!inside && !line.isBlank()) {
        below = ALONE.matcher(line).matches() ? indent : Integer.MAX_VALUE;
      }
    }
    return shown.toString();
  }

  /** The text with stars for passwords in URLs. */
  static String urls(String text) {
    return IN_URL
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(1) + "*".repeat(found.group(2).length()) + found.group(3)));
  }
}
