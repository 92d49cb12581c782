package io.sluice.gateway.config;

import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;
import io.sluice.gateway.options.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the two kinds of expression a route may have, in Camel's form: a condition in CEL and a
 * constant text. Every other language can reach code or headers.
 */
final class RouteExpressions {
  static final List<String> KEYS = List.of("expression", "language", "constant");

  /** Languages of Camel that somebody may try; they evaluate code, headers or properties. */
  static final Set<String> OTHERS =
      Set.of(
          "simple",
          "csimple",
          "header",
          "exchangeProperty",
          "variable",
          "method",
          "ref",
          "groovy",
          "js",
          "java",
          "joor",
          "python",
          "spel",
          "mvel",
          "ognl",
          "jq",
          "jsonpath",
          "xpath",
          "xquery",
          "tokenize",
          "xtokenize",
          "datasonnet",
          "hl7terser",
          "wasm",
          "cel");

  private static final String CEL = "{language: {language: cel, expression: \"pump_1.flow < 50\"}}";
  private static final List<String> LANGUAGE = List.of("language", "expression");

  private final RouteShapes shapes;
  private final RouteContent content;

  RouteExpressions(RouteShapes shapes, RouteContent content) {
    this.shapes = shapes;
    this.content = content;
  }

  /** The condition of a filter or when. */
  void condition(String route, Node.Section step, Position at) {
    language(step, at, "language", "a condition is written in cel")
        .flatMap(language -> shapes.section(language.value(), "language and expression"))
        .ifPresent(language -> cel(route, language, at));
  }

  /** The text of a header. */
  void constant(Node.Section step, Position at) {
    Node.Field constant =
        language(step, at, "constant", "a header is given a constant").orElse(null);
    if (constant == null || constant.value() instanceof Node.Text) {
      return;
    }
    shapes
        .section(constant.value(), "a text")
        .ifPresent(
            section -> {
              shapes.onlyKeys(section, List.of("expression"), Code.ROUTE_SHAPE, "in constant");
              shapes.text(section, "expression", constant.at());
            });
  }

  /** Tells of a language that no route may use. */
  void otherLanguage(Node.Field language) {
    refuse(language.at(), language.key(), "a condition is written in cel");
  }

  private void cel(String route, Node.Section language, Position at) {
    shapes.onlyKeys(language, LANGUAGE, Code.ROUTE_SHAPE, "in language");
    shapes
        .text(language, "language", at)
        .filter(name -> !name.value().equals("cel"))
        .ifPresent(name -> refuse(name.at(), name.value(), "a condition is written in cel"));
    shapes
        .text(language, "expression", at)
        .ifPresent(text -> content.conditions().add(new RouteCondition(route, text)));
  }

  /** The one allowed language, directly in the step or below {@code expression}. */
  private Optional<Node.Field> language(
      Node.Section step, Position at, String allowed, String rule) {
    Node.Section holder = step;
    Node.Field expression = step.field("expression").orElse(null);
    if (expression != null) {
      holder = shapes.section(expression.value(), allowed).orElse(null);
      if (holder == null) {
        return Optional.empty();
      }
      for (Node.Field field : holder.fields()) {
        if (!field.key().equals(allowed)) {
          refuse(field.at(), field.key(), rule);
          return Optional.empty();
        }
      }
    } else {
      Node.Field other =
          step.field(allowed.equals("language") ? "constant" : "language").orElse(null);
      if (other != null) {
        refuse(other.at(), other.key(), rule);
        return Optional.empty();
      }
    }
    Optional<Node.Field> found = holder.field(allowed);
    if (found.isEmpty() && step.fields().stream().noneMatch(f -> OTHERS.contains(f.key()))) {
      refuse(at, "nothing", rule);
    }
    return found;
  }

  private void refuse(Position at, String read, String rule) {
    String form = rule.endsWith("cel") ? CEL : "{constant: \"text\"}";
    shapes
        .problems()
        .add(
            Problem.error(at, Code.ROUTE_CONDITION, read + " stands where " + rule + ", as " + form)
                .fix("expression: " + form));
  }
}
