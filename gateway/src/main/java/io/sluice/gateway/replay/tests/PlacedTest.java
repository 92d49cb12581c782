package io.sluice.gateway.replay.tests;

import io.sluice.gateway.config.tests.Expectation;
import io.sluice.gateway.config.tests.RouteTest;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;
import java.nio.file.Path;
import java.util.List;

/**
 * A test and where it is written.
 *
 * @param file the file as it was named
 * @param test what it says
 * @param written the same with the place of each part
 */
public record PlacedTest(Path file, RouteTest test, Node.Section written) {
  public String name() {
    return test.test();
  }

  /** Where the value below these keys stands, or the nearest place above it. */
  public Position at(String... path) {
    return at(written, path);
  }

  /** Where the value below these keys of an expectation stands, or the nearest place above it. */
  public Position atThen(int expectation, String... path) {
    return at(then(expectation), path);
  }

  /** An expectation as it is written. */
  Node then(int expectation) {
    return items("then").get(expectation);
  }

  /** The parts of a list; a single value is a list of one. */
  List<Node> items(String... path) {
    Node list = written.get(path).orElse(written);
    return list instanceof Node.Items items ? items.nodes() : List.of(list);
  }

  List<Expectation> expectations() {
    return test.then();
  }

  /** A file that the test names. */
  Path beside(String name) {
    Path folder = file.getParent();
    return folder == null ? Path.of(name) : folder.resolve(name);
  }

  private static Position at(Node from, String... path) {
    Node node = from;
    Position at = from.at();
    for (String key : path) {
      Node.Field field =
          node instanceof Node.Section section ? section.field(key).orElse(null) : null;
      if (field == null) {
        return at;
      }
      node = field.value();
      at = node.at();
    }
    return at;
  }
}
