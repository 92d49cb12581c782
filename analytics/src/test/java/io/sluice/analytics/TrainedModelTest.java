package io.sluice.analytics;

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

  private void refused(List<Column> live, String... differences) {
    assertThatThrownBy(() -> model.requireColumns(live))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll(differences);
  }
}
