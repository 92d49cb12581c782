package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.analytics.Goal;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Moments;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.plant.PumpRows;
import org.junit.jupiter.api.Test;

class MahalanobisTest extends AssetContractTest<MahalanobisOptions> {
  MahalanobisTest() {
    super(new MahalanobisKind());
  }

  /**
   * Two gateways with scales of their own: only in the tags' units can they be merged. What differs
   * is the rounding of spreads that are nearly 0, in one scale and in the other.
   */
  @Test
  void aModelOfMergedMomentsScoresAsOneOfPooledMomentsWould() throws Exception {
    TrainedModel one = train(PumpRows.training(21, 9000));
    TrainedModel other = train(PumpRows.training(22, 12_000));
    Moments merged = MahalanobisKind.moments(one).merged(MahalanobisKind.moments(other));
    double threshold = Math.max(one.threshold(), other.threshold());
    double[] fromOne =
        scores(kind.detector(MahalanobisKind.fromMoments(one, merged, threshold)), 9, 500);
    double[] fromOther =
        scores(kind.detector(MahalanobisKind.fromMoments(other, merged, threshold)), 9, 500);
    for (int row = 0; row < fromOne.length; row++) {
      assertThat(fromOne[row]).isCloseTo(fromOther[row], within(1e-6));
    }
    assertThat(merged.count())
        .isEqualTo(MahalanobisKind.moments(one).count() + MahalanobisKind.moments(other).count());
  }

  @Test
  void aModelOfItsOwnMomentsScoresTheSame() throws Exception {
    TrainedModel again =
        MahalanobisKind.fromMoments(model(), MahalanobisKind.moments(model()), model().threshold());
    double[] scores = scores(kind.detector(model()), 9, 500);
    double[] same = scores(kind.detector(again), 9, 500);
    for (int row = 0; row < scores.length; row++) {
      assertThat(same[row]).isCloseTo(scores[row], within(1e-10));
    }
    assertThat(again.data().sha256()).hasSize(64);
  }

  @Test
  void momentsOfOtherFeaturesAreRefused() {
    assertThatThrownBy(() -> MahalanobisKind.fromMoments(model(), new Moments(3), 1))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("moments of 0 rows of 3 features do not fit");
    assertThatThrownBy(() -> MahalanobisKind.moments(changed(model(), "pca", model().threshold())))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("of kind pca");
  }

  @Test
  void itsFeaturesHaveNames() throws Exception {
    assertThat(MahalanobisKind.features(model()))
        .contains("pump/flow level", "pump/flow spread")
        .hasSize(MahalanobisKind.moments(model()).size());
  }

  @Test
  void theUsersShrinkageIsTaken() throws Exception {
    TrainedModel alone =
        kind.train(PumpRows.training(5, 3000), new MahalanobisOptions(null, 1.0), Goal.USUAL);
    assertThat(alone.parameters()).containsEntry("shrinkage", "1.0");
    assertThat(Double.parseDouble(String.valueOf(model().parameters().get("shrinkage"))))
        .isBetween(0.0001, 0.2);
  }
}
