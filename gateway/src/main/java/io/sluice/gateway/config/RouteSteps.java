package io.sluice.gateway.config;

import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the steps of a route, nested ones too. When a route ends, its steps hand on what they still
 * hold; the rules about branches and {@code stop} keep that way open.
 */
final class RouteSteps {
  static final List<String> NAMES =
      List.of(
          "to",
          "log",
          "filter",
          "choice",
          "multicast",
          "wireTap",
          "setHeader",
          "removeHeader",
          "removeHeaders",
          "stop");

  /** Steps that hold records, or lead to such. */
  static final Set<String> KEEPERS = Set.of("setpoint", "summary", "spool", "direct", "seda");

  private static final int MOST_STEPS = 200;
  private static final int MOST_BRANCHES = 16;
  private static final int DEEPEST = 8;
  static final List<String> TO = List.of("uri", "parameters", "id", "description");
  static final List<String> LOG = List.of("message", "loggingLevel", "id", "description");
  private static final Pattern LEVEL = Pattern.compile("TRACE|DEBUG|INFO|WARN|ERROR");

  private final RouteShapes shapes;
  private final Endpoints endpoints;
  private final RouteContent content;
  private final RouteExpressions expressions;
  private final RouteHeaders headers;
  private String route = "";
  private int steps;

  RouteSteps(RouteShapes shapes, Endpoints endpoints, RouteContent content) {
    this.shapes = shapes;
    this.endpoints = endpoints;
    this.content = content;
    this.expressions = new RouteExpressions(shapes, content);
    this.headers = new RouteHeaders(shapes, expressions);
  }

  /**
   * What stands in a list of steps.
   *
   * @param keeper the first step that holds records
   * @param stop the first {@code stop} of the list itself
   */
  private record Held(@Nullable Position keeper, @Nullable Position stop) {
    static final Held NOTHING = new Held(null, null);

    Held and(Held other) {
      return new Held(keeper == null ? other.keeper : keeper, stop == null ? other.stop : stop);
    }

    Held inside() {
      return new Held(keeper, null);
    }
  }

  /** Reads all steps of one route. */
  void read(String id, Node node) {
    route = id;
    steps = 0;
    list(node, 1);
  }

  private Held list(Node node, int depth) {
    Node.Items items = shapes.items(node, "a list of steps, each with a dash,").orElse(null);
    if (items == null) {
      return Held.NOTHING;
    }
    if (depth > DEEPEST) {
      shapes.refuse(node.at(), "steps are nested more than " + DEEPEST + " deep");
      return Held.NOTHING;
    }
    Held all = Held.NOTHING;
    for (Node step : items.nodes()) {
      if (all.stop() != null) {
        shapes.refuse(step.at(), "this step is never reached; stop ends the route before it");
        break;
      }
      if (++steps == MOST_STEPS + 1) {
        shapes.refuse(step.at(), "the route has more than " + MOST_STEPS + " steps");
      }
      all = all.and(step(step, depth));
    }
    return all;
  }

  private Held step(Node step, int depth) {
    Node.Section section = shapes.section(step, "a step, as to or log,").orElse(null);
    if (section == null) {
      return Held.NOTHING;
    }
    shapes.onlyKeys(section, NAMES, Code.ROUTE_STEP, "in the steps of a route");
    if (section.fields().size() > 1) {
      shapes.refuse(
          section.fields().get(1).at(),
          "a step is one thing; the next begins with a dash of its own");
    }
    Held held = Held.NOTHING;
    for (Node.Field field : section.fields()) {
      held = held.and(step(field, depth));
    }
    return held;
  }

  private Held step(Node.Field step, int depth) {
    switch (step.key()) {
      case "to" -> {
        return to(step);
      }
      case "filter" -> {
        return filter(step, depth);
      }
      case "choice" -> {
        return choice(step, depth);
      }
      case "multicast" -> {
        return multicast(step, depth);
      }
      case "stop" -> {
        return stop(step);
      }
      case "wireTap" -> wireTap(step);
      case "log" -> log(step);
      case "setHeader" ->
          keyed(step, "name and constant", "name", RouteExpressions.KEYS)
              .ifPresent(section -> headers.set(step, section));
      case "removeHeader" -> headers.removeOne(step);
      case "removeHeaders" -> headers.removeSome(step);
      default -> {}
    }
    return Held.NOTHING;
  }

  private Held to(Node.Field to) {
    return endpoint(to)
        .filter(use -> KEEPERS.contains(use.scheme().name()))
        .map(use -> new Held(use.at(), null))
        .orElse(Held.NOTHING);
  }

  private Optional<RouteUse> endpoint(Node.Field step) {
    Optional<RouteUse> use;
    if (step.value() instanceof Node.Text uri && !uri.nothing()) {
      use = endpoints.read(route, RouteUse.End.TO, uri, null);
    } else {
      use =
          shapes
              .section(step.value(), "a URI, or uri and parameters")
              .flatMap(section -> endpoint(step, section));
    }
    use.ifPresentOrElse(content.uses()::add, () -> content.unread().add(route));
    return use;
  }

  private Optional<RouteUse> endpoint(Node.Field step, Node.Section section) {
    shapes.onlyKeys(section, TO, Code.ROUTE_SHAPE, "in " + step.key());
    return shapes
        .text(section, "uri", step.at())
        .flatMap(
            uri ->
                endpoints.read(
                    route, RouteUse.End.TO, uri, section.get("parameters").orElse(null)));
  }

  private Held filter(Node.Field step, int depth) {
    content.gaps().add(new RouteContent.Gap(route, "filter", step.at()));
    return keyed(step, "expression and steps", "steps", RouteExpressions.KEYS)
        .map(section -> conditional(step, section, depth).inside())
        .orElse(Held.NOTHING);
  }

  private Held conditional(Node.Field step, Node.Section section, int depth) {
    expressions.condition(route, section, step.at());
    return branch(step, section, depth);
  }

  private Held branch(Node.Field step, Node.Section section, int depth) {
    Node.Field steps = section.field("steps").orElse(null);
    if (steps == null) {
      shapes.refuse(step.at(), step.key() + " has no steps");
      return Held.NOTHING;
    }
    Held held = list(steps.value(), depth + 1);
    if (held.keeper() != null && held.stop() != null) {
      shapes.refuse(
          held.stop(),
          "stop cannot stand beside setpoint, summary, spool, direct or seda; what they still hold"
              + " when the route ends could not leave");
    }
    return held;
  }

  private Held choice(Node.Field step, int depth) {
    content.gaps().add(new RouteContent.Gap(route, "choice", step.at()));
    Node.Section section =
        keyed(step, "when and otherwise", "when", List.of("otherwise")).orElse(null);
    if (section == null) {
      return Held.NOTHING;
    }
    List<Held> branches = new ArrayList<>();
    Node.Field when = section.field("when").orElse(null);
    if (when == null) {
      shapes.refuse(step.at(), "choice has no when");
    } else {
      shapes
          .items(when.value(), "a list of branches, each with a dash,")
          .ifPresent(items -> whens(items, depth, branches));
    }
    section
        .field("otherwise")
        .flatMap(
            other -> keyed(other, "steps", "steps", List.of()).map(s -> branch(other, s, depth)))
        .ifPresent(branches::add);
    return oneKeeps(branches);
  }

  private void whens(Node.Items items, int depth, List<Held> branches) {
    if (items.nodes().size() > MOST_BRANCHES) {
      shapes.refuse(items.at(), "more than " + MOST_BRANCHES + " branches");
      return;
    }
    for (Node node : items.nodes()) {
      Node.Field when = new Node.Field(node.at(), "when", node);
      keyed(when, "expression and steps", "steps", RouteExpressions.KEYS)
          .ifPresent(section -> branches.add(conditional(when, section, depth)));
    }
  }

  /** The end of a route can take one branch only. */
  private Held oneKeeps(List<Held> branches) {
    List<Position> keepers = new ArrayList<>();
    for (Held branch : branches) {
      if (branch.keeper() != null) {
        keepers.add(branch.keeper());
      }
    }
    if (keepers.size() > 1) {
      shapes.refuse(
          keepers.get(1),
          "a second branch of the choice has setpoint, summary, spool, direct or seda; one may,"
              + " so that what they hold when the route ends can leave: use filter for each");
    }
    return keepers.isEmpty() ? Held.NOTHING : new Held(keepers.get(0), null);
  }

  private Held multicast(Node.Field step, int depth) {
    Node.Section section = keyed(step, "steps", "steps", List.of()).orElse(null);
    if (section == null) {
      return Held.NOTHING;
    }
    if (section.get("steps").orElse(null) instanceof Node.Items items
        && items.nodes().size() > MOST_BRANCHES) {
      shapes.refuse(items.at(), "more than " + MOST_BRANCHES + " branches");
    }
    Held held = branch(step, section, depth);
    if (held.stop() != null) {
      shapes.refuse(held.stop(), "stop cannot stand in a multicast");
    }
    return held.inside();
  }

  private Held stop(Node.Field step) {
    content.gaps().add(new RouteContent.Gap(route, "stop", step.at()));
    boolean plain =
        (step.value() instanceof Node.Text text && text.nothing())
            || (step.value() instanceof Node.Section section && section.fields().isEmpty());
    if (!plain) {
      shapes.wrong(step.value(), "stop has nothing behind it but {}, not ");
    }
    return new Held(null, step.at());
  }

  /** A tap goes on in other threads, where the order of scans is lost. */
  private void wireTap(Node.Field step) {
    endpoint(step)
        .filter(use -> !Set.of("log", "seda").contains(use.scheme().name()))
        .filter(use -> !use.scheme().isExternal())
        .ifPresent(
            use ->
                shapes
                    .problems()
                    .error(
                        use.at(),
                        Code.ROUTE_STEP,
                        "wireTap cannot go to "
                            + use.scheme().name()
                            + ":, as it loses the order of scans; allowed: log, seda and"
                            + " components of gateway.yaml"));
  }

  private void log(Node.Field log) {
    if (log.value() instanceof Node.Text) {
      return;
    }
    shapes
        .section(log.value(), "a message")
        .ifPresent(
            section -> {
              shapes.onlyKeys(section, LOG, Code.ROUTE_SHAPE, "in log");
              section
                  .text("loggingLevel")
                  .filter(level -> !LEVEL.matcher(level.value()).matches())
                  .ifPresent(this::level);
            });
  }

  private void level(Node.Text level) {
    shapes
        .problems()
        .error(
            level.at(),
            Code.UNKNOWN_CHOICE,
            "loggingLevel \""
                + level.value()
                + "\" is unknown; allowed: TRACE, DEBUG, INFO, WARN, ERROR");
  }

  /** A step's section that has these keys only. */
  private Optional<Node.Section> keyed(
      Node.Field step, String needed, String first, List<String> more) {
    List<String> keys = new ArrayList<>(List.of(first));
    keys.addAll(more);
    keys.addAll(List.of("id", "description"));
    Optional<Node.Section> section = shapes.section(step.value(), needed);
    section.ifPresent(one -> languages(step, one, keys));
    return section;
  }

  /** Another language is a likely slip and has a message of its own. */
  private void languages(Node.Field step, Node.Section section, List<String> keys) {
    boolean condition = keys.contains("constant");
    List<Node.Field> known = new ArrayList<>();
    for (Node.Field field : section.fields()) {
      if (condition && RouteExpressions.OTHERS.contains(field.key())) {
        expressions.otherLanguage(field);
      } else {
        known.add(field);
      }
    }
    shapes.onlyKeys(
        new Node.Section(section.at(), known), keys, Code.ROUTE_SHAPE, "in " + step.key());
  }
}
