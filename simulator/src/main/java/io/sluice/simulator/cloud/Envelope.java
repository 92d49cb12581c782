package io.sluice.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * The part of a record that the cloud counts by.
 *
 * @param stream what numbers run in
 * @param seq number in the stream, 0 or more
 * @param redelivered marked as possibly sent before
 * @param lostFrom first number declared lost, larger than {@code lostTo} where none is
 * @param lostTo last number declared lost
 */
record Envelope(String stream, long seq, boolean redelivered, long lostFrom, long lostTo) {
  /** True where it declares numbers lost instead of being a record itself. */
  boolean gap() {
    return lostFrom <= lostTo;
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_NAME = 200;

  /**
   * Reads one JSON object.
   *
   * @throws IllegalArgumentException saying what is missing
   */
  static Envelope parse(byte[] payload) {
    JsonNode json = tree(payload);
    String stream = json.path("stream").asText("");
    if (stream.isEmpty() || stream.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("'stream' is missing or longer than " + LONGEST_NAME);
    }
    long seq = number(json, "seq");
    boolean redelivered = json.path("redelivered").asBoolean(false);
    if (!"gap".equals(json.path("kind").asText())) {
      return new Envelope(stream, seq, redelivered, 0, -1);
    }
    long from = number(json.path("body"), "from");
    long to = number(json.path("body"), "to");
    if (from > to) {
      throw new IllegalArgumentException("a gap from " + from + " to " + to + " is empty");
    }
    return new Envelope(stream, seq, redelivered, from, to);
  }

  private static JsonNode tree(byte[] payload) {
    try {
      return JSON.readTree(payload);
    } catch (IOException wrong) {
      throw new IllegalArgumentException("not JSON", wrong);
    }
  }

  private static long number(JsonNode json, String name) {
    JsonNode number = json.path(name);
    if (!number.isIntegralNumber() || !number.canConvertToLong() || number.asLong() < 0) {
      throw new IllegalArgumentException("'" + name + "' is " + number + ", must be 0 or more");
    }
    return number.asLong();
  }
}
