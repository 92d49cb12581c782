package io.sluice.gateway.assets;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one context that touches an asset: its samples, detectors, alarms, summaries and setpoints.
 *
 * <p>Work comes from any thread through a bounded queue with a single scheduled drain; what does
 * not fit is refused and counted by the caller. Everything else here is confined to the loop.
 */
public final class AssetLoop {
  private static final Logger log = LoggerFactory.getLogger(AssetLoop.class);

  /** Work done before the event loop is given back, so that one asset cannot starve another. */
  private static final int DRAIN = 256;

  private final String name;
  private final AssetSamples samples;
  private final PlantClock.Loop loop;
  private final ArrayBlockingQueue<Runnable> queue;
  private final AtomicBoolean draining = new AtomicBoolean();
  private final List<Consumer<Finding.OutRecord>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong updatesDropped = new AtomicLong();
  private volatile @Nullable Thread drainer;
  private volatile boolean onLoop;
  private volatile boolean closed;

  /**
   * @param loop the asset's Vert.x context, or a virtual loop
   * @param limit how much work may wait, 1 or more
   */
  public AssetLoop(AssetSamples samples, PlantClock.Loop loop, int limit) {
    this.name = samples.asset();
    this.samples = samples;
    this.loop = loop;
    this.queue = new ArrayBlockingQueue<>(limit);
  }

  public String name() {
    return name;
  }

  /** The asset's newest samples; only for use on this loop. */
  public AssetSamples samples() {
    return samples;
  }

  /** Tells of each summary of the asset from now on, on this loop; must return quickly. */
  public void listen(Consumer<Finding.OutRecord> listener) {
    listeners.add(listener);
  }

  /** Tells who listens of the summaries that a route has made; only for use on this loop. */
  public List<Finding.OutRecord> summarised(List<Finding.OutRecord> summaries) {
    listeners.forEach(summaries::forEach);
    return summaries;
  }

  /** Takes in a scan that may carry this asset's tags. Any thread. */
  public void update(Scan scan) {
    if (samples.concerns(scan.group()) && !offer(() -> samples.update(scan))) {
      updatesDropped.incrementAndGet();
    }
  }

  /** Scans whose samples did not reach the asset because its queue was full. */
  public long updatesDropped() {
    return updatesDropped.get();
  }

  /**
   * Runs the task on the loop after all earlier work; false where the queue is full or the loop has
   * ended. Any thread.
   */
  public boolean offer(Runnable task) {
    if (closed || !queue.offer(task)) {
      return false;
    }
    scheduleDrain();
    // Closed in between: either the last drain has taken the task, or nobody will.
    return !(closed && queue.remove(task));
  }

  /** Takes no more work; what waits is still done, then the loop ends. Any thread. */
  public void close() {
    closed = true;
    loop.execute(
        () -> {
          while (!queue.isEmpty()) {
            drain();
          }
          loop.close();
        });
  }

  /**
   * True on the thread that runs this loop, while it does: the next step of a route need not hop.
   */
  public boolean isCurrent() {
    return onLoop && drainer == Thread.currentThread();
  }

  private void scheduleDrain() {
    if (draining.compareAndSet(false, true)) {
      loop.execute(this::drain);
    }
  }

  private void drain() {
    drainer = Thread.currentThread();
    onLoop = true;
    try {
      for (int i = 0; i < DRAIN; i++) {
        Runnable task = queue.poll();
        if (task == null) {
          break;
        }
        runLogged(task);
      }
    } finally {
      onLoop = false;
      draining.set(false);
      if (!queue.isEmpty()) {
        scheduleDrain();
      }
    }
  }

  private void runLogged(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException bug) {
      log.error("asset {}: a task failed; the loop goes on", name, bug);
    }
  }
}
