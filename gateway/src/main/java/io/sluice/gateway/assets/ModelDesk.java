package io.sluice.gateway.assets;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.models.ModelRegistry;
import io.sluice.connectors.PlantClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a gateway's models are looked after, off the loops of its assets: one thread for files and
 * states, one of lowest priority for training. Sees what another process changes within seconds.
 */
public final class ModelDesk implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ModelDesk.class);
  private static final Duration POLL = Duration.ofSeconds(3);

  private final ModelRegistry registry;
  private final PlantClock clock;
  private final PlantClock.Loop loop;
  private final PlantClock.Loop trainer;
  private final Map<String, List<Runnable>> followers = new ConcurrentHashMap<>();
  private boolean unreadable;

  public ModelDesk(ModelRegistry registry, PlantClock clock) {
    this.registry = registry;
    this.clock = clock;
    this.loop = clock.loop("models");
    this.trainer = clock.loop("trainer");
    registry.listen((detector, changes) -> changed(detector));
  }

  /** Begins to look for what other processes change. */
  public void start() {
    loop.schedule(POLL, this::poll);
  }

  public ModelRegistry registry() {
    return registry;
  }

  PlantClock clock() {
    return clock;
  }

  /** Runs the task where files may be read and written, after all earlier ones. */
  void execute(Runnable task) {
    loop.execute(task);
  }

  /** The loop of {@link #execute}. */
  PlantClock.Loop loop() {
    return loop;
  }

  /** Trains, one detector after another, and only while nothing else wants the processor. */
  @SuppressWarnings(
      "ThreadPriorityCheck") // A hint that the plant goes first; nothing relies on it.
  void train(Runnable task) {
    trainer.execute(
        () -> {
          Thread thread = Thread.currentThread();
          int priority = thread.getPriority();
          thread.setPriority(Thread.MIN_PRIORITY);
          try {
            task.run();
          } finally {
            thread.setPriority(priority);
          }
        });
  }

  /** Tells of each change of the detector's models from now on, on {@link #execute}'s loop. */
  void follow(String detector, Runnable follower) {
    followers.computeIfAbsent(detector, name -> new CopyOnWriteArrayList<>()).add(follower);
  }

  void unfollow(String detector, Runnable follower) {
    List<Runnable> all = followers.get(detector);
    if (all != null) {
      all.remove(follower);
    }
  }

  @Override
  public void close() {
    loop.close();
    trainer.close();
  }

  private void changed(String detector) {
    loop.execute(() -> followers.getOrDefault(detector, List.of()).forEach(Runnable::run));
  }

  private void poll() {
    try {
      registry.poll();
      unreadable = false;
    } catch (ModelException refused) {
      if (!unreadable) {
        unreadable = true;
        log.warn("the states of the models cannot be read: {}", refused.getMessage());
      }
    }
    loop.schedule(POLL, this::poll);
  }
}
