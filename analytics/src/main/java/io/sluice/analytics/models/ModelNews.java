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
    long count = count(now);
    Long before = told.put(detector, count);
    long fresh = count - (before == null ? 0 : before);
    int news = (int) Math.min(now.history().size(), fresh);
    if (news > 0) {
      int size = now.history().size();
      List<ModelChange> changes = now.history().subList(size - news, size);
      listeners.forEach(listener -> listener.onChange(detector, changes));
    }
  }

  private static long count(Lifecycle states) {
    return states.forgotten() + states.history().size();
  }
}
