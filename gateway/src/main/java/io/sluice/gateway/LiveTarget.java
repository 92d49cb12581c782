package io.sluice.gateway;

import io.sluice.gateway.config.Configuration;

/** A gateway as something that can be changed. */
record LiveTarget(Gateway gateway) implements Changeable {
  @Override
  public Configuration running() {
    return gateway.configuration();
  }

  @Override
  public ChangeResult change(Configuration next) {
    return gateway.change(next);
  }
}
