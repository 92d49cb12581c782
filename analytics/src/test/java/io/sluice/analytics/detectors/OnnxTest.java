package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.plant.PumpRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class OnnxTest extends DetectorContractTest<OnnxOptions> {
  private final Path model;

  OnnxTest() throws IOException {
    super(new OnnxKind());
    model = pumpModel();
  }

  @Override
  OnnxOptions options() {
    return new OnnxOptions(
        model.toString(), OnnxOptions.Input.COLUMNS, null, OnnxOptions.Unusual.HIGH, null);
  }

  /** The model here looks at each tag by itself, and the current has its ups and downs. */
  @Override
  void disturb(Row row, int since) {
    row.set(CURRENT, row.value(CURRENT) + (since % 4 < 2 ? 12 : -12));
  }

  /** The library makes objects for each answer. */
  @Override
  long bytesPerRow() {
    return 3000;
  }

  /** How far the process tag furthest from its mean is, in deviations. */
  private static Path pumpModel() throws IOException {
    TrainingRows rows = PumpRows.training(5, 3000);
    int columns = rows.columns().size();
    float[] centre = new float[columns];
    float[] weight = new float[columns];
    for (int column = 0; column < columns; column++) {
      double mean = 0;
      double squares = 0;
      for (int row = 0; row < rows.size(); row++) {
        mean += rows.value(row, column) / rows.size();
      }
      for (int row = 0; row < rows.size(); row++) {
        squares += Math.pow(rows.value(row, column) - mean, 2) / rows.size();
      }
      boolean process = rows.columns().get(column).kind() == Column.Kind.PROCESS;
      centre[column] = (float) mean;
      weight[column] = process ? (float) (1 / Math.sqrt(squares)) : 0;
    }
    Path file = Files.createTempFile("pump", ".onnx");
    file.toFile().deleteOnExit();
    return Files.write(file, TinyOnnx.farthestOfFirst(centre, weight));
  }
}
