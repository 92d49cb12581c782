package io.sluice.gateway.options;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells of keys that a section does not have, and of the slips that make keys of values. */
final class UnknownKeys {
  private static final Pattern NO_BLANK = Pattern.compile("([A-Za-z][A-Za-z-]*):(\\S.*)");
  private static final int MOST_LISTED = 20;

  /**
   * What was told about a section.
   *
   * @param none true where every key is known
   * @param meant known keys that were probably meant; that they are missing need not be told too
   */
  record Found(boolean none, Set<String> meant) {}

  private final Problems problems;

  UnknownKeys(Problems problems) {
    this.problems = problems;
  }

  /** Tells of each key that is not one of these. */
  Found in(Node.Section section, Collection<String> allowed) {
    boolean none = true;
    Set<String> meant = new HashSet<>();
    List<Node.Field> fields = section.fields();
    for (int i = 0; i < fields.size(); i++) {
      Node.Field field = fields.get(i);
      if (!allowed.contains(field.key())) {
        none = false;
        if (i == 0 || !decimalComma(fields.get(i - 1), field)) {
          tell(field, allowed).ifPresent(meant::add);
        }
      }
    }
    return new Found(none, meant);
  }

  /** Tells of {@code every:1 s}, which YAML reads as one word. */
  boolean missingBlank(Node.Text text) {
    return withoutBlank(text).isPresent();
  }

  private Optional<String> withoutBlank(Node.Text text) {
    Matcher form = NO_BLANK.matcher(text.value());
    if (text.quoted() || !form.matches()) {
      return Optional.empty();
    }
    problems.add(
        Problem.error(
                text.at().right(form.group(1).length() + 1),
                Code.YAML_SYNTAX,
                "\"" + text.value() + "\": a blank is missing behind the colon")
            .fix(form.group(1) + ": " + form.group(2)));
    return Optional.of(form.group(1));
  }

  /** {@code {low: 0,5 bar}} is read as {@code low: 0} and the key {@code 5 bar}. */
  private boolean decimalComma(Node.Field before, Node.Field field) {
    if (!(before.value() instanceof Node.Text whole)
        || !(field.value() instanceof Node.Text nothing)
        || !nothing.nothing()
        || !whole.value().matches("[+-]?[0-9]+")
        || !field.key().matches("[0-9]+.*")) {
      return false;
    }
    problems.add(
        Problem.error(
                whole.at(),
                Code.DECIMAL_COMMA,
                before.key()
                    + " \""
                    + whole.value()
                    + ","
                    + field.key()
                    + "\" has a comma; numbers have a decimal point")
            .fix(before.key() + ": " + whole.value() + "." + field.key()));
    return true;
  }

  private Optional<String> tell(Node.Field field, Collection<String> allowed) {
    if (field.value() instanceof Node.Text text && text.nothing()) {
      Optional<String> meant = withoutBlank(new Node.Text(field.at(), field.key(), false));
      if (meant.isPresent()) {
        return meant;
      }
    }
    String closest = Closest.to(field.key(), allowed).orElse(null);
    problems.add(
        Problem.error(
                field.at(),
                Code.UNKNOWN_KEY,
                field.key() + " is unknown here; allowed: " + listed(allowed))
            .suggest(closest)
            .fix(closest == null ? null : closest + ":"));
    return Optional.ofNullable(closest);
  }

  private static String listed(Collection<String> allowed) {
    String some = String.join(", ", allowed.stream().limit(MOST_LISTED).toList());
    return allowed.size() > MOST_LISTED
        ? some + " and " + (allowed.size() - MOST_LISTED) + " more"
        : some;
  }
}
