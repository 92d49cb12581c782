package io.sluice.connectors.modbus;

import static io.sluice.connectors.modbus.ModbusContract.connect;
import static io.sluice.connectors.modbus.ModbusTlsContractTest.options;
import static io.sluice.connectors.modbus.ModbusTlsContractTest.tls;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.Connector;
import io.sluice.connectors.Heard;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import io.sluice.connectors.modbus.ModbusOptions.HostName;
import io.sluice.connectors.modbus.ModbusOptions.Tls;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is talked to over TLS, and who is not. */
class TlsCertificatesTest {
  private static final Papers DEVICE = new Papers("localhost");
  private static final Papers GATEWAY = new Papers("gateway");

  private final SystemClock clock = new SystemClock();
  private final ModbusPeer peer = new ModbusPeer(ModbusPeer.Carrier.TLS);

  TlsCertificatesTest() throws Exception {
    peer.secure(DEVICE.keys(), GATEWAY.trust());
    ModbusContract.fill(peer);
  }

  @AfterEach
  void stop() throws Exception {
    peer.close();
  }

  @Test
  void aDeviceThatIsTrustedIsReadAndWritten() throws Exception {
    peer.start();
    Heard heard = new Heard();
    Tls tls = tls(DEVICE.certificate(), GATEWAY, HostName.CHECKED);
    try (Connector connector = connect(options(tls, "localhost", peer.port), clock)) {
      connector.start(heard);
      heard.awaitScan("a good scan", scan -> scan.hasValue(0) && scan.value(0) == 1480.5);
      long soon = clock.nanoTime() + Duration.ofSeconds(2).toNanos();
      var speed = connector.groups().get(0).tags().get(3);

      assertThat(
              connector
                  .write(new WriteRequest(speed, 1_200, soon, Duration.ofMillis(500), 0))
                  .toCompletableFuture()
                  .get(5, TimeUnit.SECONDS))
          .isEqualTo(new WriteResult.Confirmed(1_200));
    }
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
            clock)) {
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

  private String refused(Tls tls, String host) throws Exception {
    peer.start();
    Heard heard = new Heard();
    try (Connector connector = connect(options(tls, host, peer.port), clock)) {
      connector.start(heard);
      String told = String.valueOf(heard.awaitState(ConnectionState.BACKOFF).lastError());
      assertThat(heard.states()).doesNotContain(ConnectionState.ONLINE);
      return told;
    } finally {
      peer.stop();
    }
  }
}
