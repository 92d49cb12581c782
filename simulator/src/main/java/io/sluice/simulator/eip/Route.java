package io.sluice.simulator.eip;

import java.util.Optional;

/** The chassis: the controller is in slot 0 of the backplane, and nothing else is. */
final class Route {
  private static final int BACKPLANE = 1;
  private static final int SLOT = 0;
  private static final int PORT_NOT_AVAILABLE = 0x0311;
  private static final int LINK_ADDRESS_NOT_VALID = 0x0312;

  private Route() {}

  /** Why nobody is at the end of the path; a path without a port is for us. */
  static Optional<CipReply> refusal(CipPath path) {
    Optional<Segment.Port> port = path.port();
    if (port.isEmpty() || port.get().equals(new Segment.Port(BACKPLANE, SLOT))) {
      return Optional.empty();
    }
    int why = port.get().port() == BACKPLANE ? LINK_ADDRESS_NOT_VALID : PORT_NOT_AVAILABLE;
    return Optional.of(CipReply.refused(CipReply.CONNECTION_FAILURE, why));
  }
}
