package io.sluice.connectors.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Access;
import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.FaultContract;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Milo tells of faults in our words. */
class OpcUaFaultTest extends FaultContract {
  private final OpcUaPeer peer;

  OpcUaFaultTest() throws IOException {
    peer = new OpcUaPeer();
  }

  @Test
  void aWrongEndpointPathIsToldWithWhatToCheck() throws Exception {
    Wire to = layTheWire();
    try (Connector connector = connect("opc.tcp://127.0.0.1:" + to.port() + "/wrong", writable())) {
      connector.start(heard());
      assertThat(told(ConnectionState.BACKOFF))
          .startsWith("the server has no endpoint at this URL; check its path");
    }
  }

  @Test
  void aNodeThatIsNotThereIsNamed() throws Exception {
    Wire to = layTheWire();
    Tag gone = tag("gone");
    try (Connector connector = connect("opc.tcp://127.0.0.1:" + to.port(), gone)) {
      connector.start(heard());
      assertThat(told(ConnectionState.DEGRADED)).isEqualTo("gone is Bad_NodeIdUnknown");
    }
  }

  @Override
  protected String cut() {
    return "the session with the server broke";
  }

  @Override
  protected int startPeer() throws Exception {
    peer.put("a", 1.0);
    peer.start();
    return peer.port;
  }

  @Override
  protected void stopPeer() throws Exception {
    peer.close();
  }

  @Override
  protected Tag writable() {
    return tag("a");
  }

  @Override
  protected Connector connect(int port, PlantClock clock) {
    return connect("opc.tcp://127.0.0.1:" + port, writable());
  }

  private Connector connect(String url, Tag tag) {
    OpcUaOptions options =
        new OpcUaOptions(
            url,
            null,
            null,
            Duration.ofSeconds(2),
            Map.of("fast", new OpcUaOptions.PublishGroup(Duration.ofMillis(50), null, 10)));
    return new OpcUaKind().create("faults", options, List.of(tag), clock());
  }

  private static Tag tag(String name) {
    String address = "nsu=" + OpcUaPeer.NAMESPACE + ";s=" + name;
    return new Tag(
        name,
        "fast",
        address,
        DataType.FLOAT64,
        "",
        0,
        9,
        1,
        0,
        0,
        Access.WRITE,
        TagClass.SETPOINT,
        "");
  }
}
