package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.analytics.Column;
import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxKindTest {
  private static final float[] CENTRE = {10, 20};
  private static final float[] WEIGHT = {1, 1};

  private final Path folder;

  OnnxKindTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theUsersAnswerIsTheMeasureAndTheTagBehindItIsNamed() throws Exception {
    Detector detector = kind().detector(trained(TinyOnnx.farthest(CENTRE, WEIGHT)));
    Row row = new Row(2);
    Random random = new Random(3);
    for (int i = 1; i <= 50; i++) {
      row.set(0, 10 + random.nextGaussian());
      row.set(1, i < 50 ? 20 + random.nextGaussian() : 35);
      row.time(i * 1_000_000_000L);
      detector.update(row);
    }
    assertThat(detector.score()).isGreaterThan(2);
    assertThat(detector.contributions(1)).singleElement().extracting("tag").isEqualTo("b");
  }

  @Test
  void lowAnswersAreUnusualWhereTheUserSaysSo() throws Exception {
    float[] negative = {-1, 0};
    byte[] model =
        TinyOnnx.model(
            "",
            graph -> {
              TinyOnnx.message(graph, 1, TinyOnnx.node("Mul", "", "a", "x", "w"));
              TinyOnnx.message(graph, 1, TinyOnnx.node("ReduceSum", "", "score", "a"));
              graph.writeString(2, "sum");
              TinyOnnx.message(graph, 5, TinyOnnx.tensor("w", negative));
              TinyOnnx.message(graph, 11, TinyOnnx.value("x", 1, 2));
              TinyOnnx.message(graph, 12, TinyOnnx.value("score", 1, 1));
            });
    Files.write(folder.resolve("m.onnx"), model);
    OnnxOptions low =
        new OnnxOptions(
            "m.onnx", OnnxOptions.Input.COLUMNS, "score", OnnxOptions.Unusual.LOW, null);
    Detector detector = kind().detector(kind().train(rows(), low, Goal.USUAL));
    Row row = new Row(2);
    for (int i = 1; i <= 20; i++) {
      row.set(0, i < 20 ? 10 : 40);
      row.set(1, 20 + i % 3);
      row.time(i * 1_000_000_000L);
      detector.update(row);
    }
    assertThat(detector.score()).isGreaterThan(1);
  }

  @Test
  void windowFeaturesCanBeTheInput() throws Exception {
    Files.write(
        folder.resolve("m.onnx"), TinyOnnx.farthest(new float[4], new float[] {1, 1, 1, 1}));
    OnnxOptions features =
        new OnnxOptions("m.onnx", OnnxOptions.Input.FEATURES, null, OnnxOptions.Unusual.HIGH, null);
    assertThat(kind().train(rows(), features, Goal.USUAL).threshold()).isPositive();
  }

  @Test
  void anAnswerThatIsNoNumberIsNoVerdict() throws Exception {
    byte[] model =
        TinyOnnx.model(
            "",
            graph -> {
              TinyOnnx.message(graph, 1, TinyOnnx.node("Sqrt", "", "root", "x"));
              TinyOnnx.message(graph, 1, TinyOnnx.node("ReduceSum", "", "score", "root"));
              graph.writeString(2, "root");
              TinyOnnx.message(graph, 11, TinyOnnx.value("x", 1, 2));
              TinyOnnx.message(graph, 12, TinyOnnx.value("score", 1, 1));
            });
    Detector detector = kind().detector(trained(model));
    Row row = new Row(2);
    Verdict last = Verdict.SCORED;
    for (int i = 1; i <= 20; i++) {
      row.set(0, i < 20 ? 10 + i % 2 : -10);
      row.set(1, 20 + i % 3);
      row.time(i * 1_000_000_000L);
      last = detector.update(row);
    }
    assertThat(last).isEqualTo(Verdict.NOT_FINITE);
    assertThatThrownBy(detector::score).isInstanceOf(IllegalStateException.class);
  }

  @Test
  @Tag("attack-67")
  void numbersInAnotherFileAreRefusedBeforeTheLibraryLooksForThem() {
    byte[] model =
        TinyOnnx.model(
            "",
            TinyOnnx.graph(
                CENTRE,
                WEIGHT,
                graph ->
                    TinyOnnx.message(
                        graph,
                        5,
                        tensor -> {
                          tensor.writeInt64(1, 2);
                          tensor.writeInt32(2, 1);
                          tensor.writeString(8, "outside");
                          TinyOnnx.message(
                              tensor,
                              13,
                              entry -> {
                                entry.writeString(1, "location");
                                entry.writeString(2, "../../secret");
                              });
                          tensor.writeInt32(TinyOnnx.LOCATION_FIELD, 1);
                        })));
    refused(model, "numbers in another file");
  }

  @Test
  @Tag("attack-67")
  void operatorsThatAreNotOnnxOwnAreRefused() {
    refused(
        TinyOnnx.model(
            "",
            TinyOnnx.graph(
                CENTRE,
                WEIGHT,
                graph ->
                    TinyOnnx.message(
                        graph, 1, TinyOnnx.node("EPContext", "com.microsoft", "z", "x")))),
        "operators of com.microsoft");
    refused(
        TinyOnnx.model("org.example", TinyOnnx.graph(CENTRE, WEIGHT, graph -> {})),
        "operators of org.example");
  }

  @Test
  @Tag("attack-69")
  void operatorsThatNeedNotEndAreRefused() {
    refused(
        TinyOnnx.model(
            "",
            TinyOnnx.graph(
                CENTRE,
                WEIGHT,
                graph -> TinyOnnx.message(graph, 1, TinyOnnx.node("Loop", "", "z", "x")))),
        "Loop, which need not end");
  }

  @Test
  @Tag("attack-67")
  void bytesThatAreNoModelAreRefused() throws Exception {
    byte[] sound = TinyOnnx.farthest(CENTRE, WEIGHT);
    for (int length = 0; length < sound.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(sound, 0, length).slice();
      assertThatThrownBy(
              () -> {
                OnnxFile.check(cut);
                OnnxSession.open(cut, 2, null);
              })
          .as("%d bytes", length)
          .isInstanceOf(ModelException.class);
    }
    byte[] own = new byte[64];
    System.arraycopy("ORTM".getBytes(StandardCharsets.US_ASCII), 0, own, 4, 4);
    assertThatThrownBy(() -> OnnxFile.check(ByteBuffer.wrap(own)))
        .isInstanceOf(ModelException.class);
  }

  @Test
  @Tag("attack-68")
  void aModelForAnotherNumberOfTagsIsRefused() {
    refused(TinyOnnx.farthest(new float[3], new float[3]), "a row has 2 numbers");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> kind().train(rows(), options("gone.onnx"), Goal.USUAL))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("gone.onnx: there is no such model file");
  }

  @Test
  void anOutputThatTheModelLacksIsAnsweredWithThoseItHas() throws IOException {
    Files.write(folder.resolve("m.onnx"), TinyOnnx.farthest(CENTRE, WEIGHT));
    OnnxOptions other =
        new OnnxOptions(
            "m.onnx", OnnxOptions.Input.COLUMNS, "label", OnnxOptions.Unusual.HIGH, null);
    assertThatThrownBy(() -> kind().train(rows(), other, Goal.USUAL))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("output is label; the ONNX model has these of numbers: [score]");
  }

  @Test
  void withoutTheJarOneSentenceSaysWhatToAddAndWhere() throws Exception {
    Class<?> probe = new WithoutOnnx().loadClass(Probe.class.getName());
    Constructor<?> made = probe.getDeclaredConstructor();
    made.setAccessible(true); // another loader's class, so another package
    Object message = ((Callable<?>) made.newInstance()).call();
    assertThat(message)
        .asString()
        .contains("onnxruntime-1.29.0.jar")
        .contains("folder extensions")
        .doesNotContain("\n");
  }

  /** Runs where the library's classes are not to be found. */
  static final class Probe implements Callable<String> {
    @Override
    public String call() throws Exception {
      Path folder = Files.createTempDirectory("onnx");
      Path file = Files.write(folder.resolve("m.onnx"), TinyOnnx.farthest(CENTRE, WEIGHT));
      try {
        new OnnxKind().in(folder).train(rows(), options("m.onnx"), Goal.USUAL);
        return "trained";
      } catch (TrainingException e) {
        return String.valueOf(e.getMessage());
      } finally {
        Files.delete(file);
        Files.delete(folder);
      }
    }
  }

  /** Loads our classes anew and hides the library. */
  private static final class WithoutOnnx extends ClassLoader {
    WithoutOnnx() {
      super(OnnxKindTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("ai.onnxruntime")) {
        throw new ClassNotFoundException(name);
      }
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null || !name.startsWith("io.sluice")) {
        return loaded == null ? super.loadClass(name, resolve) : loaded;
      }
      try (@Nullable InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private void refused(byte[] model, String why) {
    assertThatThrownBy(() -> trained(model))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining(why);
  }

  private TrainedModel trained(byte[] model) throws IOException, TrainingException {
    Files.write(folder.resolve("m.onnx"), model);
    return kind().train(rows(), options("m.onnx"), Goal.USUAL);
  }

  private DetectorKind<OnnxOptions> kind() {
    return new OnnxKind().in(folder);
  }

  private static OnnxOptions options(String file) {
    return new OnnxOptions(file, OnnxOptions.Input.COLUMNS, null, OnnxOptions.Unusual.HIGH, null);
  }

  private static TrainingRows rows() {
    List<Column> columns = List.of(Column.process("a", "bar"), Column.process("b", "bar"));
    TrainingRows rows = new TrainingRows(columns, 500);
    Random random = new Random(1);
    Row row = new Row(2);
    for (int i = 1; i <= 500; i++) {
      row.set(0, 10 + random.nextGaussian());
      row.set(1, 20 + random.nextGaussian());
      row.time(i * 1_000_000_000L);
      rows.add(row);
    }
    return rows;
  }
}
