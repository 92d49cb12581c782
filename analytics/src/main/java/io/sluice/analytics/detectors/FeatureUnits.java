package io.sluice.analytics.detectors;

import io.sluice.analytics.Aspect;
import io.sluice.analytics.Feature;
import io.sluice.analytics.Moments;

/**
 * Between the scale of one model's features and the tags' own units, which all models share; of a
 * rooted spread the root of the unit.
 */
final class FeatureUnits {
  private final double[] zero;
  private final double[] one;

  private FeatureUnits(int size) {
    zero = new double[size];
    one = new double[size];
  }

  static FeatureUnits of(FeaturePlan plan) {
    FeatureUnits units = new FeatureUnits(plan.features().size());
    for (int i = 0; i < units.zero.length; i++) {
      Feature feature = plan.features().get(i);
      units.zero[i] = feature.aspect() == Aspect.LEVEL ? plan.centre().get(feature.column()) : 0;
      double scale = plan.scale().get(feature.column());
      units.one[i] = plan.rooted(feature) ? Math.sqrt(scale) : scale;
    }
    return units;
  }

  Moments inUnits(Moments scaled) {
    return scaled.rescaled(zero, one);
  }

  Moments scaled(Moments inUnits) {
    double[] offset = new double[zero.length];
    double[] factor = new double[zero.length];
    for (int i = 0; i < zero.length; i++) {
      offset[i] = -zero[i] / one[i];
      factor[i] = 1 / one[i];
    }
    return inUnits.rescaled(offset, factor);
  }
}
