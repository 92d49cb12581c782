package io.sluice.gateway.config.imports;

import io.sluice.connectors.DataType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What other programs call a type on the wire. */
final class ForeignTypes {
  /** Kepware, as in its Data Type column. */
  static final ForeignTypes KEPWARE =
      new ForeignTypes(
          Map.of(
              "boolean", DataType.BOOL,
              "short", DataType.INT16,
              "word", DataType.UINT16,
              "long", DataType.INT32,
              "dword", DataType.UINT32,
              "llong", DataType.INT64,
              "qword", DataType.UINT64,
              "float", DataType.FLOAT32,
              "double", DataType.FLOAT64,
              "string", DataType.STRING));

  /** Ignition 8, as in dataType. */
  static final ForeignTypes IGNITION =
      new ForeignTypes(
          Map.of(
              "boolean", DataType.BOOL,
              "int1", DataType.INT16,
              "int2", DataType.INT16,
              "int4", DataType.INT32,
              "int8", DataType.INT64,
              "float4", DataType.FLOAT32,
              "float8", DataType.FLOAT64,
              "string", DataType.STRING));

  /** Our own and those of IEC 61131-3, which is what people write in tables. */
  static final ForeignTypes TABLE = new ForeignTypes(table());

  private final Map<String, DataType> types;

  private ForeignTypes(Map<String, DataType> types) {
    this.types = types;
  }

  /** Ours, in any letter case. */
  Optional<DataType> of(String name) {
    return Optional.ofNullable(types.get(name.strip().toLowerCase(Locale.ROOT)));
  }

  /** All names, for a message. */
  String names() {
    return String.join(", ", types.keySet().stream().sorted().toList());
  }

  private static Map<String, DataType> table() {
    Map<String, DataType> types = new HashMap<>();
    Arrays.stream(DataType.values())
        .forEach(type -> types.put(type.name().toLowerCase(Locale.ROOT), type));
    types.putAll(
        Map.of(
            "boolean", DataType.BOOL,
            "bit", DataType.BOOL,
            "int", DataType.INT16,
            "uint", DataType.UINT16,
            "word", DataType.UINT16,
            "dint", DataType.INT32,
            "udint", DataType.UINT32,
            "dword", DataType.UINT32));
    types.putAll(
        Map.of(
            "lint", DataType.INT64,
            "ulint", DataType.UINT64,
            "real", DataType.FLOAT32,
            "float", DataType.FLOAT32,
            "lreal", DataType.FLOAT64,
            "double", DataType.FLOAT64));
    return types;
  }
}
