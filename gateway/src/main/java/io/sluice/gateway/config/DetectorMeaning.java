package io.sluice.gateway.config;

import io.sluice.gateway.options.Node;

/** A detector's asset exists. */
final class DetectorMeaning implements Meaning {
  @Override
  public void check(Draft draft) {
    for (Node.Field field : draft.written("detectors")) {
      if (field.value() instanceof Node.Section detector) {
        detector
            .text("asset")
            .filter(asset -> !asset.nothing())
            .ifPresent(asset -> draft.defined("assets", asset.value(), asset.at()));
      }
    }
  }
}
