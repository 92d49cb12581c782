package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.sluice.analytics.ModelException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tribuo.protos.core.ModelProto;

class SvmKernelTest {
  @Test
  void itAgreesWithTribuoOnEveryNumberOfFeatures() throws Exception {
    for (int size : new int[] {1, 2, 3, 4, 5, 11, 32, 101}) {
      TribuoSvm svm = TribuoSvm.train(rows(size, 400), 0.05, 0.1 / size, 1);
      SvmKernel kernel = SvmKernel.of(svm.inner(), size);
      assertThat(KernelProof.worst(kernel, svm)).isLessThan(1e-10);
      KernelProof.require(kernel, svm);
    }
  }

  @Test
  void farAwayItIsTinyAndNotZero() throws Exception {
    TribuoSvm svm = TribuoSvm.train(rows(3, 400), 0.05, 0.1, 1);
    SvmKernel kernel = SvmKernel.of(svm.inner(), 3);
    assertThat(kernel.sum(new double[] {1e9, -1e9, 1e9, 0})).isPositive().isLessThan(1e-20);
    assertThat(kernel.sum(new double[4])).isBetween(0.1 * kernel.peak(), kernel.peak());
  }

  @Test
  void aMachineSurvivesItsProtobufForm() throws Exception {
    TribuoSvm svm = TribuoSvm.train(rows(12, 400), 0.05, 0.01, 1);
    TribuoSvm read = TribuoSvm.read(svm.write(), 12);
    for (double[] row : rows(12, 50)) {
      assertThat(read.score(row)).isEqualTo(svm.score(row));
    }
    assertThat(read.rho()).isEqualTo(svm.rho());
  }

  @Test
  void aKernelOfAnotherMachineIsRefused() throws Exception {
    TribuoSvm one = TribuoSvm.train(rows(3, 400), 0.05, 0.1, 1);
    TribuoSvm two = TribuoSvm.train(rows(3, 300), 0.05, 0.1, 1);
    assertThatThrownBy(() -> KernelProof.require(SvmKernel.of(two.inner(), 3), one))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("differ from the library's");
  }

  @Test
  void aMessageThatNamesAnotherClassIsRefusedBeforeAnyIsLoaded() throws Exception {
    ModelProto good = ModelProto.parseFrom(machine(3));
    refused(
        good.toBuilder().setClassName("javax.script.ScriptEngineManager").build(),
        "names a class that has no place there: javax.script.ScriptEngineManager");
    refused(
        good.toBuilder().setClassName("org.tribuo.ensemble.WeightedEnsembleModel").build(),
        "names a class that has no place there");
    refused(
        good.toBuilder()
            .setSerializedData(Any.newBuilder().setTypeUrl("type.googleapis.com/other"))
            .build(),
        "holds a message that has no place there: type.googleapis.com/other");
  }

  @Test
  void aClassNameDeepInsideIsFoundToo() throws Exception {
    byte[] bytes = machine(3).array().clone();
    int at = find(bytes, "org.tribuo.provenance.SimpleDataSourceProvenance");
    bytes[at] = 'x';
    assertThatThrownBy(() -> TribuoSvm.read(ByteBuffer.wrap(bytes), 3))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("xrg.tribuo.provenance.SimpleDataSourceProvenance");
  }

  @Test
  void noFlippedByteOrCutIsMoreThanAModelException() throws Exception {
    byte[] good = machine(3).array();
    Random random = new Random(5);
    for (int i = 0; i < 400; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      readsOrIsRefused(bad);
      readsOrIsRefused(Arrays.copyOf(good, random.nextInt(good.length)));
    }
    readsOrIsRefused(ByteString.copyFromUtf8("no protobuf at all").toByteArray());
  }

  @Test
  void aMachineForOtherFeaturesIsRefused() throws Exception {
    ByteBuffer bytes = machine(3);
    assertThatThrownBy(() -> TribuoSvm.read(bytes, 4))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("is for 3 features, not 4");
  }

  @Test
  @Tag("bench")
  void itIsMuchFasterThanTribuosPredict() throws Exception {
    int size = 32;
    TribuoSvm svm = TribuoSvm.train(rows(size, 4000), 0.25, 0.1 / size, 1);
    SvmKernel kernel = SvmKernel.of(svm.inner(), size);
    double[][] rows = rows(size, 1000);
    double sink = 0;
    double ours = Double.MAX_VALUE;
    double theirs = Double.MAX_VALUE;
    for (int turn = 0; turn < 12; turn++) {
      long start = System.nanoTime();
      for (int repeat = 0; repeat < 10; repeat++) {
        for (double[] row : rows) {
          sink += kernel.sum(row);
        }
      }
      long middle = System.nanoTime();
      for (double[] row : rows) {
        sink += svm.score(row);
      }
      ours = Math.min(ours, (middle - start) / 1e4);
      theirs = Math.min(theirs, (System.nanoTime() - middle) / 1e3);
    }
    System.out.printf(
        "kernel d=%d sv=%d: %.0f ns, Tribuo predict %.0f ns, %.1f times (%.0f)%n",
        size, svm.inner().l, ours, theirs, theirs / ours, sink);
    assertThat(theirs / ours).isGreaterThan(2);
  }

  @Test
  void theExponentialIsExactToTwelveDigitsWhereItCounts() throws Exception {
    TribuoSvm svm = TribuoSvm.train(rows(1, 400), 0.05, 1, 1);
    SvmKernel kernel = SvmKernel.of(svm.inner(), 1);
    for (double x = -4; x <= 4; x += 0.01) {
      double exact = 0;
      for (int i = 0; i < svm.inner().l; i++) {
        double off = x - svm.inner().SV[i][0].value;
        exact += svm.inner().sv_coef[0][i] * Math.exp(-svm.inner().param.gamma * off * off);
      }
      assertThat(kernel.sum(new double[] {x, 0, 0, 0})).isCloseTo(exact, within(1e-11 * exact));
    }
  }

  private static ByteBuffer machine(int size) throws Exception {
    return TribuoSvm.train(rows(size, 300), 0.05, 0.1, 1).write();
  }

  private static void refused(ModelProto model, String message) {
    assertThatThrownBy(() -> TribuoSvm.read(ByteBuffer.wrap(model.toByteArray()), 3))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(message);
  }

  private static void readsOrIsRefused(byte[] bytes) {
    try {
      assertThat(TribuoSvm.read(ByteBuffer.wrap(bytes), 3).rho()).isPositive();
    } catch (ModelException e) {
      assertThat(e).hasMessageContaining("model.pb");
    }
  }

  private static int find(byte[] bytes, String text) {
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(text);
  }

  private static double[][] rows(int size, int count) {
    Random random = new Random(size);
    double[][] rows = new double[count][size];
    for (double[] row : rows) {
      Arrays.setAll(row, i -> random.nextGaussian());
    }
    return rows;
  }
}
