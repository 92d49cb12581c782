package io.sluice.gateway.fakes;

import io.sluice.analytics.alarms.AlarmRules;
import io.sluice.connectors.PlantClock;
import io.sluice.gateway.assets.AlarmDesk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Desks whose persons' deeds need no audit. */
public final class Desks {
  private Desks() {}

  /** A desk that keeps its alarms in the folder. */
  public static AlarmDesk at(Path folder, PlantClock clock) {
    try {
      return AlarmDesk.open(
          "skid-1", AlarmRules.USUAL, folder, clock, (detector, deed, answer) -> {});
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }
}
