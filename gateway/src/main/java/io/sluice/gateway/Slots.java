package io.sluice.gateway;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Parts of one sort by name: those that run, and those made to join or replace them. For one
 * thread.
 */
final class Slots<T> {
  private final Map<String, T> running;
  private final Map<String, T> made = new LinkedHashMap<>();

  Slots(Map<String, T> running) {
    this.running = new LinkedHashMap<>(running);
  }

  boolean runs(String name) {
    return running.containsKey(name);
  }

  /** Keeps a part until {@link #putIn}. */
  void make(String name, T part) {
    made.put(name, part);
  }

  /** The one that will run. */
  @Nullable T coming(String name) {
    T part = made.get(name);
    return part == null ? running.get(name) : part;
  }

  /** Takes out those of these names that run. */
  List<T> takeOut(Set<String> names) {
    List<T> out = new ArrayList<>();
    for (String name : names) {
      T part = running.remove(name);
      if (part != null) {
        out.add(part);
      }
    }
    return out;
  }

  /** What was made runs from now on; gives just that, by name. */
  Map<String, T> putIn() {
    Map<String, T> in = new LinkedHashMap<>(made);
    running.putAll(in);
    made.clear();
    return in;
  }

  /** Closes what was made and never put in. */
  void discard(Consumer<T> close) {
    made.values().forEach(close);
    made.clear();
  }

  Collection<T> running() {
    return running.values();
  }

  /** Those that run, in the order of these names. */
  Map<String, T> running(Collection<String> order) {
    Map<String, T> ordered = new LinkedHashMap<>();
    for (String name : order) {
      T part = running.get(name);
      if (part != null) {
        ordered.put(name, part);
      }
    }
    running.forEach(ordered::putIfAbsent);
    return ordered;
  }
}
