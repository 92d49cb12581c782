package io.sluice.gateway.routes;

import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** {@code scheme:NAME} with its checked parameters. */
final class SluiceEndpoint<P extends Record> extends DefaultEndpoint
    implements MultipleConsumersSupport {
  private final SluiceComponent<P> component;
  private final String name;
  private final P parameters;

  SluiceEndpoint(String uri, SluiceComponent<P> component, String name, P parameters) {
    super(uri, component);
    this.component = component;
    this.name = name;
    this.parameters = parameters;
  }

  /** What stands after the scheme. */
  String name() {
    return name;
  }

  P parameters() {
    return parameters;
  }

  @Override
  public boolean isMultipleConsumersSupported() {
    return component.manyConsumers();
  }

  @Override
  public Producer createProducer() {
    return SluiceComponent.producer(this, component.step(this));
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    Consumer consumer = component.consumer(this, processor);
    configureConsumer(consumer);
    return consumer;
  }
}
