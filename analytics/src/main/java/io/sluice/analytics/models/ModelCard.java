package io.sluice.analytics.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.analytics.Column;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Numbers;
import io.sluice.analytics.Sha256;
import io.sluice.analytics.TrainedModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a person may want to know of a model: {@code card.json} of its file. Times and durations are
 * in ISO 8601.
 *
 * @param kind detector kind
 * @param mode the operating mode it serves, or null where it serves all
 * @param tags tags with units, kinds and ranges, in order
 * @param tagsSha256 over names, units and kinds of the tags
 * @param pipelineSha256 over everything that makes features of rows: plan, scaling and axes
 * @param data what it was trained with
 * @param parameters the trainer's options, what it derived from them, and {@code goal.}: what the
 *     user asked for
 * @param threshold the detector's own measure at score 1.0
 * @param offLevel score below which an alarm may clear
 * @param figures what training measured
 * @param provenance the library's own account of the training; empty where there is none
 * @param making how it came to be
 * @param software the program that wrote it, with its version
 */
public record ModelCard(
    String kind,
    @Nullable String mode,
    List<Tag> tags,
    String tagsSha256,
    String pipelineSha256,
    Data data,
    Map<String, String> parameters,
    double threshold,
    double offLevel,
    Map<String, Double> figures,
    String provenance,
    Origin making,
    String software) {
  static final int MOST_BYTES = 4 << 20;
  private static final int MOST_COLUMNS = 10_000;
  private static final List<String> PIPELINE = List.of("plan.", "usual.", "basis.");
  private static final ObjectMapper JSON = mapper();

  /**
   * A tag; a range that is not known is null.
   *
   * @param tag its name
   * @param unit as written by the user
   * @param kind what sort of quantity it is
   * @param low lowest plausible value, or null
   * @param high highest plausible value, or null
   */
  public record Tag(
      String tag, String unit, Column.Kind kind, @Nullable Double low, @Nullable Double high) {
    static Tag of(Column column) {
      return new Tag(
          column.tag(),
          column.unit(),
          column.kind(),
          Double.isInfinite(column.low()) ? null : column.low(),
          Double.isInfinite(column.high()) ? null : column.high());
    }

    Column column() {
      return new Column(
          tag,
          unit,
          kind,
          low == null ? Double.NEGATIVE_INFINITY : low,
          high == null ? Double.POSITIVE_INFINITY : high);
    }
  }

  /**
   * Training data in figures.
   *
   * @param rows rows used
   * @param leftOut rows left out
   * @param span from the first row to the last
   * @param interval median time between rows
   * @param sha256 over times and values
   */
  public record Data(int rows, int leftOut, String span, String interval, String sha256) {
    static Data of(TrainedModel.Data data) {
      return new Data(
          data.rows(),
          data.leftOut(),
          data.span().toString(),
          data.interval().toString(),
          data.sha256());
    }

    TrainedModel.Data data() {
      return new TrainedModel.Data(
          rows, leftOut, Duration.parse(span), Duration.parse(interval), sha256);
    }
  }

  /**
   * How it came to be.
   *
   * @param how trained or merged
   * @param by who or what made it
   * @param parent its maker's version it was to follow, or null
   * @param created when, or null where it is not known
   */
  public record Origin(String how, String by, @Nullable Integer parent, @Nullable String created) {
    static Origin of(Making making) {
      Instant created = making.created();
      return new Origin(
          making.how().word(),
          making.by(),
          making.parent(),
          created == null ? null : created.toString());
    }

    Making making() {
      return new Making(
          Making.How.of(how), by, parent, created == null ? null : Instant.parse(created));
    }
  }

  /** The card of a model, or of its sub-model for a mode. */
  static ModelCard of(TrainedModel model, @Nullable String mode, Making making, String software) {
    return new ModelCard(
        model.kind(),
        mode,
        model.columns().stream().map(Tag::of).toList(),
        TrainedModel.tagsSha256(model.columns()),
        pipelineSha256(model.numbers()),
        Data.of(model.data()),
        new TreeMap<>(model.parameters()),
        model.threshold(),
        model.offLevel(),
        new TreeMap<>(model.figures()),
        model.provenance(),
        Origin.of(making),
        software);
  }

  /** Reads a card within limits of depth and length. */
  static ModelCard parse(byte[] json) throws ModelException {
    if (json.length > MOST_BYTES) {
      throw new ModelException("card.json has more than " + MOST_BYTES + " bytes");
    }
    try {
      ModelCard card = JSON.readValue(json, ModelCard.class);
      if (card.tags.size() > MOST_COLUMNS) {
        throw new ModelException("card.json has more than " + MOST_COLUMNS + " tags");
      }
      return card;
    } catch (JsonProcessingException e) {
      throw new ModelException("card.json is not a model card: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new ModelException("card.json cannot be read: " + e.getMessage(), e);
    }
  }

  /** As indented JSON. */
  public byte[] json() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a model card is always writable", e);
    }
  }

  TrainedModel model(Numbers numbers, byte @Nullable [] library, Map<String, TrainedModel> modes) {
    return new TrainedModel(
        kind,
        tags.stream().map(Tag::column).toList(),
        data.data(),
        parameters,
        threshold,
        offLevel,
        numbers,
        library == null ? null : ByteBuffer.wrap(library),
        modes,
        figures,
        provenance);
  }

  private static String pipelineSha256(Numbers numbers) {
    Map<String, double[]> part = new TreeMap<>();
    for (String name : numbers.names()) {
      if (PIPELINE.stream().anyMatch(name::startsWith)) {
        try {
          part.put(name, numbers.get(name));
        } catch (ModelException notFinite) {
          throw new IllegalStateException("a trained model has finite numbers", notFinite);
        }
      }
    }
    return Sha256.of(NumbersFile.write(Numbers.of(part)));
  }

  private static ObjectMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(10).maxStringLength(1_000_000).build());
    return mapper;
  }
}
