package io.sluice.gateway.demo;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainingException;
import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.PlantClock;
import io.sluice.gateway.Gateway;
import io.sluice.gateway.GatewayException;
import io.sluice.gateway.GatewayException.Trouble;
import io.sluice.gateway.LiveGateway;
import io.sluice.gateway.ModelTrainer;
import io.sluice.gateway.Parts;
import io.sluice.gateway.assets.AlarmEvent;
import io.sluice.gateway.assets.Watch;
import io.sluice.gateway.config.Configuration;
import io.sluice.simulator.Fault;
import io.sluice.simulator.History;
import io.sluice.simulator.VirtualPlant;
import io.sluice.simulator.cloud.VirtualCloud;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays the demonstration: trains on the plant's own past, runs the gateway on the virtual plant's
 * real servers, lets a fault happen, cuts the link to the cloud, and counts what everybody saw.
 *
 * <p>Runs on the calling thread; the script's events come on a loop of their own.
 */
public final class Demo {
  private static final Duration HISTORY = Duration.ofMinutes(20);
  private static final Duration ROW = Duration.ofMillis(100);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration READY_WITHIN = Duration.ofSeconds(30);
  private static final Duration CATCH_UP_WITHIN = Duration.ofSeconds(15);
  private final DemoSetting setting;
  private final PlantClock clock;
  private final PlantClock.Loop loop;
  private final DemoScript script;
  private final DemoListener listener;

  /**
   * @param clock the machine's own: this is the top
   * @param listener hears of each scene and each look
   */
  public Demo(DemoSetting setting, PlantClock clock, DemoListener listener) {
    this.setting = setting;
    this.clock = clock;
    this.loop = clock.loop("demo-script");
    this.script = new DemoScript(setting.duration());
    this.listener = listener;
  }

  /**
   * Plays it to the end.
   *
   * @throws GatewayException where the gateway cannot start
   * @throws IOException where files cannot be written or a port cannot be had
   */
  public DemoReport play(Configuration configuration, LiveGateway live)
      throws GatewayException, IOException {
    try {
      train(configuration);
      Gateway gateway = live.start(configuration, setting.data(), setting.listen());
      listener.begins(gateway, live.port());
      return play(gateway, configuration);
    } finally {
      live.close();
      loop.close();
    }
  }

  private void train(Configuration configuration) throws GatewayException, IOException {
    listener.scene("training the detectors on 20 minutes of the plant's normal operation");
    Path csv = setting.data().resolve("history.csv");
    History.normalOperation(setting.seed() + 1, HISTORY, ROW, csv);
    ModelTrainer trainer = new ModelTrainer(configuration, setting.data(), clock);
    for (String detector : configuration.detectors().keySet()) {
      try {
        trainer.train(detector, csv);
      } catch (TrainingException | ModelException failed) {
        throw new GatewayException(Trouble.CONFIGURATION, detector + ": " + failed.getMessage());
      }
    }
  }

  private DemoReport play(Gateway gateway, Configuration configuration) throws GatewayException {
    Parts parts = gateway.parts().orElseThrow();
    await("the connections and detectors to be ready", READY_WITHIN, () -> ready(parts));
    String closed = setting.closedSetpoint();
    gateway.release(closed, "demo");
    Scenes scenes = new Scenes(parts);
    listener.scene("normal operation");
    at(script.fault(), scenes::fault);
    at(script.mended(), scenes::mended);
    at(script.linkLost(), scenes::linkLost);
    at(script.linkBack(), scenes::linkBack);
    Instant end = clock.now().plus(script.whole());
    await("the end", script.whole().plusSeconds(5), () -> over(gateway, end, scenes));
    await("the spool to be empty", CATCH_UP_WITHIN, () -> pending(parts) == 0);
    boolean recovered = setting.plant().normal() && quiet(parts);
    gateway.stop();
    return new DemoCount(parts, setting, configuration)
        .report(scenes.alarmsBefore, scenes.alarmAt, scenes.faultAt, recovered);
  }

  private boolean over(Gateway gateway, Instant end, Scenes scenes) {
    scenes.noteAlarm();
    listener.look(gateway, Duration.between(clock.now(), end));
    return !clock.now().isBefore(end);
  }

  private static boolean ready(Parts parts) {
    return parts.connectors().values().stream()
            .allMatch(one -> one.status().state() == ConnectionState.ONLINE)
        && parts.watches().values().stream().allMatch(watch -> watch.status().watching());
  }

  private static boolean quiet(Parts parts) {
    return parts.watches().values().stream().noneMatch(watch -> watch.status().alarmActive());
  }

  private static long pending(Parts parts) {
    return parts.spools().values().stream()
        .mapToLong(spool -> spool.counts().pending() + spool.counts().waiting())
        .sum();
  }

  private void at(Duration when, Runnable scene) {
    loop.schedule(when, scene);
  }

  /** Looks again and again on the script's loop; the calling thread waits for it. */
  private void await(String what, Duration within, BooleanSupplier reached)
      throws GatewayException {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.execute(() -> look(reached, done));
    try {
      done.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      done.cancel(false);
      throw new GatewayException(
          Trouble.UNAVAILABLE, "waited " + within.toSeconds() + " s for " + what + " in vain");
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new GatewayException(Trouble.UNAVAILABLE, "interrupted");
    }
  }

  private void look(BooleanSupplier reached, CompletableFuture<Void> done) {
    if (done.isDone()) {
      return;
    }
    if (reached.getAsBoolean()) {
      done.complete(null);
    } else {
      loop.schedule(LOOK, () -> look(reached, done));
    }
  }

  /** What happens to the plant and to the link. */
  private final class Scenes {
    private final VirtualPlant plant = setting.plant();
    private final VirtualCloud cloud = setting.cloud();
    private final Parts parts;
    private volatile long alarmsBefore;
    private volatile @Nullable Instant faultAt;
    private volatile @Nullable Instant alarmAt;

    Scenes(Parts parts) {
      this.parts = parts;
    }

    void fault() {
      alarmsBefore =
          parts.watches().values().stream().map(Watch::status).mapToLong(one -> one.alarms()).sum();
      faultAt = clock.now();
      plant.inject(new Fault.Cavitation());
      listener.scene("fault: the suction strainer clogs, the pump begins to cavitate");
    }

    /** The first alarm raised after the fault, by the time of the scan that raised it. */
    void noteAlarm() {
      Instant fault = faultAt;
      if (fault != null && alarmAt == null) {
        alarmAt =
            parts.watches().values().stream()
                .map(watch -> watch.status().last())
                .filter(event -> event != null && event.change() == AlarmEvent.Change.RAISED)
                .map(AlarmEvent::time)
                .filter(time -> !time.isBefore(fault))
                .min(Comparator.naturalOrder())
                .orElse(null);
      }
    }

    void mended() {
      plant.clear(new Fault.Cavitation());
      listener.scene("the strainer has been cleaned");
    }

    void linkLost() {
      cloud.linkDown();
      listener.scene("the link to the cloud is cut; the spool keeps everything");
    }

    void linkBack() {
      try {
        cloud.linkUp();
        listener.scene("the link is back; the spool catches up");
      } catch (IOException portTaken) {
        listener.scene("the cloud cannot listen again: " + portTaken.getMessage());
      }
    }
  }
}
