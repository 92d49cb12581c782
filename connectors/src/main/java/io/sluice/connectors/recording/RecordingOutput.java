package io.sluice.connectors.recording;

import io.sluice.connectors.Scan;
import io.sluice.connectors.TagGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Where a recording is written to. For one thread. */
public interface RecordingOutput extends AutoCloseable {
  /** Takes a scan of one of the groups. */
  void write(Scan scan) throws IOException;

  /** Takes a mark, where the format has room for it. */
  void write(Recorded.Mark mark) throws IOException;

  @Override
  void close() throws IOException;

  /**
   * Begins a file that is not there yet: a CSV where its name ends in .csv, else a recording of the
   * gateway's own, which alone keeps everything.
   *
   * @throws IOException where it cannot be made
   */
  static RecordingOutput create(Path file, List<TagGroup> groups) throws IOException {
    boolean csv = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    return csv ? CsvOutput.create(file, groups) : RecordingWriter.create(file, groups);
  }
}
