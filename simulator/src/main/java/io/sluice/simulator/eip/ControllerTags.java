package io.sluice.simulator.eip;

import java.util.List;
import java.util.Optional;

/** What stands behind the controller's tags. Called by the controller's one thread. */
public interface ControllerTags {
  /** All tags in browse order. */
  List<ControllerTag> all();

  /** The tag of that name, in any case. */
  Optional<ControllerTag> find(String name);

  /** The bytes of so many elements, little-endian, from one on; they are there. */
  byte[] read(ControllerTag tag, int first, int count);

  /** Takes or refuses whole elements, which are there and of the tag's type. */
  Writing write(ControllerTag tag, int first, byte[] elements);

  /** What became of a write. */
  enum Writing {
    ACCEPTED,
    /** External access is read only. */
    READ_ONLY,
    /** The program does not take this value. */
    OUT_OF_RANGE
  }
}
