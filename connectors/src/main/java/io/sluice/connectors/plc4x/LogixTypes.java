package io.sluice.connectors.plc4x;

import io.sluice.connectors.DataType;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.plc4x.java.api.types.PlcValueType;
import org.apache.plc4x.java.eip.readwrite.CIPDataTypeCode;

/** Our types in a Logix controller: those that PLC4X's driver reads and writes. */
final class LogixTypes {
  /** Type, handle and the structure of length and 82 characters. */
  private static final int STRING_BYTES = 4 + 88;

  private static final Map<DataType, CIPDataTypeCode> CODES =
      new EnumMap<>(
          Map.of(
              DataType.BOOL, CIPDataTypeCode.BOOL,
              DataType.INT16, CIPDataTypeCode.INT,
              DataType.INT32, CIPDataTypeCode.DINT,
              DataType.INT64, CIPDataTypeCode.LINT,
              DataType.FLOAT32, CIPDataTypeCode.REAL,
              DataType.FLOAT64, CIPDataTypeCode.LREAL,
              DataType.STRING, CIPDataTypeCode.STRING));

  private LogixTypes() {}

  /** Whether a controller has the type. */
  static boolean known(DataType type) {
    return CODES.containsKey(type);
  }

  static CIPDataTypeCode code(DataType type) {
    CIPDataTypeCode code = CODES.get(type);
    if (code == null) {
      throw new IllegalArgumentException("a Logix controller has no " + type);
    }
    return code;
  }

  /** Bytes of type and value in an answer. */
  static int answerBytes(DataType type) {
    return type == DataType.STRING ? STRING_BYTES : 2 + code(type).getSize();
  }

  /** Whether a value of the controller's type can be one of ours without a loss. */
  static boolean holds(DataType type, PlcValueType told) {
    Set<PlcValueType> same =
        type == DataType.INT16
            ? EnumSet.of(PlcValueType.INT, PlcValueType.SINT)
            : EnumSet.of(PlcValueType.valueOf(code(type).name()));
    return same.contains(told);
  }
}
