package io.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingReportTest {
  @Test
  void itIsReadBackFromTheParametersOfAModel() {
    TrainingReport report =
        new TrainingReport(
            List.of(
                new TrainingReport.Tried("window of 15 rows", 0.5),
                new TrainingReport.Tried("window of 8 rows, nu 0.05", 0.625)));
    assertThat(TrainingReport.of(report.parameters())).isEqualTo(report);
  }

  @Test
  void aModelWithoutOneOrWithSomethingElseThereHasAnEmptyOne() {
    assertThat(TrainingReport.of(Map.of("nu", "0.05")).tried()).isEmpty();
    assertThat(TrainingReport.of(Map.of("tried.01", "nothing")).tried()).isEmpty();
  }
}
