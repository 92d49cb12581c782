package io.sluice.connectors.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.connectors.DataType;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvRecordingTest {
  private final Path file;
  private final List<Tag> tags =
      List.of(
          Tapes.tag("flow", DataType.FLOAT64),
          Tapes.tag("text", DataType.STRING),
          Tapes.tag("on", DataType.BOOL));

  CsvRecordingTest(@TempDir Path folder) {
    file = folder.resolve("one.csv");
  }

  @Test
  void eachRowIsAScanOfTheCellsThatAreFilled() throws Exception {
    List<Scan> scans =
        scans(
            """
            time,flow,other,text,on
            2026-11-20T06:00:00Z,12.5,9,running,true
            2026-11-20T06:00:00.1Z,,9,,false
            2026-11-20T06:00:00.2Z,,9,,
            2026-11-20T06:00:00.3Z,Bad_Timeout,9,,0
            2026-11-20T06:00:00.4Z,12.5 Uncertain_LastUsableValue,9,,1
            2026-11-20T06:00:00.5Z,NaN,9,,1
            """);
    assertThat(scans).hasSize(5);
    assertThat(scans.get(0).value(0)).isEqualTo(12.5);
    assertThat(scans.get(0).text(1)).isEqualTo("running");
    assertThat(scans.get(0).value(2)).isEqualTo(1);
    assertThat(scans.get(1).size()).isEqualTo(1);
    assertThat(scans.get(1).readNanos()).isEqualTo(100_000_000);
    assertThat(scans.get(2).status(0)).isEqualTo(StatusCode.BAD_TIMEOUT.code());
    assertThat(scans.get(2).readTime()).isEqualTo(Instant.parse("2026-11-20T06:00:00.3Z"));
    assertThat(scans.get(3).value(0)).isEqualTo(12.5);
    assertThat(scans.get(3).status(0)).isEqualTo(StatusCode.UNCERTAIN_LAST_USABLE_VALUE.code());
    assertThat(scans.get(4).status(0)).isEqualTo(StatusCode.BAD.code());
    assertThat(scans).extracting(Scan::sequence).containsExactly(1L, 2L, 3L, 4L, 5L);
    try (Recording recording = Recording.open(file, tags)) {
      assertThat(recording.unknown()).containsExactly("other");
    }
  }

  @Test
  void aSpreadsheetOfACountryWithDecimalCommasIsRead() throws Exception {
    List<Scan> scans = scans("\uFEFFtime;flow\r\n0,5;12,5\r\n1;13\r\n");
    assertThat(scans.get(0).value(0)).isEqualTo(12.5);
    assertThat(scans.get(0).readTime()).isEqualTo(Instant.ofEpochMilli(500));
    assertThat(scans.get(1).readNanos()).isEqualTo(500_000_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time,flow\\n1,abc | :2: column flow is \"abc\"; a number looks like",
        "time,flow\\n1,1e999 | :2: column flow is \"1e999\"",
        "time,flow\\n1,Infinity | :2: column flow is \"Infinity\"",
        "time,flow\\n1,5 Godd | :2: column flow is \"5 Godd\"; a status looks like",
        "time,flow\\n1,Bad_Tmeout | :2: column flow is \"Bad_Tmeout\"",
        "time,flow\\n1,0x00000000 | :2: column flow is Good without a value",
        "time,flow\\nx,1 | :2: column time is \"x\"; a time looks like",
        "time,flow\\n1e99999999,1 | :2: column time is \"1e99999999\"",
        "time,flow\\n2,1\\n1,1 | :3: column time is 1970-01-01T00:00:01Z, before 1970-01-01T00:00:02Z",
        "flow\\n1 | :1: has no column time; columns are flow",
        "time,a,b\\n1,2,3 | :1: no column is a tag; columns are time, a, b",
        "time,flow,flow\\n1,2,3 | :1: the column flow is there twice",
        "a,time\\n1 | :1: no column is a tag",
        "flow,time\\n1 | :2: column time is not there; the row has 1 cells",
        "-9999999999-01-01T00:00,1 | :1: has no column time",
      })
  void whatCannotBeReadIsToldWithLineAndColumn(String text, String told) throws Exception {
    assertThatThrownBy(() -> scans(text.replace("\\n", "\n")))
        .isInstanceOf(RecordingException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(told);
  }

  @Test
  void anEmptyFileAndAnotherEncodingAreTold() throws Exception {
    assertThatThrownBy(() -> scans("")).hasMessageContaining("is empty");
    Files.write(file, "time,flow\n1,ü".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(this::read).hasMessageContaining("not in UTF-8");
    Files.delete(file);
    assertThatThrownBy(this::read).hasMessageEndingWith("is not there");
  }

  private List<Scan> scans(String text) throws IOException, RecordingException {
    Files.writeString(file, text);
    return read();
  }

  private List<Scan> read() throws RecordingException {
    try (Recording recording = Recording.open(file, tags)) {
      return Tapes.rest(recording).stream().map(entry -> ((Entry.Read) entry).scan()).toList();
    }
  }
}
