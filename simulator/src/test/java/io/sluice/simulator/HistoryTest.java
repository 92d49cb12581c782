package io.sluice.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.simulator.instruments.PlantTag;
import io.sluice.simulator.instruments.TagList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  private static final Duration ROW = Duration.ofMillis(100);
  private final Path folder;

  HistoryTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theHistoryIsTheSameForTheSameSeedOnly() throws Exception {
    Path one = write(5, Duration.ofMinutes(1));
    Path two = write(5, Duration.ofMinutes(1));
    Path other = write(6, Duration.ofMinutes(1));

    assertThat(two).hasSameTextualContentAs(one);
    assertThat(Files.readString(other)).isNotEqualTo(Files.readString(one));
  }

  @Test
  void everyTagHasAColumnAndEveryRowAValueWithinItsRange() throws Exception {
    List<String> lines = Files.readAllLines(write(1, Duration.ofMinutes(5)));

    assertThat(lines).hasSize(3001);
    assertThat(lines.get(0).split(","))
        .startsWith("time", "pump-1/speed")
        .hasSize(1 + TagList.all().size());
    assertThat(Instant.parse(cells(lines.get(2))[0]))
        .isEqualTo(Instant.parse(cells(lines.get(1))[0]).plus(ROW));
    List<PlantTag> tags = TagList.all();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = cells(line);
      for (int i = 0; i < tags.size(); i++) {
        assertThat(Double.parseDouble(cells[i + 1]))
            .as(tags.get(i).name())
            .isBetween(tags.get(i).low(), tags.get(i).high());
      }
    }
  }

  @Test
  void theSpeedSweepsTheWorkingRangeAndTheDemandVaries() throws Exception {
    List<String> lines = Files.readAllLines(write(1, Duration.ofMinutes(20)));
    List<String> header = Arrays.asList(cells(lines.get(0)));
    var speed = column(lines, header.indexOf("pump-1/speed"));
    var valve = column(lines, header.indexOf("pump-1/valve"));
    var coolant = column(lines, header.indexOf("exchanger-1/coolant-valve"));

    assertThat(speed.getMin()).isLessThan(1150);
    assertThat(speed.getMax()).isGreaterThan(1650);
    assertThat(valve.getMax() - valve.getMin()).isGreaterThan(15);
    assertThat(coolant.getMax() - coolant.getMin()).isGreaterThan(10);
  }

  @Test
  void impossibleSpansAreRefused() {
    assertThatThrownBy(
            () ->
                History.normalOperation(
                    1, Duration.ofMinutes(1), Duration.ofMillis(30), folder.resolve("x")))
        .hasMessageContaining("30 ms");
    assertThatThrownBy(
            () -> History.normalOperation(1, Duration.ofDays(31), ROW, folder.resolve("x")))
        .hasMessageContaining("30 days");
  }

  private Path write(long seed, Duration span) throws Exception {
    Path file = Files.createTempFile(folder, "history", ".csv");
    History.normalOperation(seed, span, ROW, file);
    return file;
  }

  private static String[] cells(String line) {
    return line.split(",", -1);
  }

  private static DoubleSummaryStatistics column(List<String> lines, int index) {
    return lines.stream()
        .skip(1)
        .mapToDouble(line -> Double.parseDouble(cells(line)[index]))
        .summaryStatistics();
  }
}
