package io.sluice.connectors.recording;

import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A recording, read from its beginning to its end in bounded memory, however long it is. For one
 * thread.
 */
public interface Recording extends AutoCloseable {
  /** How the file of a gateway's own recording ends. */
  String SUFFIX = ".sluicerec";

  /** The groups of the scans. */
  List<TagGroup> groups();

  /**
   * The next entry, null at the end.
   *
   * @throws RecordingException naming the place, where the file is not what it says
   */
  @Nullable Entry next() throws RecordingException;

  /**
   * What is missing at its end, in a sentence; empty where it is whole. Known once {@link #next}
   * has given null.
   */
  Optional<String> torn();

  /** How much of the file has been read, 0 to 1: for progress. */
  double share();

  /** Columns that are no tag and were passed over. */
  default List<String> unknown() {
    return List.of();
  }

  @Override
  void close();

  /**
   * Opens a gateway's own recording, or a CSV with a column {@code time} and one for each tag.
   *
   * @param tags the tags that a CSV's columns may be; a gateway's own recording names its tags
   *     itself
   * @throws RecordingException where it cannot be read or is neither
   */
  static Recording open(Path file, Collection<Tag> tags) throws RecordingException {
    boolean csv = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    return csv ? CsvRecording.open(file, tags) : RecordingReader.open(file);
  }
}
