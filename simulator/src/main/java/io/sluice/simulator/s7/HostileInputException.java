package io.sluice.simulator.s7;

import java.io.IOException;

/** A client broke the protocol; its connection is closed. */
final class HostileInputException extends IOException {
  private static final long serialVersionUID = 1;

  HostileInputException(String what) {
    super(what);
  }
}
