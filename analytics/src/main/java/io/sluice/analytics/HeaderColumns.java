package io.sluice.analytics;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Columns of a historian's file of which only the header is known: the unit from brackets, the kind
 * from the unit, from the usual words of several languages and from the letters of ISA-5.1 ({@code
 * TIC-101}, {@code LT 3}). A header only suggests; training looks at the rows and decides.
 *
 * @see <a href="https://www.isa.org/standards-and-publications/isa-standards/isa-5-1">ISA-5.1,
 *     identification letters</a>
 */
public final class HeaderColumns {
  private static final Pattern UNIT = Pattern.compile("[\\[(]([^\\[\\]()]{1,12})[\\])]\\s*$");

  /** Camel case, digits and everything that is no letter part words. */
  private static final Pattern WORD = Pattern.compile("\\p{Lu}+(?!\\p{Ll})|\\p{Lu}?\\p{Ll}+|\\d+");

  /** A loop's number after its letters. */
  private static final Pattern SLOW_LOOP =
      Pattern.compile("[tl](i|c|t|e|r|ic|it|ir|rc|irc|di|dic) \\d+( .*)?");

  private static final Set<String> THERMAL_UNITS =
      Set.of("°c", "°f", "c", "f", "k", "degc", "degf", "deg c", "deg f", "℃", "℉", "grad c");
  private static final Set<String> COUNTER_UNITS = Set.of("wh", "kwh", "mwh", "gwh", "kvarh");
  private static final Set<String> THERMAL_WORDS =
      Set.of("temp", "tmp", "thermo", "level", "lvl", "niveau", "nivel", "livello", "niva", "peil");
  private static final List<String> THERMAL_STEMS =
      List.of(
          "temper",
          "thermoc",
          "thermom",
          "thermist",
          "fullstand",
          "fuellstand",
          "poziom",
          "uroven");
  private static final Set<String> SETPOINT_WORDS =
      Set.of("sp", "setpoint", "setpt", "consigne", "consigna", "setpunt", "borvarde");
  private static final Set<String> MODE_WORDS =
      Set.of("mode", "state", "status", "betriebsart", "zustand", "modus", "modo", "estado");
  private static final List<String> COUNTER_STEMS =
      List.of(
          "counter",
          "totali",
          "runtime",
          "odometer",
          "betriebsstunden",
          "zahler",
          "zaehler",
          "compteur",
          "contador",
          "contatore");

  private HeaderColumns() {}

  /** A column for each name of a header row; the tag is the name as it stands there. */
  public static List<Column> of(List<String> names) {
    return names.stream().map(HeaderColumns::column).toList();
  }

  private static Column column(String name) {
    Matcher bracket = UNIT.matcher(name);
    String unit = bracket.find() ? bracket.group(1).strip() : "";
    String rest = unit.isEmpty() ? name : name.substring(0, bracket.start());
    return Column.of(name, unit, kind(words(rest), unit.toLowerCase(Locale.ROOT)));
  }

  private static Column.Kind kind(List<String> words, String unit) {
    String sentence = String.join(" ", words);
    if (words.stream().anyMatch(SETPOINT_WORDS::contains)
        || sentence.contains("set point")
        || sentence.contains("sollwert")) {
      return Column.Kind.SETPOINT;
    }
    if (words.stream().anyMatch(MODE_WORDS::contains)) {
      return Column.Kind.MODE;
    }
    if (COUNTER_UNITS.contains(unit)
        || holds(words, COUNTER_STEMS)
        || sentence.matches("(.* )?(run|running|operating|service) hours?( .*)?")) {
      return Column.Kind.COUNTER;
    }
    boolean thermal =
        THERMAL_UNITS.contains(unit)
            || words.stream().anyMatch(THERMAL_WORDS::contains)
            || holds(words, THERMAL_STEMS)
            || SLOW_LOOP.matcher(sentence).matches();
    return thermal ? Column.Kind.THERMAL : Column.Kind.PROCESS;
  }

  private static boolean holds(List<String> words, List<String> stems) {
    return words.stream().anyMatch(word -> stems.stream().anyMatch(word::contains));
  }

  private static List<String> words(String name) {
    // Without accents "Füllstand" and "Zähler" are one word and not two.
    String plain = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(plain);
    while (word.find()) {
      words.add(word.group().toLowerCase(Locale.ROOT));
    }
    return words;
  }
}
