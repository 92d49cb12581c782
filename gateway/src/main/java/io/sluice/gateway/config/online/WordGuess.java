package io.sluice.gateway.config.online;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What words of 16 bits mean as each type, in each word and byte order and at each usual scale, the
 * ones that are close to what the user expects first. Pure.
 */
public final class WordGuess {
  private static final double[] SCALES = {1, 0.1, 0.01, 0.001, 10};

  /** This near counts as probably meant: an instrument moves while somebody reads its display. */
  private static final double CLOSE = 0.05;

  private WordGuess() {}

  /** How bytes A, B, C, D of a value stand in its registers. */
  public enum Order {
    /** High word first, high byte first: Modbus's own, and the only one that kind plc4x reads. */
    ABCD,
    CDAB,
    BADC,
    DCBA
  }

  /** Types that registers hold. */
  enum Form {
    INT16(1),
    UINT16(1),
    BCD16(1),
    INT32(2),
    UINT32(2),
    FLOAT32(2),
    BCD32(2),
    INT64(4),
    UINT64(4),
    FLOAT64(4);

    private final int words;

    Form(int words) {
      this.words = words;
    }

    boolean real() {
      return this == FLOAT32 || this == FLOAT64;
    }

    boolean bcd() {
      return this == BCD16 || this == BCD32;
    }
  }

  /**
   * One reading of the words.
   *
   * @param type as a tag list writes it, or BCD16, BCD32
   * @param order byte and word order; for one word AB or BA
   * @param scale factor from the raw to the shown value
   * @param value the value with that factor
   * @param distance how far from the expected value, as a part of it; 0 is exact
   * @param sayable whether a tag list can say it
   */
  public record Row(
      String type, String order, double scale, double value, double distance, boolean sayable) {
    /** Whether it is probably what is meant. */
    public boolean plausible() {
      return distance <= CLOSE;
    }

    /**
     * What stands behind the address for the order: {@code #CDAB}, or nothing where it is the
     * connection's own.
     */
    public String suffix(Order usual) {
      boolean lowByteFirst = usual == Order.BADC || usual == Order.DCBA;
      return switch (order) {
        case "AB" -> lowByteFirst ? "#" + Order.ABCD : "";
        case "BA" -> lowByteFirst ? "" : "#" + Order.BADC;
        default -> order.equals(usual.name()) ? "" : "#" + order;
      };
    }
  }

  /**
   * All meanings, the closest first; of equally close ones that which a tag list can say, with the
   * simplest scale.
   *
   * @param words from the address on, each 0 to 65535
   * @param like what the instrument shows
   * @param ours whether the connection is of kind modbus, which reads every order
   */
  public static List<Row> rows(List<Integer> words, double like, boolean ours) {
    List<Row> rows = new ArrayList<>();
    for (Form form : Form.values()) {
      if (form.words > words.size()) {
        continue;
      }
      for (Order order : Order.values()) {
        boolean same = form.words == 1 && (order == Order.CDAB || order == Order.DCBA);
        if (!same) {
          value(form, raw(words, form.words, order))
              .ifPresent(value -> scaled(new Meaning(form, order, value, ours), like, rows));
        }
      }
    }
    rows.sort(
        Comparator.comparingDouble(Row::distance)
            .thenComparing(row -> !row.sayable())
            .thenComparingDouble(row -> Math.abs(Math.log10(row.scale()))));
    return rows;
  }

  /** What the words are in one type and order. */
  private record Meaning(Form form, Order order, double value, boolean ours) {
    boolean sayable() {
      return !form.bcd() && (ours || (order == Order.ABCD && form != Form.UINT64));
    }

    String orderName() {
      return form.words > 1 ? order.name() : order == Order.ABCD ? "AB" : "BA";
    }
  }

  private static void scaled(Meaning meaning, double like, List<Row> rows) {
    double value = meaning.value();
    for (double scale : SCALES) {
      if (scale == 1 || !meaning.form().real()) {
        double shown = scale < 1 ? value / Math.rint(1 / scale) : value * scale;
        rows.add(
            new Row(
                meaning.form().name(),
                meaning.orderName(),
                scale,
                shown,
                distance(shown, like),
                meaning.sayable()));
      }
    }
  }

  private static double distance(double value, double like) {
    double size = Math.max(Math.abs(like), 1e-9);
    return Math.abs(value - like) / size;
  }

  /** The words' bytes put into the order ABCD…, as one number. */
  private static long raw(List<Integer> words, int count, Order order) {
    boolean lowWordFirst = order == Order.CDAB || order == Order.DCBA;
    boolean lowByteFirst = order == Order.BADC || order == Order.DCBA;
    long raw = 0;
    for (int i = 0; i < count; i++) {
      int word = words.get(lowWordFirst ? count - 1 - i : i) & 0xFFFF;
      int turned = lowByteFirst ? ((word & 0xFF) << 8) | (word >>> 8) : word;
      raw = (raw << 16) | turned;
    }
    return raw;
  }

  private static OptionalDouble value(Form form, long raw) {
    double value =
        switch (form) {
          case INT16 -> (short) raw;
          case INT32 -> (int) raw;
          case UINT16, UINT32, INT64 -> raw;
          case UINT64 -> raw >= 0 ? raw : raw + 0x1p64;
          case FLOAT32 -> Float.intBitsToFloat((int) raw);
          case FLOAT64 -> Double.longBitsToDouble(raw);
          case BCD16 -> decimal(raw, 4);
          case BCD32 -> decimal(raw, 8);
        };
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /** Four bits a digit; infinite, which is no value, where one is above 9. */
  private static double decimal(long raw, int digits) {
    double value = 0;
    for (int i = digits - 1; i >= 0; i--) {
      long digit = (raw >>> (4 * i)) & 0xF;
      value = digit > 9 ? Double.POSITIVE_INFINITY : value * 10 + digit;
    }
    return value;
  }
}
