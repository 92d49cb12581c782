package io.sluice.gateway.bench;

import io.sluice.connectors.Access;
import io.sluice.connectors.ConnectionStatus;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Scan;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.modbus.ModbusKind;
import io.sluice.connectors.modbus.ModbusOptions;
import io.sluice.connectors.modbus.WordOrder;
import io.sluice.connectors.plan.PollGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Kind {@code modbus}: connectors whose scans are counted. */
final class OurModbus {
  /** A group is scanned once a millisecond at most, so without a pause several groups read on. */
  private static final int GROUPS = 8;

  /** For a device that takes several requests at once it is also quicker to read a gap along. */
  private static final int WIDEST_GAP = 124;

  private OurModbus() {}

  /** Arguments: those of {@link ModbusLoad}. */
  public static void main(String[] arguments) throws Exception {
    ModbusLoad load = ModbusLoad.parse(arguments);
    SystemClock clock = new SystemClock();
    LongAdder values = new LongAdder();
    int groups = load.everyMillis() == 0 ? GROUPS : 1;
    PollGroup poll = new PollGroup(Duration.ofMillis(Math.max(1, load.everyMillis())));
    Map<String, PollGroup> polls = new HashMap<>();
    for (int group = 0; group < groups; group++) {
      polls.put("g" + group, poll);
    }
    for (int device = 0; device < load.devices(); device++) {
      Connector connector =
          new ModbusKind().create("d" + device, options(load, polls), tags(load, groups), clock);
      connector.start(new Counting(load.registers(), values));
    }
    load.measure(values);
  }

  private static ModbusOptions options(ModbusLoad load, Map<String, PollGroup> polls) {
    ModbusOptions.Quirks quirks =
        new ModbusOptions.Quirks(
            load.inFlight(),
            125,
            2_000,
            load.inFlight() == 1 ? ModbusOptions.Quirks.NONE.gap() : WIDEST_GAP,
            Duration.ZERO,
            ModbusOptions.Grouping.MERGED);
    return new ModbusOptions(
        "tcp://127.0.0.1:" + load.port(),
        Duration.ofSeconds(5),
        1,
        WordOrder.ABCD,
        null,
        null,
        quirks,
        polls);
  }

  private static List<Tag> tags(ModbusLoad load, int groups) {
    List<Tag> tags = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      for (int register : load.registers()) {
        tags.add(tag("g" + group, register));
      }
    }
    return tags;
  }

  private static Tag tag(String group, int register) {
    return new Tag(
        group + "/" + register,
        group,
        "holding:" + register,
        DataType.INT16,
        "",
        0,
        40_000,
        1,
        0,
        0,
        Access.READ,
        TagClass.PROCESS,
        "");
  }

  private static final class Counting implements Connector.Listener {
    private final int[] registers;
    private final LongAdder values;

    Counting(int[] registers, LongAdder values) {
      this.registers = registers;
      this.values = values;
    }

    @Override
    public void onScan(Scan scan) {
      int good = 0;
      for (int i = 0; i < scan.size(); i++) {
        if (scan.hasValue(i)) {
          ModbusLoad.check(registers[scan.tagIndex(i)], scan.value(i));
          good++;
        }
      }
      values.add(good);
    }

    @Override
    public void onState(ConnectionStatus status) {
      System.err.println(status.state() + " " + status.lastError());
    }
  }
}
