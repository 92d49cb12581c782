package io.sluice.analytics.csv;

import java.util.Locale;
import java.util.Set;

/**
 * Reads numbers out of characters without making objects of them. A mantissa below 2^53 with a
 * power of ten up to 22 is exact in one multiplication or division (Clinger, "How to read floating
 * point numbers accurately", 1990); all others go the library's way. For one thread.
 */
final class NumberCell {
  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final long EXACT = 1L << 53;
  private static final int MOST_DIGITS = 18;
  private static final int LONGEST_WORD = 12;
  private static final int FARTHEST_EXPONENT = 100_000;
  private static final Set<String> NOTHING =
      Set.of("null", "none", "n/a", "na", "-", "--", "?", "bad", "no data", "#n/a");
  private static final Set<String> NOT_FINITE =
      Set.of("nan", "inf", "infinity", "+inf", "-inf", "+infinity", "-infinity", "1.#qnan");

  private final char decimalComma;
  private double value;
  private char[] text = {};
  private int at;
  private int end;
  private long mantissa;
  private int digits;
  private int scale;

  /**
   * @param commas whether 12,5 is a number: where the comma does not separate cells
   */
  NumberCell(boolean commas) {
    decimalComma = commas ? ',' : '.';
  }

  /** The number of the last cell that was one. */
  double value() {
    return value;
  }

  /** Looks at the characters from {@code from} to before {@code to}. */
  Content read(char[] characters, int from, int to) {
    text = characters;
    at = from;
    end = to;
    while (at < end && text[at] <= ' ') {
      at++;
    }
    while (end > at && text[end - 1] <= ' ') {
      end--;
    }
    return at == end ? Content.EMPTY : number();
  }

  private Content number() {
    int begin = at;
    boolean negative = text[at] == '-';
    if (negative || text[at] == '+') {
      at++;
    }
    mantissa = 0;
    digits = 0;
    scale = 0;
    int before = digits();
    int behind = 0;
    if (at < end && (text[at] == '.' || text[at] == decimalComma)) {
      at++;
      behind = digits();
      scale -= behind;
    }
    if (before + behind == 0 || !exponent() || at < end) {
      return word(begin);
    }
    boolean exact = digits <= MOST_DIGITS && mantissa <= EXACT && Math.abs(scale) < TENS.length;
    double size = exact ? exact() : slow(begin);
    value = exact && negative ? -size : size;
    return Double.isInfinite(value) ? Content.NOT_FINITE : Content.NUMBER;
  }

  /** Takes digits; how many there were. Beyond 18 the mantissa is of no use any more. */
  private int digits() {
    int begin = at;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      if (digits > 0 || text[at] != '0') {
        digits++;
      }
      if (digits <= MOST_DIGITS) {
        mantissa = 10 * mantissa + (text[at] - '0');
      }
      at++;
    }
    return at - begin;
  }

  /** Takes an exponent where there is one; false where it has no digits. */
  private boolean exponent() {
    if (at == end || (text[at] | 0x20) != 'e') {
      return true;
    }
    at++;
    boolean negative = at < end && text[at] == '-';
    if (negative || (at < end && text[at] == '+')) {
      at++;
    }
    int begin = at;
    int exponent = 0;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      exponent = Math.min(FARTHEST_EXPONENT, 10 * exponent + (text[at] - '0'));
      at++;
    }
    scale += negative ? -exponent : exponent;
    return at > begin;
  }

  private double exact() {
    return scale < 0 ? mantissa / TENS[-scale] : mantissa * TENS[scale];
  }

  private double slow(int begin) {
    return Double.parseDouble(new String(text, begin, end - begin).replace(',', '.'));
  }

  /**
   * Sluice's own exports write {@code Bad_Timeout} for no value, and a value's status behind it.
   */
  private Content word(int begin) {
    if (end - begin > LONGEST_WORD) {
      String status = new String(text, begin, end - begin);
      return status.startsWith("Bad_") || status.contains(" Uncertain_")
          ? Content.EMPTY
          : Content.TEXT;
    }
    String word = new String(text, begin, end - begin).toLowerCase(Locale.ROOT);
    return NOTHING.contains(word)
        ? Content.EMPTY
        : NOT_FINITE.contains(word) ? Content.NOT_FINITE : Content.TEXT;
  }
}
