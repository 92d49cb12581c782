package io.sluice.simulator.s7;

import java.util.Optional;

/** Memory areas that can be read and written by address. */
public enum Area {
  INPUTS(0x81),
  OUTPUTS(0x82),
  FLAGS(0x83),
  DATA_BLOCK(0x84);

  private final int code;

  Area(int code) {
    this.code = code;
  }

  static Optional<Area> of(int code) {
    for (Area area : values()) {
      if (area.code == code) {
        return Optional.of(area);
      }
    }
    return Optional.empty();
  }
}
