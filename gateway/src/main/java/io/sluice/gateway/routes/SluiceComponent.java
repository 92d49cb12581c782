package io.sluice.gateway.routes;

import io.sluice.gateway.assets.AssetLoop;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultComponent;

/**
 * What our components have in common: an endpoint is {@code scheme:NAME?parameters}, the parameters
 * are a record, creating one opens nothing, and a step never blocks.
 *
 * @param <P> the parameters a route may give
 */
abstract class SluiceComponent<P extends Record> extends DefaultComponent {
  private final String scheme;
  private final Class<P> parameters;

  SluiceComponent(String scheme, Class<P> parameters) {
    this.scheme = scheme;
    this.parameters = parameters;
  }

  String scheme() {
    return scheme;
  }

  Class<P> parameters() {
    return parameters;
  }

  /** The consuming end; a component that only takes in does not have one. */
  Consumer consumer(SluiceEndpoint<P> endpoint, Processor processor) {
    throw new UnsupportedOperationException(scheme + ": cannot stand after from:");
  }

  /** Whether several routes may begin with the same endpoint. */
  boolean manyConsumers() {
    return false;
  }

  /** The step a route takes at this endpoint; a component that only gives out does not have one. */
  Step step(SluiceEndpoint<P> endpoint) {
    throw new UnsupportedOperationException(scheme + ": cannot stand after to:");
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> given) {
    Map<String, String> texts = new HashMap<>();
    given.forEach((key, value) -> texts.put(asWritten(key), String.valueOf(value)));
    given.clear();
    return new SluiceEndpoint<>(
        uri, this, remaining, EndpointParameters.read(uri, texts, parameters));
  }

  /** Camel's YAML reader hands {@code max-in-flight} on as {@code maxInFlight}. */
  private static String asWritten(String key) {
    return key.replaceAll("(\\p{Lu})", "-$1").toLowerCase(Locale.ROOT);
  }

  /** The thing of this name, or a refusal that names what there is. */
  static <T> T named(Map<String, T> all, String name, String what) {
    T found = all.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "no " + what + " is named " + name + "; there are: " + String.join(", ", all.keySet()));
    }
    return found;
  }

  /**
   * Does a step's work on an asset's loop: at once where the exchange is there already, else after
   * one hop. A full queue ends the exchange as busy; work that throws ends it with that exception.
   */
  static boolean onLoop(AssetLoop loop, Exchange exchange, AsyncCallback callback, Runnable work) {
    if (loop.isCurrent()) {
      attempt(exchange, work);
      callback.done(true);
      return true;
    }
    boolean taken =
        loop.offer(
            () -> {
              attempt(exchange, work);
              callback.done(false);
            });
    if (!taken) {
      exchange.setException(new BusyException("asset " + loop.name()));
      callback.done(true);
    }
    return !taken;
  }

  private static void attempt(Exchange exchange, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException failed) {
      exchange.setException(failed);
    }
  }

  /** One asynchronous step: sets the body or the exception, then says it is done. */
  @FunctionalInterface
  interface Step {
    /** Returns true where it was done before returning: the contract of {@link AsyncCallback}. */
    boolean process(Exchange exchange, AsyncCallback callback);
  }

  /** Runs a step as a Camel producer. */
  static final class StepProducer extends DefaultAsyncProducer {
    private final Step step;

    StepProducer(Endpoint endpoint, Step step) {
      super(endpoint);
      this.step = step;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      try {
        return step.process(exchange, callback);
      } catch (RuntimeException failed) {
        exchange.setException(failed);
        callback.done(true);
        return true;
      }
    }
  }

  /** Type of what endpoints make. */
  static Producer producer(Endpoint endpoint, Step step) {
    return new StepProducer(endpoint, step);
  }
}
