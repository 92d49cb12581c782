package io.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainedModelTest {
  private static final Column FLOW = Column.process("pump/flow", "l/min");
  private static final Column PRESSURE = Column.process("pump/pressure", "bar");

  private final TrainedModel model =
      new TrainedModel(
          "pca",
          List.of(FLOW, PRESSURE),
          new TrainedModel.Data(1, 0, Duration.ZERO, Duration.ZERO, ""),
          Map.of(),
          1,
          1,
          Numbers.of(Map.of()),
          null);

  @Test
  void theSameTagsAndUnitsFit() {
    assertThatCode(() -> model.requireColumns(List.of(FLOW, PRESSURE))).doesNotThrowAnyException();
  }

  @Test
  void aRangeMayChangeSinceTraining() {
    Column wider = new Column("pump/flow", "l/min", Column.Kind.PROCESS, 0, 500);
    assertThatCode(() -> model.requireColumns(List.of(wider, PRESSURE))).doesNotThrowAnyException();
  }

  @Test
  void everyDifferenceIsNamed() {
    refused(
        List.of(Column.process("pump/flow", "m³/h"), Column.process("pump/level", "%")),
        "pump/flow was in 'l/min' and is now in 'm³/h'",
        "pump/pressure was in training and is missing now",
        "pump/level is new since training");
    refused(
        List.of(FLOW, Column.of("pump/pressure", "bar", Column.Kind.THERMAL)),
        "pump/pressure was of kind PROCESS and is now THERMAL");
    refused(List.of(PRESSURE, FLOW), "the order of the tags was [pump/flow, pump/pressure]");
  }

  @Test
  void rowsThatComeAtAnotherPaceAreRefused() {
    TrainedModel every100 =
        new TrainedModel(
            "pca",
            List.of(FLOW),
            new TrainedModel.Data(9, 0, Duration.ofSeconds(1), Duration.ofMillis(100), ""),
            Map.of(),
            1,
            1,
            Numbers.of(Map.of()),
            null);
    for (int good : new int[] {0, 50, 100, 150}) {
      assertThatCode(() -> every100.requireInterval(Duration.ofMillis(good)))
          .doesNotThrowAnyException();
    }
    for (int bad : new int[] {10, 49, 151, 1000}) {
      assertThatThrownBy(() -> every100.requireInterval(Duration.ofMillis(bad)))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("rows came every 100 ms and come every " + bad + " ms now");
    }
    assertThatCode(() -> model.requireInterval(Duration.ofMillis(1))).doesNotThrowAnyException();
  }

  @Test
  void tagsHaveOneHashThatEachDifferenceChanges() {
    String hash = TrainedModel.tagsSha256(List.of(FLOW, PRESSURE));
    assertThat(hash).hasSize(64);
    assertThat(TrainedModel.tagsSha256(List.of(PRESSURE, FLOW))).isNotEqualTo(hash);
    assertThat(TrainedModel.tagsSha256(List.of(FLOW, Column.process("pump/pressure", "mbar"))))
        .isNotEqualTo(hash);
    Column wider = new Column("pump/flow", "l/min", Column.Kind.PROCESS, 0, 500);
    assertThat(TrainedModel.tagsSha256(List.of(wider, PRESSURE))).isEqualTo(hash);
  }

  private void refused(List<Column> live, String... differences) {
    assertThatThrownBy(() -> model.requireColumns(live))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll(differences);
  }
}
