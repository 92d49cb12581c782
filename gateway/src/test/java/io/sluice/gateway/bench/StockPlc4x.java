package io.sluice.gateway.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.plc4x.java.DefaultPlcDriverManager;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.messages.PlcReadRequest;
import org.apache.plc4x.java.api.messages.PlcReadResponse;

/** PLC4X's own driver: one connection a device, each tag by its name, as its manual shows. */
final class StockPlc4x {
  private StockPlc4x() {}

  /** Arguments: those of {@link ModbusLoad}. */
  public static void main(String[] arguments) throws Exception {
    ModbusLoad load = ModbusLoad.parse(arguments);
    LongAdder values = new LongAdder();
    List<PlcReadRequest> requests = new ArrayList<>();
    for (int device = 0; device < load.devices(); device++) {
      PlcConnection connection =
          new DefaultPlcDriverManager().getConnection("modbus-tcp:tcp://127.0.0.1:" + load.port());
      PlcReadRequest.Builder builder = connection.readRequestBuilder();
      int[] registers = load.registers();
      for (int tag = 0; tag < registers.length; tag++) {
        builder.addTagAddress("t" + tag, "holding-register:" + (registers[tag] + 1) + ":INT");
      }
      requests.add(builder.build());
    }
    if (load.everyMillis() == 0) {
      Thread loop = new Thread(() -> readOn(requests.get(0), load, values), "reader");
      loop.setDaemon(true);
      loop.start();
    } else {
      schedule(requests, load, values);
    }
    load.measure(values);
  }

  private static void readOn(PlcReadRequest request, ModbusLoad load, LongAdder values) {
    try {
      while (true) {
        count(request.execute().get(10, TimeUnit.SECONDS), load, values);
      }
    } catch (Exception failed) {
      throw new IllegalStateException("the bare read loop failed", failed);
    }
  }

  private static void schedule(List<PlcReadRequest> requests, ModbusLoad load, LongAdder values) {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    for (PlcReadRequest request : requests) {
      var unused =
          timer.scheduleAtFixedRate(
              () -> read(request, load, values), 0, load.everyMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static void read(PlcReadRequest request, ModbusLoad load, LongAdder values) {
    var unused =
        request
            .execute()
            .whenComplete(
                (answer, failure) -> {
                  if (failure == null) {
                    count(answer, load, values);
                  }
                });
  }

  private static void count(PlcReadResponse answer, ModbusLoad load, LongAdder values) {
    int[] registers = load.registers();
    for (int tag = 0; tag < registers.length; tag++) {
      ModbusLoad.check(registers[tag], answer.getShort("t" + tag));
    }
    values.add(registers.length);
  }
}
