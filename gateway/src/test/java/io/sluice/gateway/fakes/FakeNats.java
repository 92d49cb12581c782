package io.sluice.gateway.fakes;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** A broker's component, found by Camel as a real one is; what it brings comes from the test. */
public final class FakeNats extends DefaultComponent {
  private final List<Consumer> consumers = new CopyOnWriteArrayList<>();
  private final List<Map<String, Object>> sent = new CopyOnWriteArrayList<>();

  /** Brings a message with these headers to every route that begins here. */
  public void bring(Map<String, Object> headers, Object body) throws Exception {
    for (Consumer consumer : consumers) {
      Exchange exchange = consumer.getEndpoint().createExchange();
      exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
      exchange.getMessage().setBody(body);
      consumer.getProcessor().process(exchange);
    }
  }

  /** The headers of each message that was sent. */
  public List<Map<String, Object>> sent() {
    return sent;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String subject, Map<String, Object> parameters) {
    parameters.clear();
    return new Subject(uri, this);
  }

  private final class Subject extends DefaultEndpoint {
    Subject(String uri, Component component) {
      super(uri, component);
    }

    @Override
    public Producer createProducer() {
      return new DefaultProducer(this) {
        @Override
        public void process(Exchange exchange) {
          sent.add(Map.copyOf(exchange.getMessage().getHeaders()));
        }
      };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      DefaultConsumer consumer = new DefaultConsumer(this, processor);
      consumers.add(consumer);
      return consumer;
    }
  }
}
