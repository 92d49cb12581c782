package io.sluice.analytics.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.analytics.Column;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainedModel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code card.json} of a file of format 1, as gateways wrote it until there were signatures.
 *
 * @param format version of the file format
 * @param kind detector kind
 * @param columns tags with units
 * @param rows rows of training data
 * @param leftOut rows left out of it
 * @param spanSeconds from its first row to its last
 * @param intervalSeconds median time between its rows
 * @param dataSha256 over its times and values
 * @param parameters options and derived settings
 * @param threshold the detector's own measure at score 1.0
 * @param offLevel score below which an alarm may clear
 * @param content SHA-256 of each other entry of the file
 */
record FirstCard(
    int format,
    String kind,
    List<Tag> columns,
    int rows,
    int leftOut,
    double spanSeconds,
    double intervalSeconds,
    String dataSha256,
    Map<String, String> parameters,
    double threshold,
    double offLevel,
    Map<String, String> content) {
  static final int FORMAT = 1;
  private static final int MOST_COLUMNS = 10_000;

  /** A column; a range that is not known is null. */
  record Tag(
      String tag, String unit, Column.Kind kind, @Nullable Double low, @Nullable Double high) {
    Column column() {
      return new Column(
          tag,
          unit,
          kind,
          low == null ? Double.NEGATIVE_INFINITY : low,
          high == null ? Double.POSITIVE_INFINITY : high);
    }
  }

  private static final DeserializationFeature UNKNOWN =
      DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES;
  private static final ObjectMapper JSON = mapper();

  static FirstCard parse(byte[] json) throws ModelException {
    try {
      Format format = JSON.readerFor(Format.class).without(UNKNOWN).readValue(json);
      if (format.format() != FORMAT) {
        throw new ModelException(
            "the file has format " + format.format() + ", this version reads format " + FORMAT);
      }
      FirstCard card = JSON.readValue(json, FirstCard.class);
      if (card.columns.size() > MOST_COLUMNS) {
        throw new ModelException("card.json has more than " + MOST_COLUMNS + " columns");
      }
      return card;
    } catch (JsonProcessingException e) {
      throw new ModelException("card.json is not a model card: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new ModelException("card.json cannot be read: " + e.getMessage(), e);
    }
  }

  List<Column> modelColumns() {
    return columns.stream().map(Tag::column).toList();
  }

  TrainedModel.Data data() {
    return new TrainedModel.Data(
        rows, leftOut, seconds(spanSeconds), seconds(intervalSeconds), dataSha256);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  private record Format(@JsonProperty(required = true) int format) {}

  private static ObjectMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(UNKNOWN, DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(10).maxStringLength(100_000).build());
    return mapper;
  }
}
