package io.sluice.analytics.detectors;

import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.TrainingRows;
import java.util.List;

/** Which detectors watch an asset of which nothing is known but its rows. */
public final class UsualDetectors {
  private UsualDetectors() {}

  /** The kinds that watch such rows where the user names none; each raises its own alarm. */
  public static List<DetectorKind<?>> of(TrainingRows rows) {
    return List.of(BaselineKind.suits(rows) ? new BaselineKind() : new OneClassSvmKind());
  }
}
