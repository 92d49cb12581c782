package io.sluice.gateway.detection;

import io.sluice.analytics.Column;
import io.sluice.analytics.CsvLayout;
import io.sluice.analytics.HeaderColumns;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.simulator.History;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Rows of one asset of the virtual plant in normal operation, a row each second. */
final class OrdinaryDays {
  static final Duration INTERVAL = Duration.ofSeconds(1);

  private static final int MOST_ROWS = 1_000_000;

  private OrdinaryDays() {}

  /** What the plant's past looks like for that long. */
  static Path history(Path folder, long seed, Duration span) throws IOException {
    Path csv = folder.resolve("plant-" + seed + ".csv");
    History.normalOperation(seed, span, INTERVAL, csv);
    return csv;
  }

  /** The rows of the tags whose names begin with the asset's. */
  static TrainingRows of(Path csv, String asset) throws IOException, TrainingException {
    List<Column> columns;
    try (BufferedReader in = Files.newBufferedReader(csv)) {
      String header = String.valueOf(in.readLine());
      columns =
          HeaderColumns.of(
              Arrays.stream(header.split(",", -1)).filter(name -> name.startsWith(asset)).toList());
    }
    return TrainingRows.fromCsv(csv, columns, new CsvLayout(',', "time", INTERVAL, MOST_ROWS));
  }
}
