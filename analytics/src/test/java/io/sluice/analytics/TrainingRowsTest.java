package io.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRowsTest {
  private static final List<Column> COLUMNS =
      List.of(Column.process("a", "bar"), Column.process("b", "A"));

  private final Path folder;

  TrainingRowsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void rowsWithAnUnusableCellAreLeftOutAndCounted() {
    TrainingRows rows = new TrainingRows(COLUMNS, 10);
    assertThat(rows.add(row(1, 1, 2))).isEqualTo(TrainingRows.Added.KEPT);
    assertThat(rows.add(row(2, Double.NaN, 2))).isEqualTo(TrainingRows.Added.UNUSABLE);
    Row bad = row(3, 1, 2);
    bad.unusable(1, Verdict.BAD_QUALITY);
    assertThat(rows.add(bad)).isEqualTo(TrainingRows.Added.UNUSABLE);
    assertThat(rows.add(row(1, 1, 2))).isEqualTo(TrainingRows.Added.OUT_OF_ORDER);
    assertThat(rows.size()).isEqualTo(1);
    assertThat(rows.leftOut()).isEqualTo(3);
  }

  @Test
  void itHoldsNoMoreThanItsCapacity() {
    TrainingRows rows = new TrainingRows(COLUMNS, 3);
    for (int i = 0; i < 5; i++) {
      rows.add(row(i, i, i));
    }
    assertThat(rows.size()).isEqualTo(3);
    assertThat(rows.add(row(9, 1, 1))).isEqualTo(TrainingRows.Added.FULL);
    assertThat(rows.value(2, 1)).isEqualTo(2);
  }

  @Test
  void theHashIsOfTheValuesAndNotOfTheMoment() {
    TrainingRows one = new TrainingRows(COLUMNS, 9);
    TrainingRows two = new TrainingRows(COLUMNS, 9);
    TrainingRows other = new TrainingRows(COLUMNS, 9);
    for (int i = 0; i < 4; i++) {
      one.add(row(i, i, 1));
      two.add(row(100 + i, i, 1));
      other.add(row(i, i, i == 3 ? 2 : 1));
    }
    assertThat(one.data().sha256()).isEqualTo(two.data().sha256()).hasSize(64);
    assertThat(one.data().sha256()).isNotEqualTo(other.data().sha256());
  }

  @Test
  void noColumnsAndDuplicateTagsAreRefused() {
    assertThatThrownBy(() -> new TrainingRows(List.of(), 1)).hasMessageContaining("no columns");
    assertThatThrownBy(
            () -> new TrainingRows(List.of(Column.process("a", ""), Column.process("a", "")), 1))
        .hasMessageContaining("twice");
  }

  @Test
  void aCsvFileIsReadByColumnNamesAndTimes() throws Exception {
    Path file =
        write(
            """
            \uFEFFtime;x;b;a
            2026-11-20 06:00:00;9;1.5;2
            2026-11-20 06:00:01;9;;2
            2026-11-20T06:00:02Z;9;NaN;2
            2026-11-20T07:00:03.5+01:00;9;1;-2e3
            """);
    TrainingRows rows = TrainingRows.fromCsv(file, COLUMNS, layout(';', "time"));
    assertThat(rows.size()).isEqualTo(2);
    assertThat(rows.leftOut()).isEqualTo(2);
    assertThat(rows.value(0, 0)).isEqualTo(2);
    assertThat(rows.value(1, 0)).isEqualTo(-2000);
    assertThat(rows.span()).isEqualTo(Duration.ofMillis(3500));
  }

  @Test
  void aCsvFileWithoutTimesHasOneRowAnInterval() throws Exception {
    Path file = write("a,b\n1,2\n3,4\n");
    TrainingRows rows =
        TrainingRows.fromCsv(file, COLUMNS, new CsvLayout(',', null, Duration.ofMillis(100), 10));
    assertThat(rows.interval()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void mistakesInACsvFileAreNamedWithTheirLine() throws Exception {
    fails("a,b\n1,2\n1,x\n", ":3: 'x' is no number");
    fails("a,b\n1\n", ":2: has 1 cells, the header has 2");
    fails("a,c\n1,2\n", ":1: there is no column 'b', there are [a, c]");
    fails("a,b,a\n1,2,3\n", ":1: the column 'a' is there twice");
    fails("", "is empty, a header row is needed");
  }

  @Test
  void aTimeThatIsNoneIsNamed() throws Exception {
    Path file = write("time,a,b\nnoon,1,2\n");
    assertThatThrownBy(() -> TrainingRows.fromCsv(file, COLUMNS, layout(',', "time")))
        .hasMessageContaining(":2: 'noon' is no time");
  }

  @Test
  void aFileInAnotherEncodingOrThatIsNotThereIsNamed() throws Exception {
    Path file = folder.resolve("data.csv");
    Files.write(file, "a,b\n1,2\n°,3\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> TrainingRows.fromCsv(file, COLUMNS, layout(',', null)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("not in UTF-8");
    assertThatThrownBy(
            () -> TrainingRows.fromCsv(folder.resolve("no.csv"), COLUMNS, layout(',', null)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("is not there");
  }

  private void fails(String text, String message) throws IOException {
    Path file = write(text);
    assertThatThrownBy(() -> TrainingRows.fromCsv(file, COLUMNS, layout(',', null)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining(message);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("data.csv"), text);
  }

  private static CsvLayout layout(char separator, @org.jspecify.annotations.Nullable String time) {
    return new CsvLayout(separator, time, Duration.ofSeconds(1), 1000);
  }

  private static Row row(long seconds, double a, double b) {
    Row row = new Row(2);
    row.set(0, a);
    row.set(1, b);
    row.time(Duration.ofSeconds(seconds).toNanos());
    return row;
  }
}
