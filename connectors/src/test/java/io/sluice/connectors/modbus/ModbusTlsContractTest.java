package io.sluice.connectors.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.Connector;
import io.sluice.connectors.Heard;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.modbus.ModbusOptions.HostName;
import io.sluice.connectors.modbus.ModbusOptions.PollGroup;
import io.sluice.connectors.modbus.ModbusOptions.Tls;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Modbus/TCP Security: both sides show certificates. */
class ModbusTlsContractTest extends ModbusContract {
  private static final Papers DEVICE = new Papers("localhost");
  private static final Papers GATEWAY = new Papers("gateway");
  private final ModbusPeer peer = new ModbusPeer(ModbusPeer.Carrier.TLS);

  ModbusTlsContractTest() throws Exception {
    peer.secure(DEVICE.keys(), GATEWAY.trust());
    fill(peer);
  }

  @Test
  void aDeviceThatNobodyVouchesForIsNotTalkedTo() throws Exception {
    Papers stranger = new Papers("localhost");
    assertThat(refused(tls(stranger.certificate(), GATEWAY, HostName.CHECKED), "localhost"))
        .startsWith("the PLC's certificate is not trusted: ");
  }

  @Test
  void aCertificateOfAnotherHostIsRefusedUnlessAnyWillDo() throws Exception {
    assertThat(refused(tls(DEVICE.certificate(), GATEWAY, HostName.CHECKED), "127.0.0.1"))
        .startsWith("the PLC's certificate is not trusted: ");
    peer.start();
    Heard heard = new Heard();
    try (Connector connector =
        connect(
            options(tls(DEVICE.certificate(), GATEWAY, HostName.ANY), "127.0.0.1", peer.port),
            new SystemClock())) {
      connector.start(heard);
      heard.awaitState(ConnectionState.ONLINE);
      assertThat(connector.status().lastError()).isNull();
    }
  }

  @Test
  void aGatewayThatTheDeviceDoesNotTrustIsTold() throws Exception {
    Papers stranger = new Papers("gateway");
    assertThat(refused(tls(DEVICE.certificate(), stranger, HostName.CHECKED), "localhost"))
        .startsWith("the PLC refused the gateway's certificate");
  }

  @Test
  void aFileThatIsNotThereIsNamed() throws Exception {
    assertThat(refused(new Tls("certs/none.pem", null, null, HostName.CHECKED), "localhost"))
        .contains("ca is certs/none.pem, which cannot be read");
  }

  @Override
  protected void startPeer() throws Exception {
    peer.start();
  }

  @Override
  protected void stopPeer() throws Exception {
    peer.close();
  }

  @Override
  protected int peerPort() {
    return peer.port;
  }

  @Override
  protected Connector connect(int port, PlantClock clock) {
    Tls tls = tls(DEVICE.certificate(), GATEWAY, HostName.CHECKED);
    return connect(options(tls, "localhost", port), clock);
  }

  private String refused(Tls tls, String host) throws Exception {
    peer.start();
    Heard heard = new Heard();
    try (Connector connector = connect(options(tls, host, peer.port), new SystemClock())) {
      connector.start(heard);
      String told = String.valueOf(heard.awaitState(ConnectionState.BACKOFF).lastError());
      assertThat(heard.states()).doesNotContain(ConnectionState.ONLINE);
      return told;
    } finally {
      peer.stop();
    }
  }

  private static ModbusOptions options(@Nullable Tls tls, String host, int port) {
    return new ModbusOptions(
        "tls://" + host + ":" + port,
        Duration.ofSeconds(1),
        1,
        WordOrder.ABCD,
        null,
        tls,
        null,
        Map.of("fast", new PollGroup(Duration.ofMillis(50))));
  }

  private static Tls tls(String ca, Papers own, HostName host) {
    return new Tls(ca, own.certificate(), own.key(), host);
  }
}
