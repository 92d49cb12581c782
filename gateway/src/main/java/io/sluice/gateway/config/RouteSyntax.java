package io.sluice.gateway.config;

import io.sluice.gateway.options.Choices;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** The words of route files as the route guard lets them through, for whoever describes them. */
public final class RouteSyntax {
  private RouteSyntax() {}

  /** Steps of a route. */
  public static List<String> steps() {
    return RouteSteps.NAMES;
  }

  /** Keys of a route. */
  public static List<String> route() {
    return RouteGuard.ROUTE;
  }

  /** Keys of a route's beginning. */
  public static List<String> from() {
    return RouteGuard.FROM;
  }

  /** Keys of a step that goes to an endpoint. */
  public static List<String> to() {
    return RouteSteps.TO;
  }

  /** Keys of a step that logs. */
  public static List<String> log() {
    return RouteSteps.LOG;
  }

  /** How important a line of the log can be, as Camel spells it. */
  public static List<String> levels() {
    return Choices.of(CamelSchemes.Level.class).words().stream()
        .map(word -> word.toUpperCase(Locale.ROOT))
        .toList();
  }

  /**
   * A component of Camel that gateway.yaml may allow.
   *
   * @param parameters what a route may set, as Camel spells it
   */
  public record External(Scheme scheme, List<String> parameters) {}

  /** All that gateway.yaml may allow, in order of name. */
  public static List<External> external() {
    return ExternalComponent.names().stream()
        .map(ExternalComponent::of)
        .flatMap(Optional::stream)
        .map(
            one -> new External(Scheme.external(one), List.copyOf(new TreeSet<>(one.parameters()))))
        .toList();
  }
}
