package io.sluice.gateway.config;

import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Problems;
import io.sluice.gateway.options.Quantity;
import io.sluice.gateway.options.QuantityRate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A setpoint writes a tag that may be written and is not safety, between bounds that lie inside the
 * tag's range, in the tag's unit. It reads what was written, so it also speaks where the entry has
 * other problems.
 */
final class SetpointMeaning implements Meaning {
  private static final List<List<String>> IN_UNIT =
      List.of(
          List.of("clamp", "low"),
          List.of("clamp", "high"),
          List.of("move", "max-step"),
          List.of("move", "max-rate"),
          List.of("move", "min-step"),
          List.of("read-back", "tolerance"));
  private static final List<List<String>> MORE_THAN_ZERO =
      List.of(List.of("move", "max-step"), List.of("move", "max-rate"));

  /**
   * A quantity and where it was written.
   *
   * @param per what a rate has behind its unit, as {@code /s}; else empty
   */
  private record Placed(Quantity quantity, String per, String key, Position at) {
    String text() {
      return quantity + per;
    }
  }

  @Override
  public void check(Draft draft) {
    Map<String, Node.Text> owners = new HashMap<>();
    for (Node.Field field : draft.written("setpoints")) {
      if (field.value() instanceof Node.Section setpoint) {
        setpoint.text("tag").ifPresent(tag -> alone(draft, field, tag, owners));
        writable(draft, setpoint, "heartbeat", "tag");
        Tag tag = writable(draft, setpoint, "tag");
        if (tag != null) {
          units(draft.problems(), setpoint, tag);
          range(draft.problems(), setpoint, tag);
        }
        order(draft.problems(), setpoint);
      }
    }
  }

  private static void alone(
      Draft draft, Node.Field field, Node.Text tag, Map<String, Node.Text> owners) {
    Node.Text first = owners.putIfAbsent(tag.value(), tag);
    if (first != null) {
      draft
          .problems()
          .error(
              tag.at(),
              Code.ALREADY_USED,
              field.key()
                  + " writes "
                  + tag.value()
                  + ", which the setpoint in "
                  + first.at()
                  + " writes already; one setpoint a tag");
    }
  }

  /** The tag that is named there, where it is known; tells where it cannot be written. */
  private static @Nullable Tag writable(Draft draft, Node.Section setpoint, String... path) {
    Node.Text name = setpoint.text(path).filter(text -> !text.nothing()).orElse(null);
    if (name == null || !draft.definedTag(name.value(), name.at())) {
      return null;
    }
    Tag tag = draft.tag(name.value()).map(TagLine::tag).orElse(null);
    if (tag == null) {
      return null;
    }
    if (tag.tagClass() == TagClass.SAFETY) {
      draft
          .problems()
          .error(
              name.at(),
              Code.SAFETY_TAG,
              tag.name() + " has class safety in its tag list; such a tag is never written");
      return null;
    }
    if (!tag.writable()) {
      draft
          .problems()
          .error(
              name.at(),
              Code.NOT_WRITABLE,
              tag.name() + " has access read in its tag list; a setpoint needs access write");
      return null;
    }
    return tag;
  }

  private static void units(Problems problems, Node.Section setpoint, Tag tag) {
    for (List<String> path : IN_UNIT) {
      placed(setpoint, path)
          .filter(value -> !value.quantity().unit().equals(tag.unit()))
          .filter(value -> !problems.told(value.at()))
          .ifPresent(value -> unit(problems, value, tag));
    }
  }

  private static void unit(Problems problems, Placed value, Tag tag) {
    String unit = tag.unit() + value.per();
    boolean spelling = value.quantity().unit().equalsIgnoreCase(tag.unit());
    String number = Quantity.number(value.quantity().value());
    boolean bare = value.quantity().unit().isEmpty();
    problems.add(
        Problem.error(
                value.at(),
                bare ? Code.UNIT_MISSING : Code.UNIT_MISMATCH,
                value.key()
                    + " is "
                    + value.text()
                    + (bare ? " without unit" : "")
                    + "; the unit of "
                    + tag.name()
                    + " is "
                    + (tag.unit().isEmpty() ? "none" : tag.unit())
                    + (value.per().isEmpty() ? "" : ", so " + unit))
            .fix(spelling || bare ? value.key() + ": " + number + " " + unit : null));
  }

  private static void range(Problems problems, Node.Section setpoint, Tag tag) {
    for (String end : List.of("low", "high")) {
      Placed limit = placed(setpoint, List.of("clamp", end)).orElse(null);
      if (limit != null
          && limit.quantity().unit().equals(tag.unit())
          && (limit.quantity().value() < tag.low() || limit.quantity().value() > tag.high())) {
        problems.error(
            limit.at(),
            Code.OUTSIDE_RANGE,
            end
                + " is "
                + limit.quantity()
                + "; the range of "
                + tag.name()
                + " is "
                + Quantity.number(tag.low())
                + " to "
                + Quantity.number(tag.high())
                + tag.unitSuffix());
      }
    }
  }

  private static void order(Problems problems, Node.Section setpoint) {
    Placed low = placed(setpoint, List.of("clamp", "low")).orElse(null);
    Placed high = placed(setpoint, List.of("clamp", "high")).orElse(null);
    if (low != null
        && high != null
        && !told(problems, setpoint, "clamp")
        && low.quantity().unit().equals(high.quantity().unit())
        && low.quantity().value() >= high.quantity().value()) {
      problems.error(
          low.at(),
          Code.RANGE_REVERSED,
          "low is " + low.quantity() + " and high is " + high.quantity() + "; low must be below");
    }
    for (List<String> path : MORE_THAN_ZERO) {
      placed(setpoint, path)
          .filter(value -> value.quantity().value() <= 0)
          .filter(value -> !told(problems, setpoint, path.get(0)))
          .ifPresent(
              value ->
                  problems.error(
                      value.at(),
                      Code.OUT_OF_RANGE,
                      value.key() + " is " + value.text() + "; allowed is more than 0"));
    }
  }

  /** Whether the part's own record has complained already. */
  private static boolean told(Problems problems, Node.Section setpoint, String part) {
    return setpoint.field(part).map(Node.Field::at).filter(problems::told).isPresent();
  }

  private static Optional<Placed> placed(Node.Section setpoint, List<String> path) {
    Node.Text text = setpoint.text(path.toArray(String[]::new)).orElse(null);
    if (text == null) {
      return Optional.empty();
    }
    String key = path.get(path.size() - 1);
    try {
      if (key.equals("max-rate")) {
        QuantityRate rate = QuantityRate.parse(text.value());
        return Optional.of(new Placed(rate.change(), "/" + rate.per(), key, text.at()));
      }
      return Optional.of(new Placed(Quantity.parse(text.value()), "", key, text.at()));
    } catch (IllegalArgumentException toldWhenRead) {
      return Optional.empty();
    }
  }
}
