package io.sluice.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.connectors.PlantClock;
import io.sluice.gateway.GatewayException.Trouble;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.ListenAddress;
import io.sluice.gateway.config.Snapshot;
import io.sluice.gateway.status.StatusServer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway on this machine: its event loops, its page, and the gateway itself. */
public final class LiveGateway implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LiveGateway.class);
  private static final long CLOSE_SECONDS = 1;
  private static final long CHANGE_SECONDS = 3;

  private final Vertx vertx;
  private final VertxLoops loops;
  private final Surroundings world;
  private @Nullable Gateway gateway;
  private @Nullable StatusServer page;
  private volatile @Nullable Changes changes;
  private int port;

  /** Makes event loops; opens nothing else. */
  public LiveGateway(PlantClock clock) {
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setBlockedThreadCheckInterval(200)
                .setMaxEventLoopExecuteTime(500)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
                .setWarningExceptionTime(500)
                .setWarningExceptionTimeUnit(TimeUnit.MILLISECONDS));
    loops = new VertxLoops(vertx, clock);
    world = Surroundings.of(clock, loops);
  }

  /** What the gateway will stand between. */
  public Surroundings world() {
    return world;
  }

  /**
   * Starts the gateway and its page.
   *
   * @param data directory for spool, models and audit
   * @param listen where the page is served; port 0 takes any free one
   * @throws GatewayException with a sentence for the user; {@link #close} ends what was started
   */
  public Gateway start(Configuration configuration, Path data, ListenAddress listen)
      throws GatewayException {
    Gateway made = new Gateway(configuration, world, data);
    gateway = made;
    made.start();
    try {
      StatusServer.Control control = made.control(ControlToken.renew(data));
      LiveControl all = new LiveControl(control, () -> changes, onModels(made));
      page = new StatusServer(vertx, () -> status(made), all);
      port = page.listen(listen.host(), listen.port());
    } catch (IOException refused) {
      throw new GatewayException(
          Trouble.CONFIGURATION, "the control token cannot be written: " + refused, refused);
    } catch (IllegalStateException inUse) {
      throw new GatewayException(
          Trouble.UNAVAILABLE,
          inUse.getMessage()
              + "; stop what listens there, or give another port with http: {listen: HOST:PORT}"
              + " in gateway.yaml or --port",
          inUse);
    }
    return made;
  }

  private LiveControl.Models onModels(Gateway running) {
    LiveControl.Models deeds =
        (detector, action, order, person) ->
            vertx
                .executeBlocking(
                    () ->
                        running
                            .models()
                            .map(models -> models.carryOut(detector, action, order, person))
                            .orElseGet(() -> new StatusServer.Answer(false, "nothing runs")))
                .toCompletionStage();
    return (detector, action, order, person) ->
        action.equals("retrain")
            ? running.retrain(detector, person)
            : deeds.act(detector, action, order, person);
  }

  /**
   * From now on what is saved or applied changes what runs.
   *
   * @param state how it was started
   * @param lying what lies on the disk and has been dealt with
   */
  void follow(Ground ground, ChangeState state, Snapshot lying) {
    Gateway running = gateway;
    if (running == null) {
      throw new IllegalStateException("nothing runs that could follow");
    }
    Changes made =
        new Changes(
            new LiveTarget(running),
            ground,
            world.clock(),
            state,
            () -> running.parts().map(Health::of));
    changes = made;
    made.start(lying);
  }

  private ObjectNode status(Gateway running) {
    ObjectNode status = running.status();
    Changes following = changes;
    if (following != null) {
      status.set("configuration", ChangeJson.of(following.state(), following.movingSince()));
    }
    return status;
  }

  /** Port of the page, once started. */
  public int port() {
    return port;
  }

  /** Stops everything within 5 s. Does nothing a second time. */
  @Override
  public void close() {
    if (page != null) {
      page.close();
    }
    if (gateway != null) {
      gateway.disarm();
    }
    endChanges();
    CompletionStage<Void> left = loops.end();
    if (gateway != null) {
      gateway.stop();
    }
    page = null;
    gateway = null;
    changes = null;
    try {
      left.thenCompose(gone -> vertx.close().toCompletionStage())
          .toCompletableFuture()
          .get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException late) {
      log.warn("the event loops did not end within {} s", CLOSE_SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A change under way is waited for: it and the stop would pull at the same parts. */
  private void endChanges() {
    Changes following = changes;
    if (following != null) {
      try {
        following.end().toCompletableFuture().get(CHANGE_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException | ExecutionException late) {
        log.warn("a change did not end within {} s", CHANGE_SECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
