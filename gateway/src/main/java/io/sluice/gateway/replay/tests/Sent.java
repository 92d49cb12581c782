package io.sluice.gateway.replay.tests;

import io.sluice.connectors.WriteResult;

/** Whether a write came as far as a device. */
final class Sent {
  private Sent() {}

  static boolean reached(WriteResult result) {
    if (result instanceof WriteResult.Failed failed) {
      return failed.sent();
    }
    return !(result instanceof WriteResult.Expired);
  }
}
