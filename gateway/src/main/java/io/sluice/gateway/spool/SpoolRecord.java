package io.sluice.gateway.spool;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * One record to keep for the cloud.
 *
 * @param stream whose sequence it belongs to, such as {@code pump-1/summary}; up to 200 characters,
 *     none of them a control character, {@code +} or {@code #}
 * @param kind {@code summary}, {@code alarm}, {@code decision} …; {@code gap} is the spool's own
 * @param time what the record is about, in the plant's time
 * @param body the text of one JSON object
 */
public record SpoolRecord(String stream, String kind, Instant time, String body) {
  /** The kind of a record that declares lost ones. */
  public static final String GAP = "gap";

  private static final Pattern STREAM = Pattern.compile("[^\\p{Cntrl}+#/][^\\p{Cntrl}+#]{0,199}");
  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  public SpoolRecord {
    if (!STREAM.matcher(stream).matches() || stream.endsWith("/")) {
      throw new IllegalArgumentException(
          "stream is '" + stream + "', must be a path of up to 200 characters without + and #");
    }
    if (!KIND.matcher(kind).matches() || kind.equals(GAP)) {
      throw new IllegalArgumentException(
          "kind is '" + kind + "', must be lower-case letters, digits and -, and not gap");
    }
    if (!body.startsWith("{") || !body.endsWith("}")) {
      throw new IllegalArgumentException(
          stream + ": body must be one JSON object, from { to }, and is " + shortened(body));
    }
  }

  private static String shortened(String body) {
    return body.length() <= 60 ? body : body.substring(0, 60) + " …";
  }
}
