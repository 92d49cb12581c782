package io.sluice.gateway.bench;

import java.util.Map;
import java.util.TreeMap;

/** What one process of the benchmark told, by name. */
record Figures(Map<String, Double> byName) {
  Figures {
    byName = Map.copyOf(byName);
  }

  /** Reads a {@link Meter}'s line without its mark. */
  static Figures parse(String words) {
    Map<String, Double> figures = new TreeMap<>();
    for (String word : words.trim().split(" ", -1)) {
      int equals = word.indexOf('=');
      figures.put(word.substring(0, equals), Double.parseDouble(word.substring(equals + 1)));
    }
    return new Figures(figures);
  }

  Figures and(String name, double value) {
    Map<String, Double> more = new TreeMap<>(byName);
    more.put(name, value);
    return new Figures(more);
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  double of(String name) {
    Double value = byName.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no figure " + name + " among " + byName.keySet());
    }
    return value;
  }
}
