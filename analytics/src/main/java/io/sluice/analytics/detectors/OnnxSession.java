package io.sluice.analytics.detectors;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.sluice.analytics.ModelException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One ONNX model in ONNX Runtime: a row of numbers in, one number out. The only class that names
 * the library's, which is absent unless the user adds its jar. One thread; the memory of the
 * library is given back when the session is no longer reachable.
 */
final class OnnxSession {
  private static final Logger log = LoggerFactory.getLogger(OnnxSession.class);
  private static final Cleaner CLEANER = Cleaner.create();

  /**
   * When it makes a session, ONNX Runtime 1.29.0 matches the process's command line against a
   * pattern, recursing at each character: a command line of some thousand characters overflows a
   * usual stack, and the process is gone.
   */
  private static final long STACK = 64L << 20;

  private final OrtSession session;
  private final Map<String, OnnxTensor> input;
  private final Buffer buffer;
  private final String output;
  private boolean failed;

  private OnnxSession(
      OrtSession session, String name, OnnxTensor row, Buffer buffer, String output) {
    this.session = session;
    this.input = Map.of(name, row);
    this.buffer = buffer;
    this.output = output;
    CLEANER.register(
        this,
        () -> {
          row.close();
          try {
            session.close();
          } catch (OrtException e) {
            log.warn("an ONNX session was not closed: {}", e.getMessage());
          }
        });
  }

  /**
   * Parses the model, which {@link OnnxFile} has looked through.
   *
   * @param width numbers of a row
   * @param output the output's name, or null where there is only one of numbers
   */
  static OnnxSession open(ByteBuffer model, int width, @Nullable String output)
      throws ModelException {
    FutureTask<OnnxSession> opening = new FutureTask<>(() -> parsed(model, width, output));
    Thread thread = new Thread(null, opening, "onnx-open", STACK);
    thread.setDaemon(true);
    thread.start();
    try {
      return opening.get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ModelException("the ONNX model was not opened: the gateway stops", stopped);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof ModelException refused) {
        throw refused;
      }
      if (failed.getCause() instanceof LinkageError absent) {
        throw absent;
      }
      throw new IllegalStateException("an ONNX model was not opened", failed.getCause());
    }
  }

  private static OnnxSession parsed(ByteBuffer model, int width, @Nullable String output)
      throws ModelException {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "sluice");
    byte[] bytes = new byte[model.remaining()];
    model.duplicate().get(bytes);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setDeterministicCompute(true);
      // Without it a file could be of the library's own format, which nobody has looked through.
      options.addConfigEntry("session.load_model_format", "ONNX");
      OrtSession session = environment.createSession(bytes, options);
      return fed(environment, session, width, output);
    } catch (OrtException e) {
      throw new ModelException("ONNX Runtime refuses the model: " + e.getMessage(), e);
    }
  }

  private static OnnxSession fed(
      OrtEnvironment environment, OrtSession session, int width, @Nullable String output)
      throws OrtException, ModelException {
    String chosen = chosen(session, output);
    Map.Entry<String, NodeInfo> only = session.getInputInfo().entrySet().iterator().next();
    if (session.getNumInputs() != 1 || !(only.getValue().getInfo() instanceof TensorInfo info)) {
      throw new ModelException(
          "the ONNX model has inputs " + session.getInputNames() + ", it must have one tensor");
    }
    long[] shape = info.getShape();
    boolean fits =
        shape.length >= 1
            && shape.length <= 2
            && (shape[shape.length - 1] == width || shape[shape.length - 1] < 0)
            && (shape.length == 1 || shape[0] == 1 || shape[0] < 0);
    if (!fits) {
      throw new ModelException(
          "the ONNX model takes an input of shape %s, a row has %d numbers"
              .formatted(List.of(boxed(shape)), width));
    }
    long[] row = shape.length == 1 ? new long[] {width} : new long[] {1, width};
    ByteBuffer memory =
        ByteBuffer.allocateDirect(width * info.type.size).order(ByteOrder.nativeOrder());
    if (info.type == OnnxJavaType.FLOAT) {
      FloatBuffer buffer = memory.asFloatBuffer();
      OnnxTensor tensor = OnnxTensor.createTensor(environment, buffer, row);
      return new OnnxSession(session, only.getKey(), tensor, buffer, chosen);
    }
    if (info.type == OnnxJavaType.DOUBLE) {
      DoubleBuffer buffer = memory.asDoubleBuffer();
      OnnxTensor tensor = OnnxTensor.createTensor(environment, buffer, row);
      return new OnnxSession(session, only.getKey(), tensor, buffer, chosen);
    }
    throw new ModelException(
        "the ONNX model takes numbers of type " + info.type + ", it must take float or double");
  }

  private static String chosen(OrtSession session, @Nullable String wanted)
      throws OrtException, ModelException {
    List<String> possible = new ArrayList<>();
    for (Map.Entry<String, NodeInfo> each : session.getOutputInfo().entrySet()) {
      if (each.getValue().getInfo() instanceof TensorInfo info
          && (info.type == OnnxJavaType.FLOAT || info.type == OnnxJavaType.DOUBLE)) {
        possible.add(each.getKey());
      }
    }
    if (wanted == null && possible.size() == 1) {
      return possible.get(0);
    }
    if (wanted == null || !possible.contains(wanted)) {
      throw new ModelException(
          "output is %s; the ONNX model has these of numbers: %s"
              .formatted(wanted == null ? "not given" : wanted, possible));
    }
    return wanted;
  }

  private static Long[] boxed(long[] shape) {
    Long[] boxed = new Long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      boxed[i] = shape[i];
    }
    return boxed;
  }

  String output() {
    return output;
  }

  /**
   * The model's number for a row, or NaN where it gives none: an error of the library, or another
   * count of numbers than one. Allocates some 2 kB: the library makes objects for each answer.
   */
  double answer(double[] row) {
    for (int i = 0; i < row.length; i++) {
      if (buffer instanceof FloatBuffer floats) {
        floats.put(i, (float) row[i]);
      } else if (buffer instanceof DoubleBuffer doubles) {
        doubles.put(i, row[i]);
      }
    }
    try (OrtSession.Result result = session.run(input, Set.of(output))) {
      return result.get(0) instanceof OnnxTensor tensor ? single(tensor) : Double.NaN;
    } catch (OrtException e) {
      if (!failed) {
        log.warn("an ONNX model gives no answer: {}", e.getMessage());
      }
      failed = true;
      return Double.NaN;
    } finally {
      // Or the cleaner could close the session in the middle of its last answer.
      Reference.reachabilityFence(this);
    }
  }

  private static double single(OnnxTensor tensor) {
    FloatBuffer floats = tensor.getFloatBuffer();
    if (floats != null) {
      return floats.remaining() == 1 ? floats.get() : Double.NaN;
    }
    DoubleBuffer doubles = tensor.getDoubleBuffer();
    return doubles != null && doubles.remaining() == 1 ? doubles.get() : Double.NaN;
  }
}
