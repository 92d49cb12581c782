package io.sluice.gateway.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a gateway keeps its data and listens, read from a gateway.yaml that may be broken: whoever
 * wants to know how the gateway is doing wants it most when a file is.
 *
 * @param data its data directory
 * @param listen where its pages are
 */
public record Whereabouts(Path data, ListenAddress listen) {
  private static final ListenAddress USUAL = new ListenAddress("127.0.0.1", 8080);
  private static final Pattern DATA =
      Pattern.compile("(?m)^data:[ \\t]*(?:\"([^\"\\n]+)\"|'([^'\\n]+)'|([^\"'#\\s]+))");
  private static final Pattern LISTEN = Pattern.compile("listen:[ \\t]*[\"']?([^\\s\"'},#]+)");

  /** As gateway.yaml says, line by line; as it is usually where it does not. */
  static Whereabouts guess(Snapshot files) {
    byte[] bytes = files.files().get("config/gateway.yaml");
    String text = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    return new Whereabouts(Path.of(find(DATA, text).orElse("data")), listen(text));
  }

  private static ListenAddress listen(String text) {
    try {
      return find(LISTEN, text).map(ListenAddress::parse).orElse(USUAL);
    } catch (IllegalArgumentException none) {
      return USUAL;
    }
  }

  private static Optional<String> find(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    if (found.find()) {
      for (int group = 1; group <= found.groupCount(); group++) {
        if (found.group(group) != null) {
          return Optional.of(found.group(group));
        }
      }
    }
    return Optional.empty();
  }
}
