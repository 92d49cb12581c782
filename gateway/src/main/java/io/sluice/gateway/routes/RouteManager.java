package io.sluice.gateway.routes;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.NoErrorHandlerBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.log.LogComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * The Camel context with our components, and the checked route files in it. Camel gets texts, never
 * paths, no placeholders and no bean registry of its own.
 */
public final class RouteManager implements AutoCloseable {
  /** How long exchanges under way may take to finish when the gateway stops. */
  private static final int DRAIN_SECONDS = 2;

  private final DefaultCamelContext camel = new DefaultCamelContext();

  /** A route file that has passed the check. */
  public record RouteText(String file, String yaml) {}

  /**
   * @param name the gateway's id, which names the context
   * @param parts what the components reach
   */
  public RouteManager(String name, RouteParts parts) {
    camel.getCamelContextExtension().setName(name);
    camel.setLoadTypeConverters(false);
    camel.setUseMDCLogging(false);
    camel.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerBuilder());
    camel.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
    camel.getShutdownStrategy().setTimeout(DRAIN_SECONDS);
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

  /** Stops taking scans in, lets those under way finish, then stops. */
  @Override
  public void close() {
    camel.stop();
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
