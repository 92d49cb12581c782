package io.sluice.analytics;

import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What training gives and a model file holds. A pure value; nothing in it has been parsed by a
 * library yet. Confidential: it holds tag names and, in support vectors, rows of the plant.
 *
 * @param kind name of the detector kind
 * @param columns the tags it was trained on, in order
 * @param data what it was trained with
 * @param parameters the options and derived settings, for the model card
 * @param threshold the detector's own measure at score 1.0
 * @param offLevel score below which an alarm may clear; above 0, at most 1
 * @param numbers feature pipeline and detector arrays
 * @param library the library's own form of the model in protobuf, or null where there is none
 * @param modes models for single operating modes, by the name of the mode; empty where one model
 *     serves all
 */
public record TrainedModel(
    String kind,
    List<Column> columns,
    Data data,
    Map<String, String> parameters,
    double threshold,
    double offLevel,
    Numbers numbers,
    @Nullable ByteBuffer library,
    Map<String, TrainedModel> modes,
    Map<String, Double> figures,
    String provenance) {
  private static final String OPTION = "option.";
  private static final String GOAL = "goal.";

  /** A row's time may be off by this share before windows mean something else. */
  private static final double INTERVAL_SHARE = 0.5;

  /**
   * The training data in figures.
   *
   * @param rows rows used
   * @param leftOut rows not used for having an unusable cell
   * @param span from the first row to the last
   * @param interval median time between rows
   * @param sha256 over times and values, 64 hexadecimal digits
   */
  public record Data(int rows, int leftOut, Duration span, Duration interval, String sha256) {}

  /** A model that serves all operating modes. */
  public TrainedModel(
      String kind,
      List<Column> columns,
      Data data,
      Map<String, String> parameters,
      double threshold,
      double offLevel,
      Numbers numbers,
      @Nullable ByteBuffer library) {
    this(kind, columns, data, parameters, threshold, offLevel, numbers, library, Map.of());
  }

  /** A model with sub-models for operating modes. */
  public TrainedModel(
      String kind,
      List<Column> columns,
      Data data,
      Map<String, String> parameters,
      double threshold,
      double offLevel,
      Numbers numbers,
      @Nullable ByteBuffer library,
      Map<String, TrainedModel> modes) {
    this(
        kind,
        columns,
        data,
        parameters,
        threshold,
        offLevel,
        numbers,
        library,
        modes,
        Map.of(),
        "");
  }

  public TrainedModel {
    modes = Map.copyOf(modes);
    figures = Map.copyOf(figures);
    columns = List.copyOf(columns);
    parameters = Map.copyOf(parameters);
    library = library == null ? null : library.asReadOnlyBuffer();
    if (kind.isBlank() || columns.isEmpty()) {
      throw new IllegalArgumentException("a model needs a kind and at least one column");
    }
    if (!(threshold > 0) || !Double.isFinite(threshold)) {
      throw new IllegalArgumentException("threshold is " + threshold + ", must be above 0");
    }
    if (!(offLevel > 0 && offLevel <= 1)) {
      throw new IllegalArgumentException("off level is " + offLevel + ", must be above 0, up to 1");
    }
  }

  /** The same with figures that training measured, beside those it has. */
  public TrainedModel withFigures(Map<String, Double> more) {
    Map<String, Double> all = new TreeMap<>(figures);
    all.putAll(more);
    return with(parameters, all, provenance);
  }

  /** The same with the library's account of the training. */
  public TrainedModel withProvenance(String text) {
    return with(parameters, figures, text);
  }

  private TrainedModel with(
      Map<String, String> parameters, Map<String, Double> figures, String provenance) {
    return new TrainedModel(
        kind,
        columns,
        data,
        parameters,
        threshold,
        offLevel,
        numbers,
        library,
        modes,
        figures,
        provenance);
  }

  /**
   * SHA-256 over names, units and kinds of tags in their order, 64 hexadecimal digits: two models
   * or a model and live tags fit where it is the same.
   */
  public static String tagsSha256(List<Column> columns) {
    StringBuilder text = new StringBuilder();
    for (Column column : columns) {
      text.append(column.tag()).append('\n').append(column.unit()).append('\n');
      text.append(column.kind().name()).append('\n');
    }
    return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Refuses to serve rows that come much more often or seldom than those trained on: windows are
   * counted in rows.
   *
   * @param live time between live rows; zero where it is not known
   * @throws ModelException naming both
   */
  public void requireInterval(Duration live) throws ModelException {
    Duration trained = data.interval();
    if (live.isZero() || trained.isZero()) {
      return;
    }
    double share = (double) live.toNanos() / trained.toNanos();
    if (share < 1 - INTERVAL_SHARE || share > 1 + INTERVAL_SHARE) {
      throw new ModelException(
          "the model does not fit: its rows came every "
              + trained.toMillis()
              + " ms and come every "
              + live.toMillis()
              + " ms now");
    }
  }

  /**
   * Refuses to serve other tags than those trained on: same names, units and kinds, same order.
   *
   * @throws ModelException naming each difference
   */
  public void requireColumns(List<Column> live) throws ModelException {
    List<String> differences = new ArrayList<>();
    for (Column column : columns) {
      Column match = named(live, column.tag());
      if (match == null) {
        differences.add(column.tag() + " was in training and is missing now");
      } else {
        difference(column, match, differences);
      }
    }
    for (Column column : live) {
      if (named(columns, column.tag()) == null) {
        differences.add(column.tag() + " is new since training");
      }
    }
    if (differences.isEmpty() && !tags(columns).equals(tags(live))) {
      differences.add("the order of the tags was " + tags(columns) + " and is now " + tags(live));
    }
    if (!differences.isEmpty()) {
      throw new ModelException("the model does not fit: " + String.join("; ", differences));
    }
  }

  /**
   * Refuses to serve other options than those trained with. An option that the model does not know
   * of is newer than it and changes nothing.
   *
   * @throws ModelException naming each difference
   */
  public void requireOptions(String wanted, Record options) throws ModelException {
    List<String> differences = new ArrayList<>();
    if (!kind.equals(wanted)) {
      differences.add("its kind is " + kind + ", not " + wanted);
    }
    written(options)
        .forEach(
            (key, value) -> {
              String trained = parameters.getOrDefault(key, value);
              if (!trained.equals(value)) {
                differences.add(
                    key.substring(OPTION.length()) + " was " + trained + " and is now " + value);
              }
            });
    if (!differences.isEmpty()) {
      throw new ModelException("the model does not fit: " + String.join("; ", differences));
    }
  }

  /**
   * The same, remembering what it was trained with for {@link #requireOptions}, and to what end.
   */
  TrainedModel trainedWith(Record options, Goal goal) {
    Map<String, String> all = new TreeMap<>(parameters);
    all.putAll(written(options));
    all.put(GOAL + "false-alarms-per-week", String.valueOf(goal.falseAlarmsPerWeek()));
    all.put(GOAL + "on-delay", goal.onDelay().toString());
    return with(all, figures, provenance);
  }

  private static Map<String, String> written(Record options) {
    Map<String, String> written = new TreeMap<>();
    for (RecordComponent component : options.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        written.put(
            OPTION + component.getName(), String.valueOf(component.getAccessor().invoke(options)));
      } catch (ReflectiveOperationException sealed) {
        throw new IllegalStateException("options records are open to reading", sealed);
      }
    }
    return written;
  }

  private static void difference(Column trained, Column live, List<String> differences) {
    if (!trained.unit().equals(live.unit())) {
      differences.add(
          trained.tag() + " was in '" + trained.unit() + "' and is now in '" + live.unit() + "'");
    }
    if (trained.kind() != live.kind()) {
      differences.add(
          trained.tag() + " was of kind " + trained.kind() + " and is now " + live.kind());
    }
  }

  private static @Nullable Column named(List<Column> columns, String tag) {
    for (Column column : columns) {
      if (column.tag().equals(tag)) {
        return column;
      }
    }
    return null;
  }

  private static List<String> tags(List<Column> columns) {
    return columns.stream().map(Column::tag).toList();
  }
}
