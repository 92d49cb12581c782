package io.sluice.gateway.replay;

import io.sluice.connectors.Connector;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.TagGroup;
import java.util.List;

/** Makes what takes a connection's place in a virtual run. */
@FunctionalInterface
public interface StandIn {
  /**
   * Wires a connector; opens nothing that needs a thread or a socket.
   *
   * @param connection its name
   * @param groups the connection's groups as its real kind has made them of the user's files; the
   *     stand-in's {@code groups()} must be these very objects
   * @param clock virtual; the stand-in's calls come on a loop of it
   */
  Connector create(String connection, List<TagGroup> groups, PlantClock clock);
}
