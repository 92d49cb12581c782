package io.sluice.simulator;

import io.sluice.simulator.instruments.PlantTag;
import io.sluice.simulator.instruments.TagList;
import io.sluice.simulator.process.Plant;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** The plant's past, straight from its equations: no server, no waiting. */
public final class History {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private History() {}

  /**
   * Writes normal operation as CSV: {@code time} in ISO-8601, then every tag of both halves as it
   * would have come over the wire, noise and rounding included. Operators move speed and coolant
   * valve over their whole working range, the weather turns, consumers come and go.
   *
   * @param seed everything follows from it
   * @param span how much plant time, positive, at most 30 days
   * @param interval time between two rows, a multiple of 20 ms
   * @param csv file to write; an existing one is replaced
   * @throws IOException where the file cannot be written
   */
  public static void normalOperation(long seed, Duration span, Duration interval, Path csv)
      throws IOException {
    int stepsPerRow = stepsPerRow(interval);
    long rows = rows(span, interval);
    Plant plant = new Plant(seed);
    Operator operator = new Operator(new SplittableRandom(seed).split());
    List<PlantTag> tags = TagList.all();
    try (BufferedWriter out = Files.newBufferedWriter(csv)) {
      out.write(header(tags));
      StringBuilder line = new StringBuilder(256);
      for (long row = 0; row < rows; row++) {
        for (int i = 0; i < stepsPerRow; i++) {
          operator.step(plant, Plant.STEP);
          plant.step(Plant.STEP);
        }
        line.setLength(0);
        line.append(BEGIN.plus(interval.multipliedBy(row + 1)));
        for (PlantTag tag : tags) {
          line.append(',');
          append(line, tag, tag.quantised(plant.measure(tag.point())));
        }
        out.append(line.append('\n'));
      }
    }
  }

  private static int stepsPerRow(Duration interval) {
    long step = Math.round(Plant.STEP * 1e9);
    long nanos = interval.toNanos();
    if (nanos < step || nanos % step != 0 || nanos > 3600_000_000_000L) {
      throw new IllegalArgumentException(
          "interval is " + interval.toMillis() + " ms, allowed are multiples of 20 ms up to 1 h");
    }
    return Math.toIntExact(nanos / step);
  }

  private static long rows(Duration span, Duration interval) {
    if (span.compareTo(interval) < 0 || span.compareTo(Duration.ofDays(30)) > 0) {
      throw new IllegalArgumentException(
          "span is " + span + ", allowed from one interval to 30 days");
    }
    return span.toNanos() / interval.toNanos();
  }

  private static String header(List<PlantTag> tags) {
    StringBuilder header = new StringBuilder("time");
    for (PlantTag tag : tags) {
      header.append(',').append(tag.name());
    }
    return header.append('\n').toString();
  }

  /** Integers carry as many digits as their scale; floats are written whole. */
  private static void append(StringBuilder line, PlantTag tag, double value) {
    switch (tag.type()) {
      case INT16, UINT16, INT32 ->
          line.append(
              BigDecimal.valueOf(Math.round(tag.toWire(value)))
                  .multiply(BigDecimal.valueOf(tag.scale()).stripTrailingZeros())
                  .toPlainString());
      case FLOAT32 -> line.append((float) value);
      case FLOAT64 -> line.append(value);
    }
  }
}
