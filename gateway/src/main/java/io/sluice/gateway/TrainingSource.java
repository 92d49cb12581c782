package io.sluice.gateway;

import io.sluice.analytics.CsvLayout;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.recording.Recorded;
import io.sluice.connectors.recording.Recording;
import io.sluice.connectors.recording.RecordingException;
import io.sluice.gateway.assets.AssetSamples;
import io.sluice.gateway.assets.Watch;
import io.sluice.gateway.recorder.RecordingCut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Where the rows of normal operation come from that a detector is trained on: a historian's CSV, a
 * recording, or what the gateway itself has kept of the last hours. Bounded in rows.
 */
public final class TrainingSource {
  /** Most rows: 100,000 rows of 20 tags are 16 MB. */
  private static final int MOST_ROWS = 100_000;

  private final String name;
  private final Reader reader;

  @FunctionalInterface
  private interface Reader {
    TrainingRows rows(String asset, List<Tag> tags) throws TrainingException;
  }

  private TrainingSource(String name, Reader reader) {
    this.name = name;
    this.reader = reader;
  }

  /** A CSV with a column {@code time} and one for each tag, or a recording. */
  public static TrainingSource file(Path file) {
    boolean recording =
        String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(Recording.SUFFIX);
    return new TrainingSource(
        file.toString(),
        (asset, tags) -> recording ? recorded(file, asset, tags) : csv(file, tags));
  }

  /**
   * What the gateway's flight recorder has kept.
   *
   * @param data the gateway's data directory
   * @param from the first moment that counts
   * @param to the last one
   */
  public static TrainingSource history(Path data, Instant from, Instant to) {
    return new TrainingSource(
        "the gateway's own history", (asset, tags) -> history(data, from, to, asset, tags));
  }

  /** What it is, for the model's card. */
  public String name() {
    return name;
  }

  /**
   * The asset's rows.
   *
   * @param tags its numeric tags
   * @throws TrainingException saying what cannot be read
   */
  TrainingRows rows(String asset, List<Tag> tags) throws TrainingException {
    return reader.rows(asset, tags);
  }

  private static TrainingRows csv(Path file, List<Tag> tags) throws TrainingException {
    CsvLayout layout = new CsvLayout(null, "time", Duration.ofMillis(100), MOST_ROWS);
    return TrainingRows.fromCsv(file, Watch.columns(tags), layout);
  }

  private static TrainingRows history(
      Path data, Instant from, Instant to, String asset, List<Tag> tags) throws TrainingException {
    try {
      Path folder = Files.createTempDirectory("sluice-train-");
      Path cut = folder.resolve("history" + Recording.SUFFIX);
      try {
        RecordingCut.Cut found = new RecordingCut(data.resolve("recordings")).write(from, to, cut);
        if (found.scans() == 0) {
          throw new TrainingException(
              "the gateway's recorder has nothing from " + from + " to " + to);
        }
        return recorded(cut, asset, tags);
      } finally {
        Files.deleteIfExists(cut);
        Files.deleteIfExists(folder);
      }
    } catch (IOException unreadable) {
      throw new TrainingException(
          "the gateway's recordings cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }

  /** One row at each scan of the asset's fastest group, as a route would make it live. */
  private static TrainingRows recorded(Path file, String asset, List<Tag> tags)
      throws TrainingException {
    try (Recording recording = Recording.open(file, tags)) {
      AssetSamples samples = new AssetSamples(asset, recording.groups(), tags);
      TagGroup fastest =
          recording.groups().stream()
              .filter(samples::concerns)
              .min(Comparator.comparing(TagGroup::interval))
              .orElseThrow(() -> new TrainingException(file + ": has no tag of " + asset));
      TrainingRows rows = new TrainingRows(Watch.columns(tags), MOST_ROWS);
      Row row = new Row(tags.size());
      for (Recorded entry = recording.next(); entry != null; entry = recording.next()) {
        if (entry instanceof Recorded.Read read) {
          samples.update(read.scan());
          if (read.scan().group().equals(fastest)) {
            samples.fill(row, read.scan().readNanos());
            rows.add(row);
          }
        }
      }
      return rows;
    } catch (RecordingException | IllegalArgumentException unusable) {
      throw new TrainingException(file + ": " + unusable.getMessage(), unusable);
    }
  }
}
