package io.sluice.gateway.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PropertyBindingSupport;

/**
 * Camel's stock component, whose polling consumer reads once a call: the fastest that it has.
 * Without a trigger its event-driven consumer reads once and no more.
 */
final class StockCamelPlc4x {
  private StockCamelPlc4x() {}

  /** Arguments: those of {@link ModbusLoad}. */
  public static void main(String[] arguments) throws Exception {
    ModbusLoad load = ModbusLoad.parse(arguments);
    LongAdder values = new LongAdder();
    DefaultCamelContext camel = new DefaultCamelContext();
    camel.start();
    Endpoint endpoint = camel.getEndpoint("plc4x:modbus-tcp:tcp://127.0.0.1:" + load.port());
    Map<String, String> tags = new HashMap<>();
    int[] registers = load.registers();
    for (int tag = 0; tag < registers.length; tag++) {
      tags.put("t" + tag, "holding-register:" + (registers[tag] + 1) + ":INT");
    }
    PropertyBindingSupport.build().bind(camel, endpoint, Map.of("tags", tags));
    PollingConsumer consumer = endpoint.createPollingConsumer();
    consumer.start();
    Thread loop = new Thread(() -> readOn(consumer, registers, values), "reader");
    loop.setDaemon(true);
    loop.start();
    load.measure(values);
  }

  private static void readOn(PollingConsumer consumer, int[] registers, LongAdder values) {
    while (true) {
      Exchange exchange = consumer.receive(10_000);
      Map<?, ?> body = exchange.getIn().getBody(Map.class);
      for (int tag = 0; tag < registers.length; tag++) {
        if (body.get("t" + tag) instanceof Number value) {
          ModbusLoad.check(registers[tag], value.doubleValue());
          values.increment();
        }
      }
    }
  }
}
