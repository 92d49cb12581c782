package io.sluice.connectors.opcua;

import io.sluice.connectors.Access;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Heard;
import io.sluice.connectors.Missed;
import io.sluice.connectors.Scan;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server, a wire to it and a connector at its end, as the tests of OPC UA need them. */
final class Site implements AutoCloseable {
  final OpcUaPeer peer;
  final Wire wire;
  final Heard heard = new Heard();
  final SystemClock clock = new SystemClock();
  OpcUaOptions.@Nullable Security security;
  OpcUaOptions.@Nullable User user;
  OpcUaOptions.PublishGroup group =
      new OpcUaOptions.PublishGroup(Duration.ofMillis(50), Duration.ofMillis(20), 10);
  Duration timeout = Duration.ofSeconds(1);
  private @Nullable Connector connector;

  Site(OpcUaPeer peer) {
    this.peer = peer;
    this.wire = new Wire(peer.port);
  }

  Connector connector() {
    Connector made = connector;
    if (made == null) {
      throw new IllegalStateException("not connected");
    }
    return made;
  }

  /** Starts a connector with tags of these names. */
  Connector connect(String... names) {
    return connect(Stream.of(names).map(name -> tag(name, DataType.FLOAT64, 0)).toList());
  }

  Connector connect(List<Tag> tags) {
    OpcUaOptions options =
        new OpcUaOptions(
            "opc.tcp://127.0.0.1:" + wire.port(), security, user, timeout, Map.of("live", group));
    Connector made = new OpcUaKind().create("site", options, tags, clock);
    connector = made;
    made.start(heard);
    return made;
  }

  Scan awaitValue(String name, double value) {
    return heard.awaitScan(name + " = " + value, scan -> values(scan, name).contains(value));
  }

  /** Values of a tag in all scans heard, in order. */
  List<Double> values(String name) {
    List<Double> all = new ArrayList<>();
    heard.scans().forEach(scan -> all.addAll(values(scan, name)));
    return all;
  }

  static List<Double> values(Scan scan, String name) {
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < scan.size(); i++) {
      if (scan.tag(i).name().equals(name) && scan.hasValue(i)) {
        all.add(scan.value(i));
      }
    }
    return all;
  }

  /** Codes of a tag in all scans heard, in order. */
  List<Integer> codes(String name) {
    List<Integer> all = new ArrayList<>();
    for (Scan scan : heard.scans()) {
      for (int i = 0; i < scan.size(); i++) {
        if (scan.tag(i).name().equals(name)) {
          all.add(scan.status(i));
        }
      }
    }
    return all;
  }

  /** What was lost while connected. */
  static long dropped(Connector connector) {
    return connector.truth(0).get(0).missed().getOrDefault(Missed.DROPPED, 0L);
  }

  static Tag tag(String name, DataType type, double deadband) {
    return new Tag(
        name,
        "live",
        "nsu=" + OpcUaPeer.NAMESPACE + ";s=" + name,
        type,
        "",
        -1e12,
        1e12,
        1,
        0,
        deadband,
        Access.WRITE,
        TagClass.SETPOINT,
        "");
  }

  @Override
  public void close() throws Exception {
    if (connector != null) {
      connector.close();
    }
    wire.close();
    peer.close();
  }
}
