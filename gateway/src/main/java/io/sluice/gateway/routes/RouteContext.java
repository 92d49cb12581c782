package io.sluice.gateway.routes;

import io.sluice.gateway.routes.RouteManager.RouteText;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.NoErrorHandlerBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.log.LogComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Language;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * How we use Camel: texts, never paths, no placeholders and no bean registry of its own; a route
 * that is loaded does not start by itself.
 */
final class RouteContext {
  private RouteContext() {}

  static DefaultCamelContext make(String name, List<SluiceComponent<?>> components) {
    DefaultCamelContext camel = new DefaultCamelContext();
    camel.getCamelContextExtension().setName(name);
    camel.setAutoStartup(false);
    camel.setLoadTypeConverters(false);
    camel.setUseMDCLogging(false);
    // No body is a stream; looking for one at each step is not free.
    camel.setStreamCaching(false);
    camel.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerBuilder());
    camel.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
    camel.getShutdownStrategy().setTimeout(RouteManager.DRAIN.toMillis());
    camel.getShutdownStrategy().setShutdownNowOnTimeout(true);
    camel.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
    for (SluiceComponent<?> component : components) {
      camel.addComponent(component.scheme(), component);
    }
    camel.addComponent("direct", new DirectComponent());
    camel.addComponent("log", new LogComponent());
    return camel;
  }

  /** Makes a language known to routes. */
  static void language(DefaultCamelContext camel, String name, Language language) {
    camel.getRegistry().bind(name + "-language", language);
  }

  static void load(DefaultCamelContext camel, RouteText route) throws RouteException {
    // Camel chooses its reader by the ending of the name.
    Resource resource = ResourceHelper.fromString(route.name() + ".camel.yaml", route.yaml());
    try {
      PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
    } catch (Exception refused) {
      throw new RouteException(route.name() + ": " + rootMessage(refused), refused);
    }
  }

  static void start(DefaultCamelContext camel, String route) throws RouteException {
    try {
      camel.getRouteController().startRoute(route);
    } catch (Exception failed) {
      throw new RouteException(route + " did not start: " + rootMessage(failed), failed);
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
