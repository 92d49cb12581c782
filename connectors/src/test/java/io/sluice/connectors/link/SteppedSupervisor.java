package io.sluice.connectors.link;

import io.sluice.connectors.PlantClock;
import java.util.List;

/**
 * A supervisor that calls its driver where it stands, so that a test can run it on virtual time.
 */
public final class SteppedSupervisor {
  private SteppedSupervisor() {}

  public static Supervisor of(
      Supervisor.Settings settings,
      List<Feed> feeds,
      Link link,
      PlantClock clock,
      PlantClock.Loop loop) {
    DisposableThreads threads = new DisposableThreads(SteppedSupervisor::inline, 6);
    Opener opener = new Opener(link, settings.openWithin(), threads, loop);
    return new Supervisor(settings, feeds, clock, loop, opener);
  }

  private static Thread inline(Runnable task) {
    return new Thread(task) {
      @Override
      public synchronized void start() {
        task.run();
      }
    };
  }
}
