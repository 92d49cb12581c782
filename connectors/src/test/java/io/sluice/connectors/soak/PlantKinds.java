package io.sluice.connectors.soak;

import io.sluice.connectors.Access;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.modbus.ModbusKind;
import io.sluice.connectors.modbus.ModbusOptions;
import io.sluice.connectors.modbus.WordOrder;
import io.sluice.connectors.opcua.OpcUaKind;
import io.sluice.connectors.opcua.OpcUaOptions;
import io.sluice.connectors.plan.PollGroup;
import io.sluice.connectors.plc4x.LogixKind;
import io.sluice.connectors.plc4x.LogixOptions;
import io.sluice.connectors.plc4x.Plc4xKind;
import io.sluice.connectors.plc4x.Plc4xOptions;
import io.sluice.connectors.plc4x.S7Kind;
import io.sluice.connectors.plc4x.S7Options;
import io.sluice.simulator.VirtualPlant;
import io.sluice.simulator.instruments.TagList;
import io.sluice.simulator.wire.Framing;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A connection of each kind to the virtual plant, by its port. */
enum PlantKinds {
  PLC4X,
  MODBUS,
  S7,
  LOGIX,
  OPCUA;

  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** The server keeps real time, whatever the client's clock says. */
  private static final Duration PUBLISH = Duration.ofMillis(100);

  private static final Map<String, PollGroup> POLLED = Map.of("all", new PollGroup(EVERY));

  Framing framing() {
    return switch (this) {
      case PLC4X, MODBUS -> Framing.MODBUS;
      case S7 -> Framing.TPKT;
      case LOGIX -> Framing.ENCAPSULATION;
      case OPCUA -> Framing.OPC_UA;
    };
  }

  int port(VirtualPlant plant) {
    return switch (this) {
      case PLC4X, MODBUS -> plant.modbusPort();
      case S7 -> plant.s7Port();
      case LOGIX -> plant.logixPort();
      case OPCUA -> URI.create(plant.opcUaUrl()).getPort();
    };
  }

  Connector connect(String name, int port, PlantClock clock) {
    String at = "127.0.0.1:" + port;
    return switch (this) {
      case PLC4X ->
          new Plc4xKind()
              .create(
                  name,
                  new Plc4xOptions("modbus-tcp://" + at, TIMEOUT, POLLED),
                  tags(TagList.PUMP),
                  clock);
      case MODBUS ->
          new ModbusKind().create(name, modbus("tcp://" + at), tags(TagList.PUMP), clock);
      case S7 ->
          new S7Kind()
              .create(
                  name,
                  new S7Options(
                      "s7://" + at, 0, 1, 960, S7Options.Controller.S7_1500, TIMEOUT, POLLED),
                  tags(TagList.PUMP_S7),
                  clock);
      case LOGIX ->
          new LogixKind()
              .create(
                  name,
                  new LogixOptions("logix://" + at, 0, TIMEOUT, POLLED),
                  tags(TagList.PUMP_LOGIX),
                  clock);
      case OPCUA ->
          new OpcUaKind()
              .create(
                  name,
                  opcUa("opc.tcp://" + at + "/virtual-plant"),
                  tags(TagList.EXCHANGER),
                  clock);
    };
  }

  private static ModbusOptions modbus(String url) {
    return new ModbusOptions(
        url, TIMEOUT, 1, WordOrder.ABCD, null, null, null, Map.of("all", new PollGroup(EVERY)));
  }

  private static OpcUaOptions opcUa(String url) {
    return new OpcUaOptions(
        url, null, null, TIMEOUT, Map.of("all", new OpcUaOptions.PublishGroup(PUBLISH, null, 10)));
  }

  private static List<Tag> tags(TagList list) {
    return list.tags().stream()
        .limit(8)
        .map(
            point ->
                new Tag(
                    point.name(),
                    "all",
                    point.address(),
                    DataType.valueOf(point.type().name()),
                    "",
                    Double.NEGATIVE_INFINITY,
                    Double.POSITIVE_INFINITY,
                    point.scale(),
                    0,
                    0,
                    Access.READ,
                    TagClass.PROCESS,
                    ""))
        .toList();
  }
}
