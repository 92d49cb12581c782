package io.sluice.analytics.detectors;

import io.sluice.analytics.ModelException;
import java.util.Arrays;
import libsvm.svm_model;
import libsvm.svm_node;

/** Compares the kernel with the library's own predictions before a model may score. */
final class KernelProof {
  private static final int ROWS = 100;
  private static final double ALLOWED = 1e-9;

  private KernelProof() {}

  /** Refuses a kernel that is off by more than 1e-9 on any of 100 rows in and around the data. */
  static void require(SvmKernel kernel, TribuoSvm svm) throws ModelException {
    double worst = worst(kernel, svm);
    if (!(worst <= ALLOWED)) {
      throw new ModelException(
          "the model scores differ from the library's by " + worst + ", allowed is " + ALLOWED);
    }
  }

  /** Largest difference, relative to the largest possible sum. */
  static double worst(SvmKernel kernel, TribuoSvm svm) {
    double worst = 0;
    for (int row = 0; row < ROWS; row++) {
      double[] x = row(svm.inner(), row, kernel.size());
      double ours = kernel.sum(Arrays.copyOf(x, kernel.width())) - svm.rho();
      double difference = Math.abs(ours - svm.score(x)) / Math.max(1, kernel.peak());
      worst = Math.max(worst, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
    }
    return worst;
  }

  /** On and between support vectors, pulled in and pushed out by up to a half. */
  private static double[] row(svm_model model, int row, int size) {
    double[] x = new double[size];
    double stretch = 0.5 + (row % 11) / 10.0;
    for (svm_node node : model.SV[row % model.l]) {
      x[node.index] += stretch * 0.5 * node.value;
    }
    for (svm_node node : model.SV[(row * 7 + 3) % model.l]) {
      x[node.index] += stretch * 0.5 * node.value;
    }
    return x;
  }
}
