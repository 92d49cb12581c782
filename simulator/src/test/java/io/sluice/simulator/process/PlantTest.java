package io.sluice.simulator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlantTest {
  private static final int STEPS_PER_SECOND = 50;

  @Test
  void headFallsWithTheSquareOfTheSpeedAndFlowWithTheSpeed() {
    double full = PumpCurve.head(1600, 220);
    double half = PumpCurve.head(800, 110);

    assertThat(half / full).isCloseTo(0.25, within(1e-9));
    assertThat(PumpCurve.npshRequired(800, 110) / PumpCurve.npshRequired(1600, 220))
        .isCloseTo(0.25, within(1e-9));
    assertThat(PumpCurve.efficiency(800, 110)).isEqualTo(PumpCurve.efficiency(1600, 220));
  }

  @Test
  void aNewPlantRunsAtHomeSpeedAndNormally() {
    Plant plant = new Plant(1);

    assertThat(plant.normal()).isTrue();
    assertThat(plant.truth(Point.PUMP_SPEED)).isCloseTo(Plant.HOME_SPEED, within(10.0));
    assertThat(plant.truth(Point.PUMP_FLOW)).isBetween(190.0, 250.0);
    assertThat(plant.truth(Point.PUMP_STATE)).isEqualTo(Plant.REMOTE_AUTO);
  }

  @Test
  void theSameSeedGivesTheSamePlantAndAnotherSeedAnother() {
    assertThat(trace(7)).isEqualTo(trace(7)).isNotEqualTo(trace(8));
  }

  private static List<Double> trace(long seed) {
    Plant plant = new Plant(seed);
    List<Double> trace = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      plant.step(Plant.STEP);
      for (Point point : Point.values()) {
        trace.add(plant.measure(point));
      }
    }
    return trace;
  }

  @Test
  void theDriveRampsAtTwoHundredRpmPerSecond() {
    Plant plant = new Plant(1);
    plant.command(Point.PUMP_SPEED_SP, 1000);

    run(plant, 1);

    assertThat(plant.truth(Point.PUMP_SPEED)).isCloseTo(1400, within(10.0));
  }

  @Test
  void moreSpeedLowersTheTankUntilTheInflowFollows() {
    Plant faster = new Plant(3);
    Plant same = new Plant(3);
    faster.command(Point.PUMP_SPEED_SP, 1750);

    run(faster, 20);
    run(same, 20);

    assertThat(faster.truth(Point.PUMP_TANK_LEVEL)).isLessThan(same.truth(Point.PUMP_TANK_LEVEL));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aCloggedStrainerCavitatesAtHomeSpeedAndIsCuredByTwelvePercentLessSpeed(long seed) {
    Plant plant = new Plant(seed);
    Mean sound = mean(plant, 10);
    plant.strainerClogs(true);
    run(plant, 5);

    Mean sick = mean(plant, 10);
    assertThat(plant.normal()).isFalse();
    assertThat(plant.vapour()).isGreaterThan(0.1);
    assertThat(sick.vibration).isGreaterThan(sound.vibration + 0.7);
    assertThat(sick.flow).isLessThan(sound.flow - 4);
    assertThat(sick.discharge).isLessThan(sound.discharge - 0.1);

    plant.command(Point.PUMP_SPEED_SP, 1410);
    run(plant, 6);

    assertThat(plant.normal()).isTrue();
    assertThat(mean(plant, 10).vibration).isLessThan(sound.vibration);
    assertThat(plant.npshAvailable()).isGreaterThan(plant.npshRequired());

    plant.command(Point.PUMP_SPEED_SP, Plant.HOME_SPEED);
    run(plant, 6);
    assertThat(plant.normal()).as("the cause is still there").isFalse();

    plant.strainerClogs(false);
    run(plant, 10);
    assertThat(plant.normal()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1000, 1250, 1500, 1750})
  void aCleanStrainerNeverCavitatesInTheWorkingRange(double speed) {
    Plant plant = new Plant(11);
    plant.command(Point.PUMP_SPEED_SP, speed);
    double worst = 0;
    for (int i = 0; i < 600 * STEPS_PER_SECOND; i++) {
      plant.step(Plant.STEP);
      worst = Math.max(worst, plant.vapour());
    }

    assertThat(worst).isLessThan(0.01);
  }

  @Test
  void aWornBearingShakesAtOnceAndWarmsSlowly() {
    Plant plant = new Plant(1);
    double vibration = mean(plant, 5).vibration;
    double warmth = plant.truth(Point.PUMP_BEARING_TEMPERATURE);
    plant.bearingWears(true);

    run(plant, 15);

    assertThat(mean(plant, 5).vibration).isGreaterThan(vibration + 1.5);
    assertThat(plant.normal()).isFalse();
    run(plant, 120);
    assertThat(plant.truth(Point.PUMP_BEARING_TEMPERATURE)).isGreaterThan(warmth + 10);
  }

  @Test
  void foulingCostsDutyAndRaisesThePressureDrop() {
    Plant clean = new Plant(5);
    Plant fouled = new Plant(5);
    fouled.exchangerFouls(true);
    run(clean, 60);
    run(fouled, 60);

    assertThat(fouled.truth(Point.EXCHANGER_DUTY))
        .isLessThan(0.85 * clean.truth(Point.EXCHANGER_DUTY));
    assertThat(fouled.truth(Point.EXCHANGER_PRESSURE_DROP))
        .isGreaterThan(1.4 * clean.truth(Point.EXCHANGER_PRESSURE_DROP));
    assertThat(fouled.normal()).isFalse();
  }

  @Test
  void theHeatLostByTheHotSideIsTheHeatGainedByTheCold() {
    Plant plant = new Plant(5);
    run(plant, 60);
    double perKelvin = 4.18 * 0.98 / 60;
    double gained =
        plant.truth(Point.EXCHANGER_COOLANT_FLOW)
            * perKelvin
            * (plant.truth(Point.EXCHANGER_COOLANT_OUTLET_TEMPERATURE)
                - plant.truth(Point.EXCHANGER_COOLANT_INLET_TEMPERATURE));

    assertThat(gained).isCloseTo(plant.truth(Point.EXCHANGER_DUTY), within(0.1 * gained));
  }

  @Test
  void moreCoolantCoolsMore() {
    Plant plant = new Plant(5);
    double before = plant.truth(Point.EXCHANGER_OUTLET_TEMPERATURE);
    plant.command(Point.EXCHANGER_COOLANT_VALVE_SP, 90);
    run(plant, 60);

    assertThat(plant.truth(Point.EXCHANGER_OUTLET_TEMPERATURE)).isLessThan(before - 3);
    assertThat(plant.truth(Point.EXCHANGER_COOLANT_VALVE)).isCloseTo(90, within(0.1));
  }

  @Test
  void aSilentGatewayLosesThePumpToItsPlcAndGetsItBack() {
    Plant plant = new Plant(1);
    plant.command(Point.PUMP_GATEWAY_ALIVE, 1);
    plant.command(Point.PUMP_SPEED_SP, 1200);
    run(plant, 4);
    assertThat(plant.truth(Point.PUMP_STATE)).isEqualTo(Plant.REMOTE_AUTO);

    run(plant, 6);
    assertThat(plant.truth(Point.PUMP_STATE)).isEqualTo(Plant.LOCAL_AUTO);
    assertThat(plant.truth(Point.PUMP_SPEED_SP)).isEqualTo(Plant.HOME_SPEED);
    assertThatThrownBy(() -> plant.command(Point.PUMP_SPEED_SP, 1200))
        .hasMessageContaining("silent");

    plant.command(Point.PUMP_GATEWAY_ALIVE, 2);
    run(plant, 1);
    assertThat(plant.truth(Point.PUMP_STATE)).isEqualTo(Plant.REMOTE_AUTO);
    plant.command(Point.PUMP_SPEED_SP, 1200);
    assertThat(plant.truth(Point.PUMP_SPEED_SP)).isEqualTo(1200);
  }

  @Test
  void aGatewayThatNeverSaidItWasAliveIsNotMissed() {
    Plant plant = new Plant(1);
    plant.command(Point.PUMP_SPEED_SP, 1200);
    run(plant, 20);

    assertThat(plant.truth(Point.PUMP_STATE)).isEqualTo(Plant.REMOTE_AUTO);
    assertThat(plant.truth(Point.PUMP_SPEED_SP)).isEqualTo(1200);
  }

  @Test
  void aStoppedPumpMovesNothing() {
    Plant plant = new Plant(1);
    plant.command(Point.PUMP_SPEED_SP, 0);
    run(plant, 30);

    assertThat(plant.truth(Point.PUMP_FLOW)).isCloseTo(0, within(0.5));
    for (Point point : Point.values()) {
      assertThat(plant.measure(point)).as(point.tag()).isFinite();
    }
  }

  @Test
  void commandsOutOfRangeAreRefusedWithTheRange() {
    Plant plant = new Plant(1);

    assertThatThrownBy(() -> plant.command(Point.PUMP_SPEED_SP, 1801))
        .hasMessageContaining("1801")
        .hasMessageContaining("0 to 1800");
    assertThatThrownBy(() -> plant.command(Point.PUMP_SPEED_SP, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> plant.command(Point.PUMP_FLOW, 1)).hasMessageContaining("no command");
  }

  private static void run(Plant plant, int seconds) {
    for (int i = 0; i < seconds * STEPS_PER_SECOND; i++) {
      plant.step(Plant.STEP);
    }
  }

  private record Mean(double flow, double vibration, double discharge) {}

  private static Mean mean(Plant plant, int seconds) {
    double flow = 0;
    double vibration = 0;
    double discharge = 0;
    int steps = seconds * STEPS_PER_SECOND;
    for (int i = 0; i < steps; i++) {
      plant.step(Plant.STEP);
      flow += plant.truth(Point.PUMP_FLOW) / steps;
      vibration += plant.truth(Point.PUMP_VIBRATION) / steps;
      discharge += plant.truth(Point.PUMP_DISCHARGE_PRESSURE) / steps;
    }
    return new Mean(flow, vibration, discharge);
  }
}
