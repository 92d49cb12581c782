package io.sluice.analytics.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
  private final Path folder;
  private final Path file;

  CsvFileTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("plant.csv");
  }

  @Test
  void theSeparatorIsTheOneThatTheHeaderHasMostOf() throws Exception {
    assertThat(numbers("a,b\n1.5,-2\n")).containsExactly(List.of(1.5, -2.0));
    assertThat(numbers("a;b\n1.5;2e3\n")).containsExactly(List.of(1.5, 2000.0));
    assertThat(numbers("a\tb\n1.5\t2\n")).containsExactly(List.of(1.5, 2.0));
    assertThat(numbers("\"a,1\";b\n1;2\n")).containsExactly(List.of(1.0, 2.0));
  }

  @Test
  void aDecimalCommaIsReadWhereTheCommaDoesNotSeparate() throws Exception {
    assertThat(numbers("a;b\n1,5;-0,25\n")).containsExactly(List.of(1.5, -0.25));
  }

  @Test
  void byteOrderMarkLineEndsQuotesAndBlanksAreNoMatter() throws Exception {
    assertThat(numbers("\uFEFFa, b\r\n\"1\",2 \r\n\r\n3,\"4\"\r\n"))
        .containsExactly(List.of(1.0, 2.0), List.of(3.0, 4.0));
    assertThat(numbers("a,b,\n1,2,\n")).containsExactly(List.of(1.0, 2.0));
  }

  @Test
  void aCellHoldsANumberNothingAnInfinityOrAText() throws Exception {
    write("a\nNaN\n\"\"\nn/a\n-inf\n1e999\nopen\n0x1p3\n1d\n", StandardCharsets.UTF_8);
    List<Content> contents = new ArrayList<>();
    try (CsvFile csv = CsvFile.open(file)) {
      while (csv.next()) {
        contents.add(csv.content(0));
      }
    }
    assertThat(contents)
        .containsExactly(
            Content.NOT_FINITE,
            Content.EMPTY,
            Content.EMPTY,
            Content.NOT_FINITE,
            Content.NOT_FINITE,
            Content.TEXT,
            Content.TEXT,
            Content.TEXT);
  }

  @Test
  void aRowWithMoreOrFewerCellsThanTheHeaderIsNamed() throws Exception {
    fails("a,b\n1,2\n3\n", ":3: has 1 cells, the header has 2");
    fails("a,b\n1,2\n3,4,5\n", ":3: has 3 cells, the header has 2");
  }

  @Test
  void aHeaderThatIsNoneIsNamed() throws Exception {
    fails("a,b,a\n1,2,3\n", ":1: the column 'a' is there twice");
    fails("1.5,2.5\n1,2\n", ":1: the first row holds only numbers");
    fails("", ":1: is empty, a header row is needed");
  }

  @Test
  void anotherEncodingIsNamedWithItsLine() throws Exception {
    write("a;°C\n1;2\n", StandardCharsets.ISO_8859_1);
    assertThatThrownBy(this::readAll).hasMessageEndingWith(":1: is not in UTF-8; save it as UTF-8");
    write("a,b\n1,2\n3,4\n°,5\n", StandardCharsets.ISO_8859_1);
    assertThatThrownBy(this::readAll).hasMessageEndingWith(":4: is not in UTF-8; save it as UTF-8");
    write("\uFEFFa,b\n1,2\n", StandardCharsets.UTF_16LE);
    assertThatThrownBy(this::readAll).hasMessageContaining(":1: is in UTF-16; save it as UTF-8");
    write("a,b\n1,2\n", StandardCharsets.UTF_16BE);
    assertThatThrownBy(this::readAll).hasMessageContaining(":1: is no text in UTF-8");
  }

  @Test
  void aFileThatIsNoneIsNamed() {
    assertThatThrownBy(this::readAll).hasMessageContaining("plant.csv: is not there");
    assertThatThrownBy(() -> CsvFile.open(folder).close()).hasMessageContaining("is a directory");
  }

  private void fails(String text, String message) throws IOException {
    write(text, StandardCharsets.UTF_8);
    assertThatThrownBy(this::readAll)
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("plant.csv" + message);
  }

  private List<List<Double>> numbers(String text) throws Exception {
    write(text, StandardCharsets.UTF_8);
    return readAll();
  }

  private List<List<Double>> readAll() throws CsvException {
    List<List<Double>> rows = new ArrayList<>();
    try (CsvFile csv = CsvFile.open(file)) {
      while (csv.next()) {
        List<Double> row = new ArrayList<>();
        for (int column = 0; column < csv.header().size(); column++) {
          assertThat(csv.content(column)).isEqualTo(Content.NUMBER);
          row.add(csv.value());
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private void write(String text, Charset charset) throws IOException {
    Path unused = Files.write(file, text.getBytes(charset));
  }
}
