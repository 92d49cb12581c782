package io.sluice.gateway.replay;

import java.util.HashSet;
import java.util.Set;

/** Which uplinks' far ends have gone away. For the one thread of a run. */
final class FarEnds {
  private final Set<String> gone = new HashSet<>();

  void cut(String uplink) {
    gone.add(uplink);
  }

  void mend(String uplink) {
    gone.remove(uplink);
  }

  boolean there(String uplink) {
    return !gone.contains(uplink);
  }
}
