package io.sluice.analytics.trial;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The evidence on one version of a model, in figures.
 *
 * @param rows rows scored
 * @param watched time between rows scored one after the other
 * @param activations times its alarm was raised
 * @param rowsInAlarm rows scored while its alarm stood
 * @param rowsNear rows with a score from {@link Observation#NEAR} to below the threshold
 * @param medianScore of all rows scored; of several runs the mean, weighted by their rows
 * @param withoutVerdict rows without a score
 */
public record Observed(
    long rows,
    Duration watched,
    long activations,
    long rowsInAlarm,
    long rowsNear,
    double medianScore,
    long withoutVerdict) {
  /** Nothing seen. */
  public static final Observed NONE = new Observed(0, Duration.ZERO, 0, 0, 0, 0, 0);

  private static final double WEEK = Duration.ofDays(7).toNanos();

  public Observed {
    if (rows < 0
        || activations < 0
        || rowsInAlarm < 0
        || rowsNear < 0
        || withoutVerdict < 0
        || watched.isNegative()) {
      throw new IllegalArgumentException("evidence counts from 0 up");
    }
  }

  /** Activations in a week of watching; 0 where nothing was watched. */
  public double activationsPerWeek() {
    return watched.isZero() ? 0 : activations * WEEK / watched.toNanos();
  }

  /** Weeks of watching. */
  public double weeks() {
    return watched.toNanos() / WEEK;
  }

  /** Part of the scored rows near the threshold, 0 to 1. */
  public double shareNear() {
    return rows == 0 ? 0 : (double) rowsNear / rows;
  }

  /** Part of all rows that has no score, 0 to 1. */
  public double shareWithoutVerdict() {
    return rows + withoutVerdict == 0 ? 0 : (double) withoutVerdict / (rows + withoutVerdict);
  }

  /** By name, as a registry of models keeps them. */
  public Map<String, Double> named() {
    Map<String, Double> named = new TreeMap<>();
    named.put("rows", (double) rows);
    named.put("watched-seconds", watched.toNanos() / 1e9);
    named.put("alarms", (double) activations);
    named.put("alarms-per-week", activationsPerWeek());
    named.put("rows-in-alarm", (double) rowsInAlarm);
    named.put("rows-near-threshold", (double) rowsNear);
    named.put("median-score", medianScore);
    named.put("rows-without-verdict", (double) withoutVerdict);
    return named;
  }

  /** The figures that {@link #named} gave; what is missing counts 0. */
  public static Observed of(Map<String, Double> named) {
    return new Observed(
        count(named, "rows"),
        Duration.ofMillis(
            Math.round(1e3 * Math.max(0, named.getOrDefault("watched-seconds", 0.0)))),
        count(named, "alarms"),
        count(named, "rows-in-alarm"),
        count(named, "rows-near-threshold"),
        named.getOrDefault("median-score", 0.0),
        count(named, "rows-without-verdict"));
  }

  private static long count(Map<String, Double> named, String name) {
    return Math.max(0, named.getOrDefault(name, 0.0).longValue());
  }

  /** Both together. */
  public Observed plus(Observed later) {
    if (rows == 0 && withoutVerdict == 0) {
      return later;
    }
    long all = rows + later.rows;
    return new Observed(
        all,
        watched.plus(later.watched),
        activations + later.activations,
        rowsInAlarm + later.rowsInAlarm,
        rowsNear + later.rowsNear,
        all == 0 ? 0 : (medianScore * rows + later.medianScore * later.rows) / all,
        withoutVerdict + later.withoutVerdict);
  }
}
