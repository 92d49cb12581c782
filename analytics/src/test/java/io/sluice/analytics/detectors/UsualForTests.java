package io.sluice.analytics.detectors;

import io.sluice.analytics.DetectorKind;
import java.util.Optional;

/** A kind's options where nothing is configured, for tests of other packages. */
public final class UsualForTests {
  private UsualForTests() {}

  /** Empty for a kind that has an option without a default. */
  public static Optional<Record> options(DetectorKind<?> kind) {
    try {
      return Optional.of(Defaults.of(kind.options()));
    } catch (ReflectiveOperationException | IllegalArgumentException needsMore) {
      return Optional.empty();
    }
  }
}
