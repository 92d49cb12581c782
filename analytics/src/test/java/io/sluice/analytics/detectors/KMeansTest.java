package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.analytics.Goal;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.plant.PumpRows;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class KMeansTest extends AssetContractTest<KMeansOptions> {
  KMeansTest() {
    super(new KMeansKind());
  }

  /** The library would write two lines for each iteration. */
  @Test
  void theLibraryKeepsItsProgressToItself() throws Exception {
    List<String> told = new ArrayList<>();
    Handler listener = listener(told);
    Logger root = Logger.getLogger("");
    root.addHandler(listener);
    try {
      TrainedModel model =
          kind.train(PumpRows.training(5, 1000), new KMeansOptions(null, 2, 1), Goal.USUAL);
      assertThat(model.parameters()).containsEntry("clusters", "2").containsKey("trainer");
    } finally {
      root.removeHandler(listener);
    }
    assertThat(told).isEmpty();
  }

  private static Handler listener(List<String> told) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        told.add(line.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
