package io.sluice.gateway.setpoints;

import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final Pattern STRANGE = Pattern.compile("[^A-Za-z0-9_]");
  private static final Pattern UNDECLARED =
      Pattern.compile("undeclared reference to '([^']{1,200})'");
  private static final Pattern OVERLOAD =
      Pattern.compile(
          "found no matching overload for '_?([^'_]{1,9})_?' applied to '\\(([^)]*)\\)'.*");
  private static final Pattern CHAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]{0,200}");

  private static final Pattern WORD = Pattern.compile("[A-Za-z]\\w{0,60}");

  private final String text;
  private final Vocabulary vocabulary;
  private final SortedMap<String, Tag> tags;

  /**
   * What an expression is called and may ask beside tags.
   *
   * @param what begins its messages
   * @param detectors names that {@code alarm()} and {@code score()} take; none where it has neither
   */
  record Vocabulary(String what, Collection<String> detectors) {}

  /**
   * @param tags by {@link #of}
   */
  InterlockNames(String text, SortedMap<String, Tag> tags) {
    this(text, tags, new Vocabulary("interlock", List.of()));
  }

  InterlockNames(String text, SortedMap<String, Tag> tags, Vocabulary vocabulary) {
    this.text = text;
    this.vocabulary = vocabulary;
    this.tags = tags;
  }

  /**
   * All tags as they are written in interlocks.
   *
   * @throws InterlockException where two are written alike
   */
  static SortedMap<String, Tag> written(Collection<Tag> all) {
    SortedMap<String, Tag> tags = new TreeMap<>();
    for (Tag tag : all) {
      Tag same = tag.type() == DataType.STRING ? null : tags.putIfAbsent(of(tag.name()), tag);
      if (same != null && !same.name().equals(tag.name())) {
        throw new InterlockException(
            "tags " + same.name() + " and " + tag.name() + " are both written " + of(tag.name()),
            1,
            null);
      }
    }
    return tags;
  }

  /** {@code pump-1/state} becomes {@code pump_1.state}. */
  static String of(String tag) {
    StringBuilder name = new StringBuilder();
    for (String part : tag.split("/", -1)) {
      String plain = STRANGE.matcher(part).replaceAll("_");
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

  /** Operators have names that no function can have. */
  void allowCall(String function) {
    if (WORD.matcher(function).matches()) {
      throw new InterlockException(
          at(column(function))
              + "'"
              + function
              + "' is not allowed here; use comparisons, && || !, + - * / and ? :"
              + (asksDetectors() ? ", alarm(NAME) and score(NAME)" : ""),
          column(function),
          null);
    }
  }

  boolean asksDetectors() {
    return vocabulary.what().equals(Condition.WHAT);
  }

  /** Checks that there is a detector of this name. */
  void allowDetector(String name) {
    if (!vocabulary.detectors().contains(name)) {
      String close = closest(name, vocabulary.detectors());
      throw new InterlockException(
          at(column(name))
              + "there is no detector "
              + name
              + "; defined: "
              + (vocabulary.detectors().isEmpty()
                  ? "none"
                  : String.join(", ", vocabulary.detectors().stream().limit(10).toList())),
          column(name),
          close);
    }
  }

  InterlockException explain(String fault, int column) {
    if (fault.startsWith("token recognition error at: '=")) {
      return new InterlockException(at(column) + "one = is no comparison; == is", column, "==");
    }
    Matcher undeclared = UNDECLARED.matcher(fault);
    return undeclared.find()
        ? unknown(whole(undeclared.group(1)))
        : new InterlockException(at(column) + plain(fault), column, null);
  }

  private InterlockException unknown(String name) {
    String close = dashed(name).orElseGet(() -> closest(name, tags.keySet()));
    String suggestion = close == null ? "" : "; did you mean " + close + "?";
    return new InterlockException(
        at(column(name)) + "no tag is written " + name + suggestion, column(name), close);
  }

  /** A tag written with its dashes and slashes, of which CEL saw the first part only. */
  private Optional<String> dashed(String name) {
    return tags.entrySet().stream()
        .filter(known -> known.getValue().name().startsWith(name))
        .filter(
            known ->
                text.contains(known.getValue().name())
                    || text.contains(known.getValue().name().replace('/', '.')))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The whole dotted chain that begins with the name CEL stumbled over. */
  private String whole(String name) {
    Matcher chain = CHAIN.matcher(text);
    while (chain.find()) {
      if (chain.group().equals(name) || chain.group().startsWith(name + ".")) {
        return chain.group();
      }
    }
    return name;
  }

  private static @Nullable String closest(String name, Collection<String> known) {
    LevenshteinDistance distance = new LevenshteinDistance(Math.max(3, name.length() / 3));
    return known.stream()
        .filter(one -> distance.apply(one, name) >= 0)
        .min(Comparator.comparingInt(one -> distance.apply(one, name)))
        .orElse(null);
  }

  private int column(String word) {
    return Math.max(text.indexOf(word) + 1, 1);
  }

  private String at(int column) {
    return vocabulary.what() + " column " + column + ": ";
  }

  private static String plain(String fault) {
    return OVERLOAD
        .matcher(fault)
        .replaceAll("'$1' does not take ($2)")
        .replace("double", "number");
  }
}
