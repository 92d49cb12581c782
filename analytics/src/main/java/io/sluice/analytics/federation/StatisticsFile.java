package io.sluice.analytics.federation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.analytics.Column;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Moments;
import io.sluice.analytics.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@link Statistics} as a file of JSON, for another gateway. Hostile until checked: size, then
 * shape, then the hash of the plan, then values. Holds tag names, means and spreads of the plant.
 */
public final class StatisticsFile {
  private static final int FORMAT = 1;
  private static final long MOST_BYTES = 16L << 20;
  private static final ObjectMapper JSON = mapper();

  private StatisticsFile() {}

  private record Tag(String tag, String unit, Column.Kind kind) {}

  private record Content(
      int format,
      String detector,
      String plan,
      List<Tag> tags,
      List<String> features,
      int windowRows,
      double threshold,
      Map<String, Map<String, double[]>> modes) {}

  /**
   * Writes them into a file that is not there yet.
   *
   * @throws ModelException if it cannot be written
   */
  public static void write(Statistics statistics, Path file) throws ModelException {
    Map<String, Map<String, double[]>> modes = new TreeMap<>();
    statistics
        .modes()
        .forEach(
            (mode, moments) -> {
              Map<String, double[]> numbers = new TreeMap<>();
              moments.write("moments", numbers);
              modes.put(mode, numbers);
            });
    Content content =
        new Content(
            FORMAT,
            statistics.detector(),
            statistics.plan(),
            statistics.tags().stream()
                .map(tag -> new Tag(tag.tag(), tag.unit(), tag.kind()))
                .toList(),
            statistics.features(),
            statistics.windowRows(),
            statistics.threshold(),
            modes);
    try {
      Files.write(file, JSON.writeValueAsBytes(content), StandardOpenOption.CREATE_NEW);
    } catch (IOException refused) {
      throw new ModelException(file + ": cannot be written: " + refused, refused);
    }
  }

  /**
   * What {@link #write} wrote.
   *
   * @throws ModelException naming the file, if it is not there or no such file
   */
  public static Statistics read(Path file) throws ModelException {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
        throw new ModelException(file + ": is no file of at most " + MOST_BYTES + " bytes");
      }
      return statistics(file, JSON.readValue(Files.readAllBytes(file), Content.class));
    } catch (JsonProcessingException e) {
      throw new ModelException(file + ": is no file of statistics: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new ModelException(file + ": cannot be read: " + e.getMessage(), e);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new ModelException(file + ": is damaged: " + e.getMessage(), e);
    }
  }

  private static Statistics statistics(Path file, Content content) throws ModelException {
    if (content.format() != FORMAT) {
      throw new ModelException(
          file + ": has format " + content.format() + ", this version reads format " + FORMAT);
    }
    Map<String, Moments> modes = new HashMap<>();
    for (Map.Entry<String, Map<String, double[]>> mode : content.modes().entrySet()) {
      modes.put(mode.getKey(), Moments.read("moments", Numbers.of(mode.getValue())));
    }
    Statistics statistics =
        new Statistics(
            content.detector(),
            content.tags().stream()
                .map(tag -> Column.of(tag.tag(), tag.unit(), tag.kind()))
                .toList(),
            content.features(),
            content.windowRows(),
            content.threshold(),
            modes);
    if (!statistics.plan().equals(content.plan())) {
      throw new ModelException(file + ": is damaged: its plan is not the one it names");
    }
    return statistics;
  }

  private static ObjectMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(10).maxStringLength(1_000).build());
    return mapper;
  }
}
