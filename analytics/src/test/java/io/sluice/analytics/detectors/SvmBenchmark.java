package io.sluice.analytics.detectors;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.tribuo.Example;
import org.tribuo.anomaly.Event;

/**
 * One score of a machine with some 1,000 support vectors: ours, Tribuo's, and the machine's limits.
 */
@NullUnmarked // the harness sets the fields
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SvmBenchmark {
  /** Fused multiply-adds a value in {@link #arithmetic}. */
  static final int DEGREE = 32;

  static final int LANES = 1024;
  private static final int TRAINING = 2000;
  private static final int ROWS = 64;

  @Param({"8", "32", "128"})
  public int features;

  private final double[] values = new double[LANES];
  private final double[] results = new double[LANES];
  private SvmKernel kernel;
  private TribuoSvm svm;
  private double[][] rows;
  private Example<Event>[] examples;
  private double[][] columns;
  private int next;

  @Setup
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic class
  public void train() throws Exception {
    Random random = new Random(1);
    double[][] white = new double[TRAINING][features];
    for (double[] row : white) {
      fill(random, row);
    }
    svm = TribuoSvm.train(white, 0.5, 0.1 / features, 1);
    kernel = SvmKernel.of(svm.inner(), features);
    rows = new double[ROWS][kernel.width()];
    examples = new Example[ROWS];
    for (int i = 0; i < ROWS; i++) {
      double[] row = new double[features];
      fill(random, row);
      System.arraycopy(row, 0, rows[i], 0, features);
      examples[i] = svm.example(row);
    }
    columns = new double[features][LANES];
    for (double[] column : columns) {
      fill(random, column);
    }
    fill(random, values);
  }

  int supportVectors() {
    return svm.inner().l;
  }

  /** What a detector does at each row. */
  @Benchmark
  public double kernel() {
    return kernel.sum(rows[next++ & (ROWS - 1)]);
  }

  /** What Tribuo does at each row, its example made beforehand. */
  @Benchmark
  public double tribuo() {
    return svm.predict(examples[next++ & (ROWS - 1)]);
  }

  /** As many fused multiply-adds as the machine can do, in the first cache. */
  @Benchmark
  public double[] arithmetic() {
    polynomial(values, results);
    return results;
  }

  /** Every support vector read once, with as little arithmetic as possible. */
  @Benchmark
  public double[] reading() {
    for (int feature = 0; feature < columns.length; feature += 4) {
      add(
          results,
          columns[feature],
          columns[feature + 1],
          columns[feature + 2],
          columns[feature + 3]);
    }
    return results;
  }

  private static void add(double[] sum, double[] a, double[] b, double[] c, double[] d) {
    for (int i = 0; i < LANES; i++) {
      sum[i] = (a[i] + b[i]) + (c[i] + d[i]);
    }
  }

  private static void fill(Random random, double[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = random.nextGaussian();
    }
  }

  private static void polynomial(double[] x, double[] y) {
    for (int i = 0; i < LANES; i++) {
      double v = x[i];
      double p = v;
      p = Math.fma(p, v, 0.1);
      p = Math.fma(p, v, 0.2);
      p = Math.fma(p, v, 0.3);
      p = Math.fma(p, v, 0.4);
      p = Math.fma(p, v, 0.5);
      p = Math.fma(p, v, 0.6);
      p = Math.fma(p, v, 0.7);
      p = Math.fma(p, v, 0.8);
      p = Math.fma(p, v, 0.9);
      p = Math.fma(p, v, 0.10);
      p = Math.fma(p, v, 0.11);
      p = Math.fma(p, v, 0.12);
      p = Math.fma(p, v, 0.13);
      p = Math.fma(p, v, 0.14);
      p = Math.fma(p, v, 0.15);
      p = Math.fma(p, v, 0.16);
      p = Math.fma(p, v, 0.17);
      p = Math.fma(p, v, 0.18);
      p = Math.fma(p, v, 0.19);
      p = Math.fma(p, v, 0.20);
      p = Math.fma(p, v, 0.21);
      p = Math.fma(p, v, 0.22);
      p = Math.fma(p, v, 0.23);
      p = Math.fma(p, v, 0.24);
      p = Math.fma(p, v, 0.25);
      p = Math.fma(p, v, 0.26);
      p = Math.fma(p, v, 0.27);
      p = Math.fma(p, v, 0.28);
      p = Math.fma(p, v, 0.29);
      p = Math.fma(p, v, 0.30);
      p = Math.fma(p, v, 0.31);
      p = Math.fma(p, v, 0.32);
      y[i] = p;
    }
  }
}
