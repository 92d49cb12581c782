package io.sluice.gateway.setpoints;

import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/** Tag names as they are written in an interlock, and what to say about a wrong one. */
final class InterlockNames {
  private static final Set<String> RESERVED =
      Set.of(
          "as",
          "break",
          "const",
          "continue",
          "else",
          "false",
          "for",
          "function",
          "if",
          "import",
          "in",
          "let",
          "loop",
          "null",
          "package",
          "namespace",
          "return",
          "true",
          "var",
          "void",
          "while");
  private static final Pattern UNDECLARED =
      Pattern.compile("undeclared reference to '([^']{1,200})'");
  private static final Pattern CHAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]{0,200}");

  private final SortedMap<String, Tag> tags = new TreeMap<>();

  InterlockNames(Collection<Tag> all) {
    for (Tag tag : all) {
      Tag same = tag.type() == DataType.STRING ? null : tags.putIfAbsent(of(tag.name()), tag);
      if (same != null && !same.name().equals(tag.name())) {
        throw new InterlockException(
            "tags " + same.name() + " and " + tag.name() + " are both written " + of(tag.name()),
            1,
            null);
      }
    }
  }

  /** {@code pump-1/state} becomes {@code pump_1.state}. */
  static String of(String tag) {
    StringBuilder name = new StringBuilder();
    for (String part : tag.split("/", -1)) {
      String plain = part.replaceAll("[^A-Za-z0-9_]", "_");
      boolean startsWithDigit = plain.isEmpty() || Character.isDigit(plain.charAt(0));
      name.append(name.isEmpty() ? "" : ".")
          .append(startsWithDigit ? "_" : "")
          .append(plain)
          .append(RESERVED.contains(plain) ? "_" : "");
    }
    return name.toString();
  }

  Map<String, Tag> tags() {
    return tags;
  }

  InterlockException explain(String text, String fault, int column) {
    Matcher undeclared = UNDECLARED.matcher(fault);
    if (!undeclared.find()) {
      return new InterlockException(
          "interlock column " + column + ": " + plain(fault) + " in " + text, column, null);
    }
    String name = undeclared.group(1);
    if (!text.contains(name) || !CHAIN.matcher(name).matches()) {
      return new InterlockException(
          "interlock column "
              + column
              + ": '"
              + name
              + "' is not allowed here; use comparisons,"
              + " && || ! and + - * /",
          column,
          null);
    }
    return unknown(whole(text, name), text, column);
  }

  private InterlockException unknown(String name, String text, int column) {
    String close = closest(name);
    int at = Math.max(text.indexOf(name) + 1, 1);
    String suggestion = close == null ? "" : "; did you mean " + close + "?";
    return new InterlockException(
        "interlock column " + at + ": no tag is written " + name + suggestion,
        text.contains(name) ? at : column,
        close);
  }

  /** The whole dotted chain that begins with the name CEL stumbled over. */
  private static String whole(String text, String name) {
    Matcher chain = CHAIN.matcher(text);
    while (chain.find()) {
      if (chain.group().equals(name) || chain.group().startsWith(name + ".")) {
        return chain.group();
      }
    }
    return name;
  }

  private @Nullable String closest(String name) {
    LevenshteinDistance distance = new LevenshteinDistance(Math.max(3, name.length() / 3));
    return tags.keySet().stream()
        .filter(known -> distance.apply(known, name) >= 0)
        .min(Comparator.comparingInt(known -> distance.apply(known, name)))
        .orElse(null);
  }

  private static String plain(String fault) {
    return fault
        .replace("found no matching overload for", "these types do not go together:")
        .replace("double", "number");
  }
}
