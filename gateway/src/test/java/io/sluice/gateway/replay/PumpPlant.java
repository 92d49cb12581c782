package io.sluice.gateway.replay;

import io.sluice.connectors.Connector;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.fakes.FakeConnector;
import io.sluice.gateway.fakes.PumpFiles;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A pump in memory that follows its speed setpoint and can lose a fifth of its flow. */
final class PumpPlant implements StandIn {
  private static final int[] SPEEDS = {
    1450, 1300, 1500, 1250, 1400, 1480, 1350, 1280, 1450, 1330, 1450
  };

  private final Random random = new Random(7);
  private double speed = 1450;
  private double fault = 1;
  private FakeConnector plc =
      new FakeConnector("none", List.of(), new VirtualClock(PumpFiles.BEGIN));

  @Override
  public Connector create(String connection, List<TagGroup> groups, PlantClock clock) {
    drive(new FakeConnector(connection, groups, clock));
    return plc;
  }

  /** Is behind this device from now on. */
  void drive(FakeConnector device) {
    plc = device;
    plc.set("pump-1/speed-sp", 1450);
    plc.physics(this::step);
  }

  FakeConnector plc() {
    return plc;
  }

  void breakDown() {
    fault = 0.8;
  }

  void mend() {
    fault = 1;
  }

  /** Two minutes with an operator who moves the speed, and then some. */
  void operate(VirtualClock clock) {
    for (int asked : SPEEDS) {
      plc.set("pump-1/speed-sp", asked);
      clock.advance(Duration.ofSeconds(11));
    }
    clock.advance(Duration.ofSeconds(5));
  }

  private void step() {
    speed += 0.3 * (plc.get("pump-1/speed-sp") - speed);
    double flow = 0.15 * speed * (speed > 1380 ? fault : 1);
    plc.set("pump-1/speed", speed + 2 * random.nextGaussian());
    plc.set("pump-1/flow", flow + 0.5 * random.nextGaussian());
    plc.set("pump-1/current", 2 + 0.03 * flow + 0.02 * random.nextGaussian());
  }
}
