package io.sluice.connectors.recording;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.TagGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A recording as a wide CSV, for spreadsheets: a row for each scan. Source times, marks and scans
 * without samples have no place in it; of a tag that is several times in a scan the last counts.
 */
final class CsvOutput implements RecordingOutput {
  private final CsvWriter csv;
  private final Map<String, Integer> columns = new HashMap<>();

  private CsvOutput(CsvWriter csv, List<TagGroup> groups) {
    this.csv = csv;
    Map<String, Integer> names = new LinkedHashMap<>();
    groups.forEach(group -> group.tags().forEach(tag -> names.putIfAbsent(tag.name(), 0)));
    csv.writeRecord(header(names));
    names.keySet().forEach(name -> columns.put(name, columns.size() + 1));
  }

  static CsvOutput create(Path file, List<TagGroup> groups) throws IOException {
    return new CsvOutput(
        CsvWriter.builder()
            .build(
                Files.newBufferedWriter(
                    file,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE)),
        groups);
  }

  @Override
  public void write(Scan scan) {
    if (scan.size() == 0) {
      return;
    }
    String[] row = new String[columns.size() + 1];
    Arrays.fill(row, "");
    row[0] = scan.readTime().toString();
    for (int i = 0; i < scan.size(); i++) {
      row[columns.getOrDefault(scan.tag(i).name(), 0)] = cell(scan, i);
    }
    csv.writeRecord(row);
  }

  @Override
  public void write(Recorded.Mark mark) {
    // A row is a scan; who wants the marks exports the gateway's own format.
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }

  private static String[] header(Map<String, Integer> names) {
    String[] header = new String[names.size() + 1];
    header[0] = "time";
    int at = 1;
    for (String name : names.keySet()) {
      header[at++] = name;
    }
    return header;
  }

  private static String cell(Scan scan, int i) {
    String text = scan.text(i);
    StatusCode status = new StatusCode(scan.status(i));
    if (text != null) {
      return text;
    }
    if (!scan.hasValue(i) || !Double.isFinite(scan.value(i))) {
      return status.bad() ? status.toString() : StatusCode.BAD.toString();
    }
    String value = Double.toString(scan.value(i));
    return status.code() == StatusCode.GOOD.code() ? value : value + " " + status;
  }
}
