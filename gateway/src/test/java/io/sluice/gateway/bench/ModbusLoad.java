package io.sluice.gateway.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a measured process is to do.
 *
 * @param port of the device
 * @param points which registers
 * @param tags of each device
 * @param devices connections to make
 * @param everyMillis from scan to scan, 0 as fast as it goes
 * @param inFlight requests at once, where the reader can
 * @param warm seconds not measured
 * @param seconds measured
 */
record ModbusLoad(
    int port,
    ModbusPoints points,
    int tags,
    int devices,
    int everyMillis,
    int inFlight,
    int warm,
    int seconds) {

  static ModbusLoad parse(String[] arguments) {
    return new ModbusLoad(
        Integer.parseInt(arguments[0]),
        ModbusPoints.valueOf(arguments[1].toUpperCase(Locale.ROOT)),
        Integer.parseInt(arguments[2]),
        Integer.parseInt(arguments[3]),
        Integer.parseInt(arguments[4]),
        Integer.parseInt(arguments[5]),
        Integer.parseInt(arguments[6]),
        Integer.parseInt(arguments[7]));
  }

  Object[] arguments() {
    List<Object> all = new ArrayList<>(List.of(port, points, tags, devices, everyMillis, inFlight));
    all.addAll(List.of(warm, seconds));
    return all.toArray();
  }

  int[] registers() {
    return points.registers(tags);
  }

  /** Warms up, measures and tells, then waits for the parent. */
  void measure(LongAdder values) throws Exception {
    Meter meter = new Meter();
    Meter.pass(warm);
    meter.measure(seconds, values::sum);
    meter.put("threads", ManagementFactory.getThreadMXBean().getThreadCount());
    meter.tell();
    Child.awaitEnd();
    System.exit(0);
  }

  /** Ends the process where a value is not what the device holds. */
  static void check(int register, double value) {
    if (value != ModbusPoints.held(register)) {
      System.err.println("register " + register + " reads " + value);
      System.exit(70);
    }
  }
}
