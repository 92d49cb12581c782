package io.sluice.simulator;

import io.sluice.simulator.instruments.Panel;

/** What a fault does to the plant and its instruments; a cut link is not among them. */
final class FaultEffects {
  private FaultEffects() {}

  /** Lets the fault begin or end; a fault of a link changes nothing here. */
  static void apply(Panel panel, Fault fault, boolean on) {
    if (fault instanceof Fault.Cavitation) {
      panel.with(plant -> plant.strainerClogs(on));
    } else if (fault instanceof Fault.BearingWear) {
      panel.with(plant -> plant.bearingWears(on));
    } else if (fault instanceof Fault.Fouling) {
      panel.with(plant -> plant.exchangerFouls(on));
    } else if (fault instanceof Fault.StuckSensor stuck) {
      panel.stick(stuck.point(), on);
    } else if (fault instanceof Fault.FailedSensor failed) {
      panel.fail(failed.point(), on);
    } else if (fault instanceof Fault.Shown shown) {
      panel.show(shown.point(), shown.oddity(), on);
    }
  }
}
