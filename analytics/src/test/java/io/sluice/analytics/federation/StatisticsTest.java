package io.sluice.analytics.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.analytics.Column;
import io.sluice.analytics.Detector;
import io.sluice.analytics.Goal;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Moments;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.detectors.MahalanobisKind;
import io.sluice.analytics.detectors.MahalanobisOptions;
import io.sluice.analytics.plant.PumpRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What three gateways have learnt becomes one model, as if one had seen all rows. */
class StatisticsTest {
  private static final List<Column> TAGS =
      List.of(Column.process("flow", "l/min"), Column.process("pressure", "bar"));
  private static final int PROCESS = 7;
  private static final List<String> FEATURES = List.of("flow level", "pressure level");

  @Test
  void mergedIsPooledAlsoByMode() throws ModelException {
    Random random = new Random(3);
    List<double[]> all = new ArrayList<>();
    List<double[]> running = new ArrayList<>();
    List<Statistics> parts = new ArrayList<>();
    for (int gateway = 0; gateway < 3; gateway++) {
      List<double[]> own = rows(random, 500 + 1_000 * gateway, 1e6 * gateway);
      List<double[]> ownRunning = own.subList(0, own.size() / 3);
      all.addAll(own);
      running.addAll(ownRunning);
      parts.add(statistics("l/min", Map.of(Statistics.ALL, of(own), "running", of(ownRunning))));
    }
    Statistics merged = parts.get(0).merged(parts.get(1)).merged(parts.get(2));
    assertSame(merged.moments(), of(all));
    assertSame(Objects.requireNonNull(merged.modes().get("running")), of(running));
  }

  @Test
  void aModeThatOnlyOneGatewayKnowsIsKept() throws ModelException {
    Random random = new Random(4);
    Statistics one = statistics("l/min", Map.of(Statistics.ALL, of(rows(random, 50, 0))));
    Moments standing = of(rows(random, 20, 0));
    Statistics other =
        statistics("l/min", Map.of(Statistics.ALL, of(rows(random, 50, 0)), "stand", standing));
    assertThat(one.merged(other).modes().get("stand")).isEqualTo(standing);
  }

  @Test
  void statisticsOfOtherUnitsAreRefusedWithTheDifference() {
    Map<String, Moments> modes = Map.of(Statistics.ALL, of(rows(new Random(5), 50, 0)));
    assertThatThrownBy(() -> statistics("l/min", modes).merged(statistics("m3/h", modes)))
        .isInstanceOf(ModelException.class)
        .hasMessage("cannot be merged: flow is in 'l/min' and in 'm3/h'");
  }

  @Test
  void aFileGivesBackWhatWasWrittenToTheBit(@TempDir Path folder) throws Exception {
    Statistics statistics = Statistics.of("health", model(1));
    Path file = folder.resolve("health.json");
    StatisticsFile.write(statistics, file);
    assertThat(StatisticsFile.read(file).isLike(statistics)).isTrue();
    assertThatThrownBy(() -> StatisticsFile.write(statistics, file))
        .as("nothing is overwritten")
        .isInstanceOf(ModelException.class);
  }

  @Test
  void aDamagedFileIsRefusedByName(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("health.json");
    StatisticsFile.write(Statistics.of("health", model(1)), file);
    String text = Files.readString(file);
    for (String bad :
        List.of("", "[]", "{}", text.replace("l/min", "m3/h"), text.replaceFirst("\\[", "[1,"))) {
      damaged(folder.resolve("bad.json"), bad);
    }
    damaged(folder.resolve("bad.json"), text.replaceFirst("\"windowRows\" : \\d+", "\"w\" : 1"));
  }

  @Test
  void threePlantsBecomeOneModelThatScores() throws Exception {
    TrainedModel champion = model(1);
    Statistics merged =
        Statistics.of("health", champion)
            .merged(Statistics.of("health", model(2)))
            .merged(Statistics.of("health", model(3)));
    TrainedModel candidate = merged.model(champion);
    candidate.requireColumns(champion.columns());
    assertThat(candidate.data().rows()).isGreaterThan(3 * 2_900);
    Detector detector = new MahalanobisKind().detector(candidate);
    PumpRows pump = new PumpRows(9);
    Row all = new Row(PumpRows.COLUMNS.size());
    Row row = new Row(PROCESS);
    int scored = 0;
    int high = 0;
    for (int i = 0; i < 3_000; i++) {
      pump.next(all);
      first(all, row);
      if (detector.update(row) == Verdict.SCORED) {
        scored++;
        high += detector.score() >= 1 ? 1 : 0;
      }
    }
    assertThat(scored).isGreaterThan(2_500);
    assertThat(high).isLessThan(scored / 50);
  }

  private static void damaged(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThatThrownBy(() -> StatisticsFile.read(file))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("bad.json");
  }

  private static TrainedModel model(long seed) throws TrainingException {
    return new MahalanobisKind()
        .train(
            process(PumpRows.training(seed, 3_000)),
            new MahalanobisOptions(null, null),
            Goal.USUAL);
  }

  /** Whether a slow tag's level counts depends on the rows; process tags are alike everywhere. */
  private static TrainingRows process(TrainingRows all) {
    TrainingRows rows = new TrainingRows(PumpRows.COLUMNS.subList(0, PROCESS), all.size());
    Row whole = new Row(all.columns().size());
    Row row = new Row(PROCESS);
    for (int i = 0; i < all.size(); i++) {
      all.read(i, whole);
      first(whole, row);
      rows.add(row);
    }
    return rows;
  }

  private static void first(Row whole, Row into) {
    for (int column = 0; column < PROCESS; column++) {
      into.set(column, whole.value(column));
    }
    into.time(whole.time());
  }

  private static Statistics statistics(String unit, Map<String, Moments> modes) {
    List<Column> tags = List.of(Column.process("flow", unit), TAGS.get(1));
    return new Statistics("health", tags, FEATURES, 15, 2, modes);
  }

  private static Moments of(List<double[]> rows) {
    return Moments.of(rows.toArray(double[][]::new));
  }

  private static List<double[]> rows(Random random, int count, double offset) {
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double x = random.nextGaussian();
      rows.add(new double[] {offset + 10 * x, 3 * x + random.nextGaussian()});
    }
    return rows;
  }

  private static void assertSame(Moments one, Moments other) {
    assertThat(one.count()).isEqualTo(other.count());
    for (int i = 0; i < other.size(); i++) {
      double mean = other.mean()[i];
      assertThat(one.mean()[i]).isCloseTo(mean, within(1e-10 * Math.max(1, Math.abs(mean))));
      for (int j = 0; j < other.size(); j++) {
        double covariance = other.covariance()[i][j];
        assertThat(one.covariance()[i][j])
            .isCloseTo(covariance, within(1e-10 * Math.max(1, Math.abs(covariance))));
      }
    }
  }
}
