package io.sluice.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's own clock: the one place of the simulator that reads it. */
public final class SystemPlantTime implements PlantTime {
  private static final Logger log = LoggerFactory.getLogger(SystemPlantTime.class);

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Ticker every(Duration interval, Runnable task) {
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            body -> {
              Thread thread = new Thread(body, "virtual-plant");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        executor.scheduleAtFixedRate(
            () -> runLogged(task), 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    return () -> stop(executor);
  }

  private static void runLogged(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException bug) {
      log.error("a plant step failed; the plant runs on", bug);
    }
  }

  private static void stop(ScheduledExecutorService executor) {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
        log.warn("the plant's last step did not end within 5 s");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
