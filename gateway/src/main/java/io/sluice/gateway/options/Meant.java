package io.sluice.gateway.options;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Guesses what somebody meant whose text cannot be read: words of PLCs, signs of other tools. */
final class Meant {
  /** What the IEC 61131-3 and other programs call it. */
  private static final Map<String, String> ALSO_CALLED =
      Map.ofEntries(
          Map.entry("word", "uint16"),
          Map.entry("uint", "uint16"),
          Map.entry("int", "int16"),
          Map.entry("dword", "uint32"),
          Map.entry("udint", "uint32"),
          Map.entry("dint", "int32"),
          Map.entry("lint", "int64"),
          Map.entry("real", "float32"),
          Map.entry("float", "float32"),
          Map.entry("lreal", "float64"),
          Map.entry("double", "float64"),
          Map.entry("boolean", "bool"),
          Map.entry("bit", "bool"),
          Map.entry("rw", "write"),
          Map.entry("r/w", "write"),
          Map.entry("readwrite", "write"),
          Map.entry("r", "read"),
          Map.entry("ro", "read"),
          Map.entry("mid", "medium"),
          Map.entry("normal", "medium"));

  private static final Pattern PER = Pattern.compile("(\\d+) ?/ ?(s|min|h|d|week)");
  private static final Map<String, String> PERIODS =
      Map.of("s", "s", "min", "min", "h", "hour", "d", "day", "week", "week");
  private static final Pattern WORDS =
      Pattern.compile("\\s*([a-z][a-z-]*)(?:\\s*=\\s*|\\s+)(\\S.*)");
  private static final Pattern WORD = Pattern.compile("\\s*([a-z][a-z-]*)\\s*");
  private static final Pattern DASH = Pattern.compile("\\s*-([A-Za-z][\\w-]*:\\s.*)");
  private static final Pattern QUOTES = Pattern.compile("[\u201c\u201d\u201e\u00ab\u00bb]");

  private Meant() {}

  /** One of a few words. */
  static Optional<String> word(String read, List<String> words) {
    String plain = read.strip().toLowerCase(Locale.ROOT);
    int comment = plain.indexOf('#');
    String bare = comment < 0 ? plain : plain.substring(0, comment).strip();
    return among(words, bare)
        .or(() -> among(words, ALSO_CALLED.getOrDefault(bare, "")))
        .or(() -> Closest.to(read, words));
  }

  private static Optional<String> among(List<String> words, String plain) {
    return words.stream().filter(plain::equalsIgnoreCase).findFirst();
  }

  /** A value that can be read, made from one that cannot. */
  static @Nullable String value(String read, Predicate<String> readable) {
    Matcher per = PER.matcher(read);
    String rate = per.matches() ? per.group(1) + " per " + PERIODS.get(per.group(2)) : read;
    return List.of(rate, read + "/s", read + " B", "127.0.0.1:" + read).stream()
        .filter(other -> !other.equals(read))
        .filter(readable)
        .findFirst()
        .orElse(null);
  }

  /** A line of YAML with the sign that it lacks, or null. */
  static @Nullable String line(String line) {
    Matcher dash = DASH.matcher(line);
    Matcher words = WORDS.matcher(line);
    Matcher word = WORD.matcher(line);
    if (QUOTES.matcher(line).find()) {
      return QUOTES.matcher(line).replaceAll("\"").strip();
    }
    if (dash.matches()) {
      return "- " + dash.group(1);
    }
    if (words.matches()) {
      return words.group(1) + ": " + words.group(2);
    }
    if (word.matches()) {
      return word.group(1) + ":";
    }
    return count(line, '{') == count(line, '}') + 1 ? line.strip() + "}" : null;
  }

  private static long count(String line, char sign) {
    return line.chars().filter(one -> one == sign).count();
  }
}
