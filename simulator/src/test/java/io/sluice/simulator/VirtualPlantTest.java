package io.sluice.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.simulator.instruments.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VirtualPlantTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private final HandTime time = new HandTime();

  @Test
  void aScenarioPlaysInPlantTime() throws Exception {
    Fault cavitation = new Fault.Cavitation();
    Scenario scenario =
        Scenario.of(cavitation, Duration.ofSeconds(2), Duration.ofSeconds(20))
            .and(new Fault.LinkDown(Protocol.OPCUA), Duration.ofSeconds(1), Duration.ofSeconds(3));
    try (VirtualPlant plant = VirtualPlant.start(PlantOptions.defaults(1).with(scenario), time)) {
      time.advance(Duration.ofMillis(1900));
      await().atMost(PATIENCE).until(() -> plant.faults().size() == 1);
      time.advance(Duration.ofSeconds(10));
      await().atMost(PATIENCE).until(() -> plant.faults().equals(List.of(cavitation)));
      time.advance(Duration.ofSeconds(8));
      assertThat(plant.normal()).isFalse();

      time.advance(Duration.ofSeconds(10));
      await().atMost(PATIENCE).until(() -> plant.faults().isEmpty());
      time.advance(Duration.ofSeconds(10));
      assertThat(plant.normal()).isTrue();
    }
  }

  @Test
  void aFaultScheduledTwiceEndsWithTheLaterOne() throws Exception {
    Fault fouling = new Fault.Fouling();
    Scenario scenario =
        Scenario.of(fouling, Duration.ZERO, Duration.ofSeconds(2))
            .and(fouling, Duration.ofSeconds(1), Duration.ofSeconds(3));
    try (VirtualPlant plant = VirtualPlant.start(PlantOptions.defaults(1).with(scenario), time)) {
      time.advance(Duration.ofSeconds(3));
      await().atMost(PATIENCE).until(() -> plant.faults().contains(fouling));

      time.advance(Duration.ofSeconds(2));
      await().atMost(PATIENCE).until(() -> plant.faults().isEmpty());
    }
  }

  @Test
  void measuresCarryEveryTagOfBothHalves() throws Exception {
    try (VirtualPlant plant = VirtualPlant.start(PlantOptions.defaults(1), time)) {
      Map<String, Double> measures = plant.measures();

      assertThat(measures).hasSize(25).containsKeys("pump-1/flow", "exchanger-1/duty");
      assertThat(measures.values()).allMatch(Double::isFinite);
    }
  }

  @Test
  void theSamePastGivesTheSamePresent() throws Exception {
    HandTime other = new HandTime();
    try (VirtualPlant one = VirtualPlant.start(PlantOptions.defaults(4), time);
        VirtualPlant two = VirtualPlant.start(PlantOptions.defaults(4), other)) {
      time.advance(Duration.ofSeconds(3));
      other.jump(Duration.ofMillis(1500));
      other.jump(Duration.ofMillis(1500));

      assertThat(one.measures()).isEqualTo(two.measures());
    }
  }

  @Test
  void aMachineThatWasAwayLeavesStepsOutAndSaysSo() throws Exception {
    try (VirtualPlant plant = VirtualPlant.start(PlantOptions.defaults(1), time)) {
      time.jump(Duration.ofSeconds(10));

      assertThat(plant.plantTime()).isEqualTo(Duration.ofSeconds(2));
      assertThat(plant.stepsSkipped()).isEqualTo(400);
      time.advance(Duration.ofSeconds(1));
      assertThat(plant.plantTime()).isEqualTo(Duration.ofSeconds(3));
    }
  }

  @Test
  void onTheMachinesClockThePlantRunsByItself() throws Exception {
    try (VirtualPlant plant = VirtualPlant.start(PlantOptions.defaults(1))) {
      await().atMost(PATIENCE).until(() -> plant.plantTime().toMillis() >= 200);
    }
  }

  @Test
  void aClosedPlantLeavesNoThreadBehind() throws Exception {
    VirtualPlant.start(PlantOptions.defaults(1)).close();

    await()
        .atMost(PATIENCE)
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .noneMatch(
                        name ->
                            name.startsWith("virtual-plant")
                                || name.startsWith("pump-plc")
                                || name.startsWith("exchanger")));
  }
}
