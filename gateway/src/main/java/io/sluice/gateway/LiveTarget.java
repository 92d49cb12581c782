package io.sluice.gateway;

import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Difference;

/** The gateway that runs on this machine, and what it was given last. */
final class LiveTarget implements Changeable {
  private volatile Configuration running;

  LiveTarget(Configuration running) {
    this.running = running;
  }

  @Override
  public Configuration running() {
    return running;
  }

  @Override
  public ChangeResult change(Configuration next) {
    Difference difference = Difference.between(running, next);
    if (difference.isEmpty()) {
      running = next;
      return new ChangeResult.Unchanged();
    }
    return new ChangeResult.Refused(
        "this needs a restart: " + String.join("; ", difference.sentences()));
  }
}
