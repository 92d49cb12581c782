package io.sluice.analytics.detectors;

import java.util.Arrays;
import libsvm.svm_model;
import libsvm.svm_node;

/**
 * Σ coefficient · exp(−gamma · |x − sv|²) over the support vectors of a radial basis machine.
 * Allocates nothing; owned by one context.
 *
 * <p>The layout is what the JIT compiler turns into vector instructions (C2 on 17 and 25): one
 * array per feature, four features a pass, the inner loop over the support vectors, fused
 * multiply-add. The exponential is exp(y)^256 with y = −gamma·d²/256, by its Taylor polynomial of
 * degree 8 and eight squarings; y is kept above −0.25, where the value is 1e-28 and no longer
 * counts. Arrays are padded to a multiple of eight with coefficient 0.
 */
final class SvmKernel {
  private static final int LANES = 8;

  private final int size;
  private final double[][] vectors;
  private final double[] coefficients;
  private final double[] distances;
  private final double gamma;
  private final double peak;

  private SvmKernel(int size, double[][] vectors, double[] coefficients, double gamma) {
    this.size = size;
    this.vectors = vectors;
    this.coefficients = coefficients;
    this.distances = new double[coefficients.length];
    this.gamma = gamma;
    this.peak = Arrays.stream(coefficients).sum();
  }

  /** The kernel of a one-class model over {@code size} features whose ids are 0, 1, 2 … */
  static SvmKernel of(svm_model model, int size) {
    int padded = (model.l + LANES - 1) / LANES * LANES;
    int passes = (size + 3) / 4 * 4;
    double[][] vectors = new double[passes][padded];
    for (int vector = 0; vector < model.l; vector++) {
      for (svm_node node : model.SV[vector]) {
        vectors[node.index][vector] = node.value;
      }
    }
    return new SvmKernel(size, vectors, Arrays.copyOf(model.sv_coef[0], padded), model.param.gamma);
  }

  /** The largest value that {@link #sum} can have: all support vectors in one place. */
  double peak() {
    return peak;
  }

  /**
   * The sum for a row; above 0.
   *
   * @param x as many elements as a multiple of four that holds all features, the rest 0
   */
  double sum(double[] x) {
    double[] d = distances;
    Arrays.fill(d, 0);
    add(d, x);
    exponentials(d, coefficients, -gamma / 256);
    return total(d);
  }

  /** Elements that {@link #sum} wants of a row. */
  int width() {
    return vectors.length;
  }

  int size() {
    return size;
  }

  private void add(double[] d, double[] x) {
    for (int feature = 0; feature < vectors.length; feature += 4) {
      double[] v0 = vectors[feature];
      double[] v1 = vectors[feature + 1];
      double[] v2 = vectors[feature + 2];
      double[] v3 = vectors[feature + 3];
      double x0 = x[feature];
      double x1 = x[feature + 1];
      double x2 = x[feature + 2];
      double x3 = x[feature + 3];
      for (int i = 0; i < d.length; i++) {
        double a = x0 - v0[i];
        double b = x1 - v1[i];
        double c = x2 - v2[i];
        double e = x3 - v3[i];
        d[i] = Math.fma(a, a, Math.fma(b, b, Math.fma(c, c, Math.fma(e, e, d[i]))));
      }
    }
  }

  private static void exponentials(double[] d, double[] coefficients, double factor) {
    for (int i = 0; i < d.length; i++) {
      double y = Math.max(d[i] * factor, -0.25);
      double p = Math.fma(y, 1.0 / 40320, 1.0 / 5040);
      p = Math.fma(p, y, 1.0 / 720);
      p = Math.fma(p, y, 1.0 / 120);
      p = Math.fma(p, y, 1.0 / 24);
      p = Math.fma(p, y, 1.0 / 6);
      p = Math.fma(p, y, 0.5);
      p = Math.fma(p, y, 1.0);
      p = Math.fma(p, y, 1.0);
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      d[i] = p * coefficients[i];
    }
  }

  private static double total(double[] d) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int i = 0; i < d.length; i += LANES) {
      s0 += d[i];
      s1 += d[i + 1];
      s2 += d[i + 2];
      s3 += d[i + 3];
      s4 += d[i + 4];
      s5 += d[i + 5];
      s6 += d[i + 6];
      s7 += d[i + 7];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }
}
