package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Problems;
import io.sluice.gateway.options.RecordReader;
import io.sluice.gateway.options.Secrets;
import io.sluice.gateway.options.SourceFile;
import io.sluice.gateway.options.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What steps may say, and what Camel then gets. */
class RouteStepsTest {
  private static final String CEL =
      "expression: {language: {language: cel, expression: 'a.b > 1'}}";

  private final Problems problems = new Problems();
  private final RouteGuard guard;

  RouteStepsTest() {
    List<Scheme> schemes = new ArrayList<>(CamelSchemes.builtIn());
    schemes.add(Scheme.to("spool", "spools", Scheme.NoParameters.class));
    ExternalComponent.of("nats").map(Scheme::external).ifPresent(schemes::add);
    guard =
        new RouteGuard(
            problems, new Endpoints(schemes, problems, new RecordReader(problems, Secrets.none())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- filter: {" + CEL + ", steps: [{log: x}]}",
        "- filter: {language: {language: cel, expression: 'a.b > 1'}, steps: [{log: x}]}",
        "- filter: {" + CEL + ", steps: [{stop: {}}]}",
        "- choice: {when: [{" + CEL + ", steps: [{log: x}]}], otherwise: {steps: [{log: y}]}}",
        "- choice: {when: [{" + CEL + ", steps: [{to: 'spool:a'}]}]}",
        "- multicast: {steps: [{to: 'log:a'}, {to: 'spool:a'}]}",
        "- wireTap: log:a",
        "- wireTap: {uri: 'nats:subject', parameters: {servers: 'h:4222'}}",
        "- setHeader: {name: plant, expression: {constant: north}}",
        "- setHeader: {name: plant, constant: north}",
        "- setHeader: {name: plant, constant: {expression: north}}",
        "- removeHeader: plant",
        "- removeHeader: {name: plant}",
        "- removeHeaders: '*'",
        "- removeHeaders: {pattern: 'plant*'}",
        "- to: {id: to-1, description: words, uri: 'log:a'}",
        "- stop: {}",
        "- stop:",
      })
  void whatWatchingAndChoosingNeedIsAllowed(String steps) {
    read("timer:a", steps);
    assertThat(problems.sorted()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- filter: {simple: '1 == 1', steps: [{log: x}]}",
        "- filter: {expression: {simple: '1 == 1'}, steps: [{log: x}]}",
        "- filter: {expression: {groovy: '1', language: {language: cel, expression: a}}, steps: []}",
        "- filter: {language: {language: groovy, expression: '1'}, steps: [{log: x}]}",
        "- filter: {language: {language: cel-scan, expression: 'a.b > 1'}, steps: [{log: x}]}",
        "- filter: {constant: 'true', steps: [{log: x}]}",
        "- filter: {steps: [{log: x}]}",
        "- choice: {when: [{header: x, steps: [{log: x}]}]}",
        "- setHeader: {name: a, simple: x}",
        "- setHeader: {name: a, language: {language: cel, expression: 'a.b > 1'}}",
      })
  void anotherLanguageIsNoExpressionForARoute(String steps) {
    read("timer:a", steps);
    assertThat(problems.sorted()).extracting(Problem::code).containsOnly(Code.ROUTE_CONDITION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CamelHttpUri",
        "camelFileName",
        "CAMELBEANMETHODNAME",
        "org.apache.camel.X",
        "Org.Apache.x",
        "JMSReplyTo",
        "a b",
        "x:y"
      })
  void aHeaderThatCommandsIsNoHeaderForARoute(String name) {
    read("timer:a", "- setHeader: {name: '" + name + "', constant: x}");
    assertThat(problems.sorted()).extracting(Problem::code).containsOnly(Code.ROUTE_HEADER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- filter: {" + CEL + "}",
        "- filter: {" + CEL + ", steps: []}\n        - stop: {}\n        - log: x",
        "- filter: {" + CEL + ", steps: [{to: 'spool:a'}, {stop: {}}]}",
        "- choice: {when: [{"
            + CEL
            + ", steps: [{to: 'spool:a'}]},"
            + " {"
            + CEL
            + ", steps: [{to: 'spool:b'}]}]}",
        "- choice: {otherwise: {steps: []}}",
        "- choice: {when: {" + CEL + ", steps: []}}",
        "- multicast: {steps: [{stop: {}}]}",
        "- multicast: {steps: [{log: x}], aggregationStrategy: '#class:Evil'}",
        "- multicast: {steps: [{log: x}], executorService: pool}",
        "- multicast: {steps: [{log: x}], onPrepare: '#bean:x'}",
        "- wireTap: {uri: 'log:a', dynamicUri: 'true'}",
        "- wireTap: {uri: 'log:a', onPrepare: '#x'}",
        "- wireTap: {parameters: {}}",
        "- stop: now",
        "- removeHeaders: {pattern: '*', excludePattern: 'Camel*'}",
        "- setHeader: {constant: x}",
      })
  void anythingElseIsNoShapeOfAStep(String steps) {
    read("timer:a", steps);
    assertThat(problems.sorted()).extracting(Problem::code).containsOnly(Code.ROUTE_SHAPE);
  }

  @Test
  void aTapCannotTakeScansToADetector() {
    read("timer:a", "- wireTap: spool:a");
    assertThat(problems.sorted()).extracting(Problem::code).containsOnly(Code.ROUTE_STEP);
  }

  @Test
  void nestingAndNumberOfStepsAreBounded() {
    String open = "- multicast: {steps: [";
    read("timer:a", open + "{multicast: {steps: [".repeat(9) + "{log: x}" + "]}}".repeat(9) + "]}");
    read("timer:b", "- log: x\n        ".repeat(201).stripTrailing());
    read("timer:c", "- multicast: {steps: [" + "{log: x},".repeat(17) + "]}");
    assertThat(problems.sorted()).hasSize(3);
  }

  @Test
  void aTapHasAFixedTargetAndNamesOfStepsAreLeftOut() {
    CheckedRoute route =
        read("timer:a", "- wireTap: log:a\n        - to: {id: x, description: y, uri: 'log:b'}");
    assertThat(route.text())
        .contains(
            "[{\"wireTap\":{\"uri\":\"log:a\",\"dynamicUri\":\"false\"}},{\"to\":{\"uri\":\"log:b\"}}]");
  }

  @Test
  void onlyTheBranchThatKeepsRecordsTakesTheEndOfTheRoute() {
    String text =
        read(
                "timer:a",
                "- choice: {when: [{"
                    + CEL
                    + ", steps: [{log: x}]},"
                    + " {"
                    + CEL
                    + ", steps: [{filter: {"
                    + CEL
                    + ", steps: [{to: 'spool:a'}]}}]}]}")
            .text();
    assertThat(text.split("\"cel-scan\"", -1)).hasSize(2);
    assertThat(text.split("\"cel\"", -1)).hasSize(3);
    assertThat(text.indexOf("cel-scan")).isLessThan(text.indexOf("\"cel\""));
  }

  @Test
  void aRouteThatIsFedFromOutsideLosesAllHeadersFirst() {
    assertThat(read("nats:subject", "- log: x").text())
        .contains("\"steps\":[{\"removeHeaders\":{\"pattern\":\"*\"}},{\"log\":\"x\"}]");
    assertThat(read("timer:a", "- log: x").text()).doesNotContain("removeHeaders");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nats:subject?connection=x",
        "nats:subject?exceptionHandler=x",
        "nats:subject?servers=a:1&traceConnection=x"
      })
  void aForeignComponentTakesListedParametersOnly(String uri) {
    read("timer:a", "- to: " + uri);
    assertThat(problems.sorted()).extracting(Problem::code).containsOnly(Code.UNKNOWN_KEY);
  }

  private int number;

  private CheckedRoute read(String from, String steps) {
    String text =
        """
        - route:
            id: r%d
            from:
              uri: %s
              steps:
                %s
        """
            .formatted(number++, from, steps);
    SourceFile file = new SourceFile("x.camel.yaml", text);
    return new YamlReader(problems)
        .read(file)
        .map(node -> guard.check(Path.of(file.name()), node).routes().get(0))
        .orElseThrow(() -> new AssertionError(problems.sorted()));
  }
}
