package io.sluice.gateway.routes;

import io.sluice.connectors.PlantClock;
import io.sluice.gateway.uplink.Uplink;
import io.sluice.gateway.uplink.UplinkStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.builder.NoErrorHandlerBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.log.LogComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Camel context with our components, and the checked route files in it. Camel gets texts, never
 * paths, no placeholders and no bean registry of its own.
 */
public final class RouteManager implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RouteManager.class);

  /** How long scans under way may take to leave their route when the gateway stops. */
  private static final Duration DRAIN = Duration.ofSeconds(1);

  /** How long the spools may go on delivering while an uplink is online. */
  private static final Duration DELIVER = Duration.ofMillis(400);

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final Map<String, Uplink> uplinks;
  private final PlantClock clock;

  /** A route file that has passed the check. */
  public record RouteText(String file, String yaml) {}

  /**
   * @param name the gateway's id, which names the context
   * @param parts what the components reach
   */
  public RouteManager(String name, RouteParts parts) {
    uplinks = parts.uplinks();
    clock = parts.clock();
    camel.getCamelContextExtension().setName(name);
    camel.setLoadTypeConverters(false);
    camel.setUseMDCLogging(false);
    // No body is a stream; looking for one at each step is not free.
    camel.setStreamCaching(false);
    camel.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerBuilder());
    camel.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
    camel.getShutdownStrategy().setTimeout(DRAIN.toMillis());
    camel.getShutdownStrategy().setShutdownNowOnTimeout(true);
    camel.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
    for (SluiceComponent<?> component : parts.components()) {
      camel.addComponent(component.scheme(), component);
    }
    camel.addComponent("direct", new DirectComponent());
    camel.addComponent("log", new LogComponent());
  }

  /**
   * Loads the routes and starts them all.
   *
   * @throws RouteException naming the file where one cannot be loaded or started
   */
  public void start(List<RouteText> files) throws RouteException {
    camel.setAutoStartup(false);
    camel.start();
    for (RouteText file : files) {
      load(file);
    }
    try {
      camel.getRouteController().startAllRoutes();
    } catch (Exception failed) {
      throw new RouteException("the routes did not start: " + rootMessage(failed), failed);
    }
  }

  /**
   * Stops in the direction of the flow: scans under way leave their routes and what steps still
   * hold goes into the spool; then the spools bring what they can over the links that are up; then
   * all uplinks are closed, which fails a batch that hangs, so that the spool has it back; then
   * everything stops. Bounded to about 3 s however stuck the far ends are; under 1 s where only the
   * cloud hangs.
   */
  @Override
  public void close() {
    if (!left(Intake.Feed.PLANT, DRAIN)) {
      log.warn("scans are still under way after {} ms", DRAIN.toMillis());
    }
    // What waits for a link that is down would wait in vain; it stays in the spool.
    uplinks.values().stream()
        .filter(uplink -> uplink.status().state() != UplinkStatus.State.ONLINE)
        .forEach(Uplink::close);
    if (!left(Intake.Feed.SPOOL, DELIVER)) {
      uplinks.values().forEach(Uplink::close);
      if (!left(Intake.Feed.SPOOL, DRAIN)) {
        log.warn("a batch is still under way after its uplink was closed");
      }
    }
    camel.stop();
  }

  /** Ends the routes that begin with this feed; true where they have emptied in time. */
  private boolean left(Intake.Feed feed, Duration within) {
    CompletableFuture<?>[] ends =
        camel.getRoutes().stream()
            .map(Route::getConsumer)
            .filter(consumer -> consumer instanceof Intake intake && intake.feed() == feed)
            .map(consumer -> ((Intake) consumer).end().toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    return clock.await(CompletableFuture.allOf(ends), within);
  }

  CamelContext camel() {
    return camel;
  }

  private void load(RouteText file) throws RouteException {
    Resource resource = ResourceHelper.fromString(file.file(), file.yaml());
    try {
      PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
    } catch (Exception refused) {
      throw new RouteException(file.file() + ": " + rootMessage(refused), refused);
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
