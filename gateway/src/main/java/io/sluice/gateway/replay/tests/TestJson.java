package io.sluice.gateway.replay.tests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Says what became of tests, for programs. */
public final class TestJson {
  private TestJson() {}

  /** One object: counts, tests, coverage. */
  public static ObjectNode of(RouteTests.Played played) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("tests", played.outcomes().size());
    json.put("failed", played.outcomes().stream().filter(one -> !one.good()).count());
    ArrayNode tests = json.putArray("outcomes");
    played.outcomes().forEach(one -> test(one, tests.addObject()));
    ObjectNode coverage = json.putObject("coverage");
    coverage.put("percent", played.coverage().percent());
    for (String kind : played.coverage().kinds()) {
      ObjectNode part = coverage.putObject(kind);
      part.put("number", played.coverage().number(kind));
      ArrayNode untouched = part.putArray("untouched");
      played.coverage().untouched(kind).forEach(untouched::add);
    }
    return json;
  }

  private static void test(TestOutcome outcome, ObjectNode json) {
    json.put("file", outcome.test().file().toString());
    json.put("line", outcome.test().at().line());
    json.put("test", outcome.test().name());
    json.put("good", outcome.good());
    json.put("plantSeconds", outcome.plantTime().toMillis() / 1e3);
    json.put("wallSeconds", outcome.wallTime().toMillis() / 1e3);
    json.put("broken", outcome.broken());
    ArrayNode misses = json.putArray("misses");
    for (Miss miss : outcome.misses()) {
      misses
          .addObject()
          .put("path", miss.at().file().name())
          .put("line", miss.at().line())
          .put("column", miss.at().column())
          .put("expected", miss.expected())
          .put("received", miss.received());
    }
  }
}
