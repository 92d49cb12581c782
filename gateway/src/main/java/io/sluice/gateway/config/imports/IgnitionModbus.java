package io.sluice.gateway.config.imports;

import io.sluice.connectors.DataType;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of Ignition's Modbus driver (Ignition manual, Modbus addressing): {@code [device]HRF1}
 * is a float in the first holding register, as a reference 40001.
 *
 * @param reference as a tag list writes it
 * @param type type on the wire
 */
record IgnitionModbus(String reference, DataType type) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?:ns=[0-9]+;s=)?\\[[^\\]]+\\](?:(?<unit>[0-9]{1,3})\\.)?(?<table>C|DI|HR|IR)"
              + "(?<type>|US|UI|I|F|D|I_64|UI_64)(?<number>[0-9]{1,5})(?:\\.(?<bit>[0-9]{1,2}))?");

  private static final Map<String, Character> TABLES =
      Map.of("C", '0', "DI", '1', "IR", '3', "HR", '4');
  private static final Map<String, DataType> TYPES =
      Map.of(
          "", DataType.INT16,
          "US", DataType.UINT16,
          "I", DataType.INT32,
          "UI", DataType.UINT32,
          "F", DataType.FLOAT32,
          "D", DataType.FLOAT64,
          "I_64", DataType.INT64,
          "UI_64", DataType.UINT64);

  /**
   * Reads it; empty where it is another driver's, a text or BCD.
   *
   * @param ours whether the address may name a unit and a bit of a register; without, the unit is
   *     the connection's and a bit is not read
   */
  static Optional<IgnitionModbus> of(String path, boolean ours) {
    Matcher shape = SHAPE.matcher(path);
    int number = shape.matches() ? Integer.parseInt(shape.group("number")) : 0;
    if (number < 1 || number > 65_535) {
      return Optional.empty();
    }
    char table = TABLES.getOrDefault(shape.group("table"), '4');
    String inside = shape.group("bit");
    boolean bit = table < '3' || inside != null;
    if (bit && (!shape.group("type").isEmpty() || (inside != null && (!ours || table < '3')))) {
      return Optional.empty();
    }
    String reference =
        String.format(Locale.ROOT, number <= 9_999 ? "%c%04d" : "%c%05d", table, number);
    DataType type = TYPES.getOrDefault(shape.group("type"), DataType.INT16);
    String unit = shape.group("unit");
    String whole =
        (ours && unit != null ? unit + "!" : "") + reference + (inside == null ? "" : "." + inside);
    return Optional.of(new IgnitionModbus(whole, bit ? DataType.BOOL : type));
  }
}
