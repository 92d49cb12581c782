package io.sluice.analytics.models;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.Numbers;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code numbers.bin}: a count, then per array the length of its name, the name in ASCII, the
 * number of values and the values as IEEE 754 doubles; all big-endian.
 */
final class NumbersFile {
  private static final int MOST_ARRAYS = 1000;
  private static final int MOST_NAME = 200;

  private NumbersFile() {}

  static byte[] write(Numbers numbers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(numbers.names().size());
      for (String name : numbers.names()) {
        double[] values = numbers.get(name);
        byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
        out.writeInt(ascii.length);
        out.write(ascii);
        out.writeInt(values.length);
        for (double value : values) {
          out.writeDouble(value);
        }
      }
    } catch (IOException | ModelException e) {
      throw new IllegalStateException("a trained model has finite numbers", e);
    }
    return bytes.toByteArray();
  }

  static Numbers read(byte[] file) throws ModelException {
    ByteBuffer in = ByteBuffer.wrap(file);
    Map<String, double[]> arrays = new TreeMap<>();
    try {
      int count = between(0, in.getInt(), MOST_ARRAYS);
      for (int i = 0; i < count; i++) {
        byte[] name = new byte[between(1, in.getInt(), MOST_NAME)];
        in.get(name);
        double[] values = new double[between(0, in.getInt(), in.remaining() / Double.BYTES)];
        in.asDoubleBuffer().get(values);
        in.position(in.position() + values.length * Double.BYTES);
        arrays.put(new String(name, StandardCharsets.US_ASCII), values);
      }
    } catch (BufferUnderflowException e) {
      throw new ModelException("is damaged: numbers.bin ends too early", e);
    }
    if (in.hasRemaining()) {
      throw new ModelException("is damaged: numbers.bin goes on after its end");
    }
    return Numbers.of(arrays);
  }

  private static int between(int low, int value, int high) throws ModelException {
    if (value < low || value > high) {
      throw new ModelException(
          "is damaged: numbers.bin has a length of "
              + value
              + ", allowed is "
              + low
              + " to "
              + high);
    }
    return value;
  }
}
