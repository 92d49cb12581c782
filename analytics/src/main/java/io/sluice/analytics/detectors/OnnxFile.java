package io.sluice.analytics.detectors;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.sluice.analytics.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;

/**
 * A look through an ONNX file before the library may parse it. Refused are tensors that lie in
 * other files (the file names which), operators of other domains than ONNX's own (some name files
 * and libraries), and loops, which need not end.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>, for the
 *     field numbers
 */
final class OnnxFile {
  static final int MOST_BYTES = 32 << 20;

  private static final int MOST_DEEP = 50;
  private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml");
  private static final Set<String> ENDLESS = Set.of("Loop", "Scan");

  private OnnxFile() {}

  /** A message of the format, with those of its fields that hold messages. */
  private enum Kind {
    MODEL,
    OPERATOR_SET,
    GRAPH,
    NODE,
    ATTRIBUTE,
    TENSOR,
    SPARSE_TENSOR,
    FUNCTION,
    TRAINING
  }

  private static final Map<Kind, Map<Integer, Kind>> INNER =
      Map.of(
          Kind.MODEL,
          Map.of(7, Kind.GRAPH, 8, Kind.OPERATOR_SET, 20, Kind.TRAINING, 25, Kind.FUNCTION),
          Kind.TRAINING,
          Map.of(1, Kind.GRAPH, 2, Kind.GRAPH),
          Kind.FUNCTION,
          Map.of(7, Kind.NODE, 9, Kind.OPERATOR_SET, 11, Kind.ATTRIBUTE),
          Kind.GRAPH,
          Map.of(1, Kind.NODE, 5, Kind.TENSOR, 15, Kind.SPARSE_TENSOR),
          Kind.NODE,
          Map.of(5, Kind.ATTRIBUTE),
          Kind.ATTRIBUTE,
          Map.of(
              5, Kind.TENSOR,
              6, Kind.GRAPH,
              10, Kind.TENSOR,
              11, Kind.GRAPH,
              22, Kind.SPARSE_TENSOR,
              23, Kind.SPARSE_TENSOR),
          Kind.SPARSE_TENSOR,
          Map.of(1, Kind.TENSOR, 2, Kind.TENSOR));

  static void check(ByteBuffer bytes) throws ModelException {
    if (bytes.remaining() > MOST_BYTES) {
      throw new ModelException(
          "the ONNX model has %d bytes, at most %d are possible"
              .formatted(bytes.remaining(), MOST_BYTES));
    }
    try {
      check(CodedInputStream.newInstance(bytes.duplicate()), Kind.MODEL, 0);
    } catch (IOException e) {
      throw new ModelException("the file is no ONNX model: " + e.getMessage(), e);
    }
  }

  private static void check(CodedInputStream in, Kind kind, int depth)
      throws IOException, ModelException {
    if (depth > MOST_DEEP) {
      throw new ModelException("the ONNX model is nested too deep");
    }
    Map<Integer, Kind> inner = INNER.getOrDefault(kind, Map.of());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      boolean text = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      Kind message = inner.get(field);
      if (text && message != null) {
        int end = in.pushLimit(in.readRawVarint32());
        check(in, message, depth + 1);
        in.popLimit(end);
      } else if (text && isName(kind, field)) {
        checkName(kind, field, in.readStringRequireUtf8());
      } else {
        checkInline(kind, field);
        in.skipField(tag);
      }
    }
  }

  private static boolean isName(Kind kind, int field) {
    return (kind == Kind.OPERATOR_SET && field == 1)
        || (kind == Kind.NODE && (field == 4 || field == 7));
  }

  private static void checkName(Kind kind, int field, String name) throws ModelException {
    if (kind == Kind.NODE && field == 4) {
      if (ENDLESS.contains(name)) {
        throw new ModelException(
            "the ONNX model has an operator %s, which need not end".formatted(name));
      }
    } else if (!DOMAINS.contains(name)) {
      throw new ModelException(
          "the ONNX model has operators of %s; allowed are those of ai.onnx and ai.onnx.ml"
              .formatted(name));
    }
  }

  private static void checkInline(Kind kind, int field) throws ModelException {
    if (kind == Kind.TENSOR && (field == 13 || field == 14)) {
      throw new ModelException(
          "the ONNX model keeps numbers in another file; export it as one file");
    }
  }
}
