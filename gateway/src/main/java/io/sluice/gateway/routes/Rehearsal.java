package io.sluice.gateway.routes;

import io.sluice.gateway.routes.RouteManager.RouteText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Language;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.builder.ExpressionBuilder;

/**
 * Loads and starts routes in a context that is thrown away, where our schemes have the parameters
 * they have but open nothing: what Camel itself refuses is then known before anything is touched.
 */
final class Rehearsal {
  /** Of Camel's own components those that do nothing by being started. */
  private static final Set<String> QUIET = Set.of("direct", "log");

  private Rehearsal() {}

  /**
   * Gives back nothing where all is well.
   *
   * @throws RouteException naming the route that was refused and why
   */
  static void of(List<RouteText> routes) throws RouteException {
    DefaultCamelContext camel = RouteContext.make("rehearsal", understudies());
    RouteContext.language(camel, CelLanguage.CEL, new NeverTrue());
    RouteContext.language(camel, CelLanguage.SCANS_ONLY, new NeverTrue());
    try {
      camel.start();
      for (RouteText route : routes) {
        RouteContext.load(camel, route);
      }
      if (quiet(camel)) {
        for (Route route : camel.getRoutes()) {
          RouteContext.start(camel, route.getRouteId());
        }
      }
    } finally {
      camel.stop();
    }
  }

  /** A component that Camel brings may open something when started; then loading must do. */
  private static boolean quiet(DefaultCamelContext camel) {
    Set<String> ours =
        Set.copyOf(RouteEndpoints.forms().stream().map(RouteEndpoints.Form::scheme).toList());
    return camel.getEndpoints().stream()
        .map(Endpoint::getEndpointBaseUri)
        .map(uri -> uri.substring(0, uri.indexOf(':')))
        .allMatch(scheme -> ours.contains(scheme) || QUIET.contains(scheme));
  }

  private static List<SluiceComponent<?>> understudies() {
    List<SluiceComponent<?>> all = new ArrayList<>();
    for (RouteEndpoints.Form form : RouteEndpoints.forms()) {
      Class<? extends Record> from = form.from();
      Class<? extends Record> to = form.to();
      if (from != null) {
        all.add(new Understudy<>(form, from));
      } else if (to != null) {
        all.add(new Understudy<>(form, to));
      }
    }
    return all;
  }

  /** Conditions have been compiled by the check; nothing passes here that could ask them. */
  private static final class NeverTrue implements Language {
    @Override
    public Predicate createPredicate(String text) {
      return exchange -> false;
    }

    @Override
    public Expression createExpression(String text) {
      return ExpressionBuilder.constantExpression(false);
    }
  }

  /** Has a component's scheme, ends and parameters, and does nothing. */
  private static final class Understudy<P extends Record> extends SluiceComponent<P> {
    private final RouteEndpoints.Form form;

    Understudy(RouteEndpoints.Form form, Class<P> parameters) {
      super(form.scheme(), parameters);
      this.form = form;
    }

    @Override
    Consumer consumer(SluiceEndpoint<P> endpoint, Processor processor) {
      return form.from() == null
          ? super.consumer(endpoint, processor)
          : new DefaultConsumer(endpoint, processor);
    }

    @Override
    boolean manyConsumers() {
      return true;
    }

    @Override
    Step step(SluiceEndpoint<P> endpoint) {
      return form.to() == null
          ? super.step(endpoint)
          : (exchange, callback) -> {
            callback.done(true);
            return true;
          };
    }
  }
}
