package io.sluice.analytics.models;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is signed of a model file: whose model, which version, and the hash of every other entry. A
 * few lines of text that need no parser: what it says is checked before any parser sees the rest.
 * Its SHA-256 is the model's id.
 *
 * @param detector name of the detector, as its maker calls it
 * @param version its maker's count of versions, 1 or more
 * @param content SHA-256 of each entry by name
 */
record ModelManifest(String detector, int version, Map<String, String> content) {
  static final String NAME = "manifest.txt";
  static final int FORMAT = 2;
  private static final int MOST_BYTES = 64 << 10;
  private static final String HEAD = "sluice model ";
  private static final Pattern LINES =
      Pattern.compile(
          "sluice model (\\d{1,4})\ndetector ([A-Za-z0-9][A-Za-z0-9_.-]{0,99})\n"
              + "version ([1-9]\\d{0,8})\n((?:[a-z0-9./]{1,100} [0-9a-f]{64}\n){1,250})");

  ModelManifest {
    content = java.util.Collections.unmodifiableMap(new TreeMap<>(content));
  }

  static ModelManifest of(String detector, int version, Map<String, byte[]> entries) {
    Map<String, String> content = new TreeMap<>();
    entries.forEach((name, bytes) -> content.put(name, Sha256.of(bytes)));
    return new ModelManifest(detector, version, content);
  }

  byte[] bytes() {
    StringBuilder text = new StringBuilder(HEAD).append(FORMAT).append('\n');
    text.append("detector ").append(detector).append('\n');
    text.append("version ").append(version).append('\n');
    content.forEach((name, hash) -> text.append(name).append(' ').append(hash).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Reads what {@link #bytes} wrote, and nothing else. */
  static ModelManifest read(byte[] bytes) throws ModelException {
    if (bytes.length > MOST_BYTES) {
      throw new ModelException("has a manifest of " + bytes.length + " bytes");
    }
    Matcher lines = LINES.matcher(new String(bytes, StandardCharsets.US_ASCII));
    if (!lines.matches()) {
      throw new ModelException("has a manifest that is none");
    }
    if (Integer.parseInt(lines.group(1)) != FORMAT) {
      throw new ModelException(
          "has format " + lines.group(1) + ", this version reads formats 1 and " + FORMAT);
    }
    Map<String, String> content = new LinkedHashMap<>();
    lines
        .group(4)
        .lines()
        .forEach(line -> content.put(line.split(" ", 2)[0], line.split(" ", 2)[1]));
    return new ModelManifest(lines.group(2), Integer.parseInt(lines.group(3)), content);
  }

  /** Refuses entries that are not exactly those which were signed. */
  void require(Map<String, byte[]> entries) throws ModelException {
    if (!content.keySet().equals(entries.keySet())) {
      throw new ModelException(
          "holds " + entries.keySet() + " where " + content.keySet() + " were signed");
    }
    for (Map.Entry<String, byte[]> one : entries.entrySet()) {
      if (!Sha256.of(one.getValue()).equals(content.get(one.getKey()))) {
        throw new ModelException(
            "is damaged or was changed: " + one.getKey() + " is not what was signed");
      }
    }
  }
}
