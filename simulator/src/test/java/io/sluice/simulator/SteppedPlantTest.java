package io.sluice.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.instruments.PlantTag;
import io.sluice.simulator.instruments.Protocol;
import io.sluice.simulator.instruments.TagList;
import io.sluice.simulator.process.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SteppedPlantTest {
  private static final PlantTag FLOW =
      TagList.PUMP.tags().stream()
          .filter(tag -> tag.point() == Point.PUMP_FLOW)
          .findFirst()
          .orElseThrow();

  @Test
  void theSameSeedAndTheSameQuestionsGiveTheSamePlant() {
    Scenario scenario =
        Scenario.of(new Fault.Cavitation(), Duration.ofSeconds(5), Duration.ofSeconds(5));
    assertThat(shown(plant(7, scenario), 100)).isEqualTo(shown(plant(7, scenario), 100));
    assertThat(shown(plant(7, scenario), 100)).isNotEqualTo(shown(plant(8, scenario), 100));
  }

  @Test
  void aFaultBeginsAndEndsAtItsTimeHoweverLargeTheSteps() {
    Fault dead = new Fault.FailedSensor(Point.PUMP_FLOW);
    SteppedPlant plant =
        plant(1, Scenario.of(dead, Duration.ofSeconds(10), Duration.ofSeconds(10)));
    plant.advanceTo(Duration.ofMillis(9_980));
    assertThat(plant.shows(FLOW)).isPresent();
    plant.advanceTo(Duration.ofSeconds(10));
    assertThat(plant.shows(FLOW)).isEmpty();
    plant.advanceTo(Duration.ofSeconds(60));
    assertThat(plant.shows(FLOW)).isPresent();
  }

  @Test
  void aLinkIsDownForAsLongAsItsFaultLasts() {
    SteppedPlant plant =
        plant(
            1,
            Scenario.of(new Fault.LinkDown(Protocol.OPCUA), Duration.ZERO, Duration.ofSeconds(3)));
    assertThat(plant.linkDown(Protocol.OPCUA)).isTrue();
    assertThat(plant.linkDown(Protocol.MODBUS)).isFalse();
    plant.advanceTo(Duration.ofSeconds(3));
    assertThat(plant.linkDown(Protocol.OPCUA)).isFalse();
  }

  @Test
  void aCommandActsOnThePhysicsAndOneOutOfRangeIsRefused() {
    SteppedPlant plant = plant(1, Scenario.NONE);
    double before = plant.shows(FLOW).orElseThrow();
    assertThat(plant.command(Protocol.MODBUS, Point.PUMP_SPEED_SP, 1200)).isTrue();
    plant.advanceTo(Duration.ofSeconds(10));
    assertThat(plant.shows(FLOW).orElseThrow()).isLessThan(before - 20);
    assertThat(plant.command(Protocol.MODBUS, Point.PUMP_SPEED_SP, 9_000)).isFalse();
    assertThat(plant.writeLog()).hasSize(2).last().matches(write -> !write.accepted());
    assertThat(plant.normal()).isTrue();
  }

  private static SteppedPlant plant(long seed, Scenario scenario) {
    return new SteppedPlant(seed, scenario, Instant.EPOCH);
  }

  private static List<OptionalDouble> shown(SteppedPlant plant, int times) {
    return java.util.stream.IntStream.range(0, times)
        .mapToObj(
            i -> {
              plant.advanceTo(Duration.ofMillis(100L * i));
              return plant.shows(FLOW);
            })
        .toList();
  }
}
