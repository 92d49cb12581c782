package io.sluice.connectors.opcua;

import io.sluice.connectors.BrowsedNode;
import io.sluice.connectors.BrowsedNode.Rights;
import io.sluice.connectors.DataType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.UaSerializationException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UByte;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.jspecify.annotations.Nullable;

/** Values, types, rights, units and ranges of the variables of a walk, many a request. */
final class PointReader {
  /** Digits of a measured value that say something to a person. */
  private static final MathContext SHOWN = new MathContext(7);

  private static final int BATCH = 500;
  private static final int LONGEST_SHOWN = 40;

  /** What is read of each variable, in this order; unit and range follow where it has them. */
  private static final List<AttributeId> ATTRIBUTES =
      List.of(
          AttributeId.Value,
          AttributeId.DataType,
          AttributeId.ValueRank,
          AttributeId.UserAccessLevel,
          AttributeId.Description);

  private final OpcUaClient client;
  private final Walk walk;
  private final int batch;

  PointReader(OpcUaClient client, Walk walk) throws UaException {
    this.client = client;
    this.walk = walk;
    this.batch = Walk.limit(client.getOperationLimits().maxNodesPerRead().orElse(null), BATCH);
  }

  Map<Walk.Seen, BrowsedNode.Point> read() throws UaException {
    List<ReadValueId> asked = new ArrayList<>();
    for (Walk.Seen seen : walk.variables()) {
      ATTRIBUTES.forEach(attribute -> asked.add(attribute(seen.id(), attribute)));
      NodeId unit = seen.unit();
      NodeId range = seen.range();
      if (unit != null) {
        asked.add(attribute(unit, AttributeId.Value));
      }
      if (range != null) {
        asked.add(attribute(range, AttributeId.Value));
      }
    }
    List<DataValue> answers = answers(asked);
    Map<Walk.Seen, BrowsedNode.Point> points = new HashMap<>();
    int at = 0;
    for (Walk.Seen seen : walk.variables()) {
      int unit = at + ATTRIBUTES.size();
      int range = unit + (seen.unit() == null ? 0 : 1);
      int end = range + (seen.range() == null ? 0 : 1);
      if (end > answers.size()) {
        break;
      }
      Object eu = seen.unit() == null ? null : decoded(answers.get(unit));
      Object span = seen.range() == null ? null : decoded(answers.get(range));
      points.put(seen, point(answers.subList(at, unit), eu, span));
      at = end;
    }
    return points;
  }

  private List<DataValue> answers(List<ReadValueId> asked) throws UaException {
    List<DataValue> answers = new ArrayList<>();
    for (int from = 0; from < asked.size(); from += batch) {
      if (from > 0 && !walk.inTime()) {
        break;
      }
      List<ReadValueId> some = asked.subList(from, Math.min(asked.size(), from + batch));
      ReadResponse response = client.read(0.0, TimestampsToReturn.Neither, some);
      DataValue[] results = response.getResults();
      if (results == null || results.length != some.size()) {
        break;
      }
      answers.addAll(List.of(results));
    }
    return answers;
  }

  private static BrowsedNode.Point point(
      List<DataValue> read, @Nullable Object eu, @Nullable Object span) {
    Object value = held(read.get(0));
    NodeId declared = held(read.get(1)) instanceof NodeId id ? id : null;
    boolean array =
        (held(read.get(2)) instanceof Integer rank && rank >= 0)
            || (value != null && value.getClass().isArray());
    io.sluice.connectors.StatusCode status = Failures.status(read.get(0).getStatusCode());
    Range limits = span instanceof Range range && range.getLow() < range.getHigh() ? range : null;
    return new BrowsedNode.Point(
        array ? null : type(declared, value),
        typeName(declared, value) + (array ? "[]" : ""),
        eu instanceof EUInformation unit ? text(unit.getDisplayName()) : "",
        limits == null ? Double.NEGATIVE_INFINITY : limits.getLow(),
        limits == null ? Double.POSITIVE_INFINITY : limits.getHigh(),
        status.bad() || value == null ? "" : shown(value),
        status,
        rights(held(read.get(3))),
        held(read.get(4)) instanceof LocalizedText words ? text(words) : "");
  }

  private @Nullable Object decoded(DataValue from) {
    if (!(held(from) instanceof ExtensionObject packed)) {
      return null;
    }
    try {
      return packed.decode(client.getStaticEncodingContext());
    } catch (UaSerializationException foreign) {
      walk.leftOut("the unit or range of some nodes could not be read");
      return null;
    }
  }

  private static @Nullable Object held(DataValue from) {
    return from.getValue().getValue();
  }

  private static @Nullable DataType type(@Nullable NodeId declared, @Nullable Object value) {
    OpcUaDataType builtin = builtin(declared, value);
    if (builtin == null) {
      return null;
    }
    return switch (builtin) {
      case Boolean -> DataType.BOOL;
      case SByte, Int16 -> DataType.INT16;
      case Byte, UInt16 -> DataType.UINT16;
      case Int32 -> DataType.INT32;
      case UInt32 -> DataType.UINT32;
      case Int64 -> DataType.INT64;
      case UInt64 -> DataType.UINT64;
      case Float -> DataType.FLOAT32;
      case Double -> DataType.FLOAT64;
      case String -> DataType.STRING;
      default -> null;
    };
  }

  private static @Nullable OpcUaDataType builtin(
      @Nullable NodeId declared, @Nullable Object value) {
    if (declared != null && OpcUaDataType.isBuiltin(declared)) {
      OpcUaDataType type = OpcUaDataType.fromNodeId(declared);
      if (type != OpcUaDataType.Variant) {
        return type;
      }
    }
    return value != null && OpcUaDataType.isBuiltin(value.getClass())
        ? OpcUaDataType.fromBackingClass(value.getClass())
        : null;
  }

  private static String typeName(@Nullable NodeId declared, @Nullable Object value) {
    OpcUaDataType builtin = builtin(declared, value);
    if (builtin != null) {
      return builtin.name();
    }
    return declared == null ? "?" : declared.toParseableString();
  }

  /** Bits 0 and 1 of an access level (OPC 10000-3, 8.57): current read, current write. */
  private static Rights rights(@Nullable Object level) {
    int bits = level instanceof UByte told ? told.intValue() : 1;
    boolean read = (bits & 1) != 0;
    boolean write = (bits & 2) != 0;
    if (read) {
      return write ? Rights.READ_WRITE : Rights.READ;
    }
    return write ? Rights.WRITE : Rights.NONE;
  }

  private static String shown(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return shown(((Number) value).doubleValue());
    }
    String text =
        value instanceof LocalizedText words
            ? text(words)
            : value.getClass().isArray() ? "…" : value.toString();
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() > LONGEST_SHOWN ? line.substring(0, LONGEST_SHOWN) + "…" : line;
  }

  private static String shown(double number) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    BigDecimal rounded = new BigDecimal(number, SHOWN).stripTrailingZeros();
    int size = rounded.precision() - rounded.scale();
    return size > -5 && size < 16 ? rounded.toPlainString() : rounded.toString();
  }

  private static String text(@Nullable LocalizedText words) {
    String text = words == null ? null : words.getText();
    return text == null ? "" : text.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  private static ReadValueId attribute(NodeId node, AttributeId attribute) {
    return new ReadValueId(node, attribute.uid(), null, QualifiedName.NULL_VALUE);
  }
}
