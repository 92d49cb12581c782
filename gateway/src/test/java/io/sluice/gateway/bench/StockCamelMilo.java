package io.sluice.gateway.bench;

import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Camel's stock component for OPC UA: one route a tag, as its documentation has it. */
final class StockCamelMilo {
  private StockCamelMilo() {}

  /** Arguments: url, publishing interval in ms, seconds to warm up, seconds to measure. */
  public static void main(String[] arguments) throws Exception {
    Meter meter = new Meter();
    LongAdder values = new LongAdder();
    DefaultCamelContext camel = new DefaultCamelContext();
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            for (int tag = 0; tag < PlantFiles.TAGS; tag++) {
              from("milo-client:"
                      + arguments[0]
                      + "?node=RAW("
                      + FloodServer.address(tag)
                      + ")&samplingInterval="
                      + arguments[1]
                      + "&requestedPublishingInterval="
                      + arguments[1])
                  .process(exchange -> values.increment());
            }
          }
        });
    camel.start();
    Meter.pass(Double.parseDouble(arguments[2]));
    meter.measure(Double.parseDouble(arguments[3]), values::sum);
    meter.tell();
    Child.awaitEnd();
    System.exit(0);
  }
}
