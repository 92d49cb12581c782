package io.sluice.gateway.config.imports;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlFactory;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;
import io.sluice.gateway.options.SourceFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads TOML into nodes with places. The TOML library tells none, so each value is looked up in the
 * text by its key and itself, going forward as the values do.
 */
final class TomlTree {
  private static final int DEEPEST = 60;
  private static final TomlMapper TOML =
      new TomlMapper(
          TomlFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
              .build());

  private final SourceFile file;
  private final String text;
  private final int[] starts;
  private int from;

  private TomlTree(SourceFile file) {
    this.file = file;
    this.text = withoutComments(file);
    this.starts =
        IntStream.concat(
                IntStream.of(0),
                IntStream.range(0, text.length())
                    .filter(i -> text.charAt(i) == '\n')
                    .map(i -> i + 1))
            .toArray();
  }

  /** The file's tree; empty where the harvest says why not. */
  static Optional<Node> read(SourceFile file, Harvest into) {
    try {
      return Optional.of(new TomlTree(file).node(TOML.readTree(file.text()), "", 0));
    } catch (JsonProcessingException wrong) {
      JsonLocation where = wrong.getLocation();
      Position at =
          where == null || where.getLineNr() < 1
              ? file.whole()
              : file.at(
                  Math.min(where.getLineNr(), file.lines().size()),
                  Math.max(1, where.getColumnNr()));
      String said = wrong.getOriginalMessage().lines().findFirst().orElse("");
      into.unreadable(at, Code.IMPORT_SHAPE, "is not TOML: " + said);
      return Optional.empty();
    }
  }

  private Node node(JsonNode json, String key, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalStateException("the parser lets nothing through that is so deep");
    }
    if (json.isObject()) {
      int begun = from;
      List<Node.Field> fields = new ArrayList<>();
      for (Map.Entry<String, JsonNode> field : json.properties()) {
        Node value = node(field.getValue(), field.getKey(), depth + 1);
        fields.add(new Node.Field(value.at(), field.getKey(), value));
      }
      return new Node.Section(fields.isEmpty() ? at(begun) : fields.get(0).at(), fields);
    }
    if (json.isArray()) {
      List<Node> items = new ArrayList<>();
      Position at = arrayOfValues(json) ? find(key, "\\[") : at(from);
      for (JsonNode item : json) {
        items.add(
            item.isContainerNode()
                ? node(item, key, depth + 1)
                : new Node.Text(at, item.asText(), item.isTextual()));
      }
      return new Node.Items(at, items);
    }
    String value = json.asText();
    return new Node.Text(find(key, "[\"']?" + Pattern.quote(value)), value, json.isTextual());
  }

  private static boolean arrayOfValues(JsonNode array) {
    return !array.isEmpty() && !array.get(0).isContainerNode();
  }

  /** The next place of a key with this value; numbers may be written otherwise than they read. */
  private Position find(String key, String value) {
    String quoted = "(?<![\\w.-])[\"']?" + Pattern.quote(key) + "[\"']?\\s*=\\s*";
    Matcher exact = Pattern.compile(quoted + "(" + value + ")").matcher(text);
    if (exact.find(from) || exact.find(0)) {
      from = exact.end();
      return at(exact.start(1));
    }
    Matcher loose = Pattern.compile(quoted).matcher(text);
    if (loose.find(from)) {
      from = loose.end();
      return at(loose.end());
    }
    return at(from);
  }

  private Position at(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    int line = found >= 0 ? found : -found - 2;
    return file.at(line + 1, text.codePointCount(starts[line], offset) + 1);
  }

  /** Comment lines as blanks, so that nothing is found in them. */
  private static String withoutComments(SourceFile file) {
    return file.lines().stream()
        .map(line -> line.stripLeading().startsWith("#") ? " ".repeat(line.length()) : line)
        .collect(Collectors.joining("\n"));
  }
}
