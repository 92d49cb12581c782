package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.options.Problems;
import io.sluice.gateway.options.RecordReader;
import io.sluice.gateway.options.Secrets;
import io.sluice.gateway.options.SourceFile;
import io.sluice.gateway.options.YamlReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Camel reads what the guard has read, in a form with one reading only. */
class CheckedRouteTest {
  private static final String BLOCK =
      """
      # watches nothing
      - route:
          id: tick
          from:
            uri: timer:tick
            parameters: {period: 0x3e8}
            steps:
              - log: {message: "it is ${routeId}: \\u00e9 # no comment", loggingLevel: INFO}
      """;
  private static final String FLOW =
      """
      [{route: {'id': "tick", from: {uri: 'timer:tick', parameters: {period: "0x3e8"},
        steps: [{log: {message: 'it is ${routeId}: é # no comment', loggingLevel: INFO}}]}}}]
      """;

  @Test
  void everyScalarIsAQuotedText() {
    assertThat(route(BLOCK).text())
        .isEqualTo(
            "[{\"route\":{\"id\":\"tick\",\"from\":{\"uri\":\"timer:tick\",\"parameters\":"
                + "{\"period\":\"0x3e8\"},\"steps\":[{\"log\":{\"message\":"
                + "\"it is ${routeId}: é # no comment\",\"loggingLevel\":\"INFO\"}}]}}}]");
  }

  @Test
  void layoutAndCommentsMakeNoDifference() {
    assertThat(route(FLOW).text()).isEqualTo(route(BLOCK).text());
  }

  private static CheckedRoute route(String text) {
    Problems problems = new Problems();
    Endpoints endpoints =
        new Endpoints(CamelSchemes.builtIn(), problems, new RecordReader(problems, Secrets.none()));
    RouteGuard guard = new RouteGuard(problems, endpoints);
    SourceFile file = new SourceFile("tick.camel.yaml", text);
    return new YamlReader(problems)
        .read(file)
        .map(node -> guard.check(Path.of(file.name()), node))
        .map(RouteFile::routes)
        .filter(routes -> routes.size() == 1)
        .map(List::iterator)
        .orElseThrow(() -> new AssertionError(problems.sorted()))
        .next();
  }
}
