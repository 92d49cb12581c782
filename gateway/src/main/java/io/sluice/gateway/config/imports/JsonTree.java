package io.sluice.gateway.config.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;
import io.sluice.gateway.options.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads JSON into nodes that know their places; bounded in depth and in length of texts. */
final class JsonTree {
  private static final int DEEPEST = 60;
  private static final int LONGEST_TEXT = 256 * 1024;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_TEXT)
                  .maxNumberLength(100)
                  .build())
          .build();

  private final SourceFile file;
  private final JsonParser parser;

  private JsonTree(SourceFile file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /** The file's tree; empty where the harvest says why not. */
  static Optional<Node> read(SourceFile file, Harvest into) {
    try (JsonParser parser = FACTORY.createParser(file.text())) {
      JsonTree tree = new JsonTree(file, parser);
      if (parser.nextToken() == null) {
        into.unreadable(file.whole(), Code.IMPORT_SHAPE, "is empty; a JSON export is expected");
        return Optional.empty();
      }
      return Optional.of(tree.node());
    } catch (StreamConstraintsException tooMuch) {
      into.unreadable(
          at(file, tooMuch.getLocation()),
          Code.TOO_DEEP,
          "is nested deeper than " + DEEPEST + ", or a text is longer than 256 KB");
    } catch (JsonProcessingException wrong) {
      into.unreadable(
          at(file, wrong.getLocation()), Code.IMPORT_SHAPE, "is not JSON: " + reason(wrong));
    } catch (IOException impossible) {
      throw new IllegalStateException("a text in memory cannot fail to be read", impossible);
    }
    return Optional.empty();
  }

  private Node node() throws IOException {
    Position at = at(file, parser.currentTokenLocation());
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> section(at);
      case START_ARRAY -> items(at);
      case VALUE_STRING -> new Node.Text(at, parser.getText(), true);
      default -> new Node.Text(at, parser.getText(), false);
    };
  }

  private Node section(Position at) throws IOException {
    List<Node.Field> fields = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Position place = at(file, parser.currentTokenLocation());
      String key = parser.currentName();
      parser.nextToken();
      fields.add(new Node.Field(place, key, node()));
    }
    return new Node.Section(at, fields);
  }

  private Node items(Position at) throws IOException {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node());
    }
    return new Node.Items(at, items);
  }

  private static Position at(SourceFile file, JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? file.whole()
        : file.at(
            Math.min(location.getLineNr(), file.lines().size()),
            Math.max(1, location.getColumnNr()));
  }

  private static String reason(JsonProcessingException wrong) {
    String first = wrong.getOriginalMessage().lines().findFirst().orElse("");
    int end = first.indexOf(" (start marker");
    return (end > 0 ? first.substring(0, end) : first).replaceAll("[(]code [0-9]+[)]", "").strip();
  }
}
