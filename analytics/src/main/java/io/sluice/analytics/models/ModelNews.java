package io.sluice.analytics.models;

import io.sluice.analytics.ModelException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners of each change once, whoever made it. Thread-safe. */
final class ModelNews {
  private static final Logger log = LoggerFactory.getLogger(ModelNews.class);

  private final ModelStore store;
  private final StatesFolder states;
  private final List<ModelRegistry.Listener> listeners = new CopyOnWriteArrayList<>();

  /** How many changes of each detector have been told of, or were before anybody listened. */
  private final Map<String, Long> told = new ConcurrentHashMap<>();

  ModelNews(ModelStore store, StatesFolder states) {
    this.store = store;
    this.states = states;
  }

  void listen(ModelRegistry.Listener listener) {
    try {
      for (String detector : store.detectors()) {
        told.putIfAbsent(detector, count(states.read(detector)));
      }
    } catch (ModelException unreadable) {
      log.warn("{}", unreadable.getMessage());
    }
    listeners.add(listener);
  }

  void tell(String detector, Lifecycle now) {
    List<ModelChange> changes = fresh(detector, now);
    if (!changes.isEmpty()) {
      listeners.forEach(listener -> listener.onChange(detector, changes));
    }
  }

  /** What nobody has been told yet; a look at an older state finds nothing. */
  private synchronized List<ModelChange> fresh(String detector, Lifecycle now) {
    long before = told.getOrDefault(detector, 0L);
    long count = count(now);
    if (count <= before) {
      return List.of();
    }
    told.put(detector, count);
    int size = now.history().size();
    return now.history().subList(size - (int) Math.min(size, count - before), size);
  }

  private static long count(Lifecycle states) {
    return states.forgotten() + states.history().size();
  }
}
