package io.sluice.gateway.config;

import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads the steps that set and remove headers. A header whose name Camel or a broker's client
 * understands can redirect a message or choose a method, so a route cannot set one.
 */
final class RouteHeaders {
  private static final List<String> COMMANDING =
      List.of("camel", "org.apache", "org-apache", "jms");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,63}");
  private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9._-]{0,63}\\*?");

  private final RouteShapes shapes;
  private final RouteExpressions expressions;

  RouteHeaders(RouteShapes shapes, RouteExpressions expressions) {
    this.shapes = shapes;
    this.expressions = expressions;
  }

  void set(Node.Field step, Node.Section section) {
    shapes.text(section, "name", step.at()).ifPresent(this::settable);
    expressions.constant(section, step.at());
  }

  void removeOne(Node.Field step) {
    removed(step, "name");
  }

  void removeSome(Node.Field step) {
    removed(step, "pattern");
  }

  private void removed(Node.Field step, String key) {
    if (step.value() instanceof Node.Text text && !text.nothing()) {
      pattern(text);
      return;
    }
    shapes
        .section(step.value(), "a header's name")
        .ifPresent(
            section -> {
              shapes.onlyKeys(
                  section, List.of(key, "id", "description"), Code.ROUTE_SHAPE, "in " + step.key());
              shapes.text(section, key, step.at()).ifPresent(this::pattern);
            });
  }

  private void pattern(Node.Text text) {
    if (!NAMES.matcher(text.value()).matches()) {
      shapes
          .problems()
          .error(
              text.at(),
              Code.ROUTE_HEADER,
              "\"" + text.value() + "\" names no header; allowed is a name, or its begin with *");
    }
  }

  private void settable(Node.Text name) {
    String lower = name.value().toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name.value()).matches()) {
      shapes
          .problems()
          .error(
              name.at(),
              Code.ROUTE_HEADER,
              "\"" + name.value() + "\" is no header's name; allowed are letters, digits, . _ -");
    } else if (COMMANDING.stream().anyMatch(lower::startsWith)) {
      shapes
          .problems()
          .error(
              name.at(),
              Code.ROUTE_HEADER,
              "the header "
                  + name.value()
                  + " commands Camel or a client; allowed are names that do not begin with Camel,"
                  + " org.apache or JMS");
    }
  }
}
