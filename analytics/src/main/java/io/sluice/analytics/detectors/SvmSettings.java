package io.sluice.analytics.detectors;

import java.util.Locale;

/**
 * What a machine is trained with.
 *
 * @param nu share of rows that may lie outside
 * @param gamma width of the kernel on whitened features
 * @param mostRows that the boundary is drawn from
 * @param seed of the trainer
 */
record SvmSettings(double nu, double gamma, int mostRows, long seed) {
  private static final double USUAL_NU = 0.05;
  private static final double USUAL_GAMMA = 0.1;

  /** The user's, and the usual ones where the user gave none. */
  static SvmSettings of(OneClassSvmOptions options, FeaturePlan plan) {
    Double nu = options.nu();
    Double gamma = options.gamma();
    return new SvmSettings(
        nu == null ? USUAL_NU : nu,
        gamma == null ? USUAL_GAMMA / plan.features().size() : gamma,
        options.maxTrainingRows(),
        options.seed());
  }

  SvmSettings withNu(double other) {
    return new SvmSettings(other, gamma, mostRows, seed);
  }

  SvmSettings withGamma(double other) {
    return new SvmSettings(nu, other, mostRows, seed);
  }

  SvmSettings withMostRows(int most) {
    return new SvmSettings(nu, gamma, Math.min(mostRows, most), seed);
  }

  String inWords() {
    return String.format(Locale.ROOT, "nu %.3g, gamma %.3g", nu, gamma);
  }
}
