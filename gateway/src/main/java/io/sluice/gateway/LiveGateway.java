package io.sluice.gateway;

import io.sluice.connectors.PlantClock;
import io.sluice.gateway.GatewayException.Trouble;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.ListenAddress;
import io.sluice.gateway.status.StatusServer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Path;
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

  private final Vertx vertx;
  private final Surroundings world;
  private @Nullable Gateway gateway;
  private @Nullable StatusServer page;
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
    world = Surroundings.of(clock, new VertxLoops(vertx, clock));
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
      page = new StatusServer(vertx, made::status, made.control(ControlToken.renew(data)));
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
      gateway.stop();
    }
    page = null;
    gateway = null;
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException late) {
      log.warn("the event loops did not end within {} s", CLOSE_SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
