package io.sluice.analytics.models;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has been seen of a version since it was made, on which it is promoted or taken back.
 *
 * @param figures by name, as {@code false-alarms-per-week}; finite, at most 50
 * @param time when they were last recorded, or null where there are none
 */
public record Evidence(Map<String, Double> figures, @Nullable Instant time) {
  /** Nothing seen yet. */
  public static final Evidence NONE = new Evidence(Map.of(), null);

  private static final int MOST = 50;

  public Evidence {
    figures = Collections.unmodifiableMap(new TreeMap<>(figures));
    if (figures.size() > MOST) {
      throw new IllegalArgumentException(figures.size() + " figures; at most 50 are kept");
    }
    figures.forEach(
        (name, figure) -> {
          if (name.isBlank() || name.length() > 60 || !Double.isFinite(figure)) {
            throw new IllegalArgumentException("the figure '" + name + "' is " + figure);
          }
        });
  }

  /** The same with newer figures in place of those of the same name. */
  Evidence with(Map<String, Double> newer, Instant now) {
    Map<String, Double> all = new TreeMap<>(figures);
    all.putAll(newer);
    return new Evidence(all, now);
  }
}
