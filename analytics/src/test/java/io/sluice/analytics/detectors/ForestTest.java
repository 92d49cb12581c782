package io.sluice.analytics.detectors;

import java.util.List;

class ForestTest extends DetectorContractTest<ForestOptions> {
  private static final List<String> TAGS =
      List.of(
          "pump/speed",
          "pump/flow",
          "pump/suction",
          "pump/pressure",
          "pump/current",
          "pump/vibration");
  private static final int TREES = 10;

  ForestTest() {
    super(new ForestKind());
  }

  /** Small forests: a test has many detectors and each grows its own. */
  @Override
  ForestOptions options() {
    return new ForestOptions(TAGS, 4, TREES, 16, 12345);
  }

  /**
   * The library cannot score without: some 320 bytes a tree and tag, and ten times that for each
   * point learnt, which is one row in four here.
   */
  @Override
  long bytesPerRow() {
    return 1500L * TAGS.size() * TREES;
  }
}
