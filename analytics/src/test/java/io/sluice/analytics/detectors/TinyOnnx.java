package io.sluice.analytics.detectors;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * ONNX files of a few hundred bytes, written by the field numbers of onnx.proto. The usual one
 * answers with the largest |x − centre| · weight of a row.
 */
final class TinyOnnx {
  static final int LOCATION_FIELD = 14;
  private static final int FLOAT = 1;

  private TinyOnnx() {}

  /** What fills a message. */
  @FunctionalInterface
  interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  static byte[] farthest(float[] centre, float[] weight) {
    return model("", graph(centre, weight, out -> {}));
  }

  static byte[] model(String domain, Fields graph) {
    return bytes(
        out -> {
          out.writeInt64(1, 8);
          message(
              out,
              8,
              set -> {
                set.writeString(1, domain);
                set.writeInt64(2, 13);
              });
          message(out, 7, graph);
        });
  }

  static Fields graph(float[] centre, float[] weight, Fields more) {
    return graph -> {
      graph(centre, weight, "x", centre.length).write(graph);
      more.write(graph);
    };
  }

  private static Fields graph(float[] centre, float[] weight, String input, long width) {
    return graph -> {
      message(graph, 1, node("Sub", "", "off", "x", "centre"));
      message(graph, 1, node("Mul", "", "scaled", "off", "weight"));
      message(graph, 1, node("Abs", "", "size", "scaled"));
      message(
          graph,
          1,
          node -> {
            node("ReduceMax", "", "score", "size").write(node);
            message(
                node,
                5,
                attribute -> {
                  attribute.writeString(1, "keepdims");
                  attribute.writeInt64(3, 0);
                  attribute.writeInt32(20, 2);
                });
          });
      graph.writeString(2, "tiny");
      message(graph, 5, tensor("centre", centre));
      message(graph, 5, tensor("weight", weight));
      message(graph, 11, value(input, 1, width));
      message(graph, 12, value("score"));
    };
  }

  static Fields node(String operator, String domain, String output, String... inputs) {
    return node -> {
      for (String input : inputs) {
        node.writeString(1, input);
      }
      node.writeString(2, output);
      node.writeString(4, operator);
      node.writeString(7, domain);
    };
  }

  static Fields tensor(String name, float[] values) {
    return tensor -> {
      tensor.writeInt64(1, values.length);
      tensor.writeInt32(2, FLOAT);
      for (float value : values) {
        tensor.writeFloat(4, value);
      }
      tensor.writeString(8, name);
    };
  }

  /** The same model for rows of any width, of which it looks at the first. */
  static byte[] farthestOfFirst(float[] centre, float[] weight) {
    return model(
        "",
        graph -> {
          message(graph, 1, node("Slice", "", "x", "row", "from", "to", "axis"));
          graph(centre, weight, "row", 0).write(graph);
          message(graph, 5, numbers("from", 0));
          message(graph, 5, numbers("to", centre.length));
          message(graph, 5, numbers("axis", 1));
        });
  }

  private static Fields numbers(String name, long value) {
    return tensor -> {
      tensor.writeInt64(1, 1);
      tensor.writeInt32(2, 7);
      tensor.writeInt64(7, value);
      tensor.writeString(8, name);
    };
  }

  static Fields value(String name, long... shape) {
    return value -> {
      value.writeString(1, name);
      message(
          value,
          2,
          type ->
              message(
                  type,
                  1,
                  tensor -> {
                    tensor.writeInt32(1, FLOAT);
                    message(
                        tensor,
                        2,
                        dimensions -> {
                          for (long size : shape) {
                            message(dimensions, 1, dimension -> dimension(dimension, size));
                          }
                        });
                  }));
    };
  }

  /** A size of 0 stands for any. */
  private static void dimension(CodedOutputStream out, long size) throws IOException {
    if (size > 0) {
      out.writeInt64(1, size);
    }
  }

  static void message(CodedOutputStream out, int field, Fields fields) throws IOException {
    out.writeByteArray(field, bytes(fields));
  }

  static byte[] bytes(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
