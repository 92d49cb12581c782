package io.sluice.gateway.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.plc4x.java.DefaultPlcDriverManager;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.messages.PlcReadRequest;
import org.apache.plc4x.java.api.messages.PlcReadResponse;

/** PLC4X's own driver in a read loop, each tag by its name, as its manual shows. */
final class BarePlc4x {
  private BarePlc4x() {}

  /**
   * Arguments: port, milliseconds from scan to scan (0 reads as fast as it can), seconds to warm
   * up, seconds to measure.
   */
  public static void main(String[] arguments) throws Exception {
    Meter meter = new Meter();
    AtomicLong values = new AtomicLong();
    Thread loop = new Thread(() -> read(arguments, values), "reader");
    loop.setDaemon(true);
    loop.start();
    Meter.pass(Double.parseDouble(arguments[2]));
    meter.measure(Double.parseDouble(arguments[3]), values::get);
    meter.tell();
    Child.awaitEnd();
    System.exit(0);
  }

  private static void read(String[] arguments, AtomicLong values) {
    long every = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[1]));
    try (PlcConnection connection =
        new DefaultPlcDriverManager().getConnection("modbus-tcp:tcp://127.0.0.1:" + arguments[0])) {
      PlcReadRequest.Builder builder = connection.readRequestBuilder();
      for (int tag = 0; tag < PlantFiles.TAGS; tag++) {
        builder.addTagAddress("t" + tag, "holding-register:" + (tag + 1) + ":INT");
      }
      PlcReadRequest scan = builder.build();
      long due = System.nanoTime();
      while (true) {
        values.addAndGet(count(scan.execute().get(10, TimeUnit.SECONDS)));
        // A scan that is late is left out, as in ours: catching up would flatter the rate.
        long late = every == 0 ? 0 : Math.max(0, System.nanoTime() - due) / every;
        due += (late + 1) * every;
        Meter.pass(Math.max(0, due - System.nanoTime()) / 1e9);
      }
    } catch (Exception failed) {
      throw new IllegalStateException("the bare read loop failed", failed);
    }
  }

  private static int count(PlcReadResponse answer) {
    int usable = 0;
    for (String tag : answer.getTagNames()) {
      if (answer.getShort(tag) != 0) {
        usable++;
      }
    }
    return usable;
  }
}
