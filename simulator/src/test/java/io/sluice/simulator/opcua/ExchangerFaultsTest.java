package io.sluice.simulator.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.simulator.instruments.Panel;
import io.sluice.simulator.process.Plant;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong with an OPC UA server, on demand. */
class ExchangerFaultsTest {
  private static final NodeId DUTY = new NodeId(2, "exchanger-1/duty");
  private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

  private final Panel panel = new Panel(new Plant(1), NOW);
  private final ExchangerServer server = new ExchangerServer(panel, () -> NOW, 0);

  @BeforeEach
  void start() throws Exception {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aHiddenNodeIsUnknownUntilItIsShown() throws Exception {
    OpcUaClient client = connect();
    server.hide("exchanger-1/duty");
    assertThat(read(client).statusCode().value()).isEqualTo(StatusCodes.Bad_NodeIdUnknown);
    server.show("exchanger-1/duty");
    assertThat(read(client).statusCode().isGood()).isTrue();
    client.disconnect();
  }

  @Test
  void aClockThatIsOffIsSeenInTheValues() throws Exception {
    OpcUaClient client = connect();
    server.clockOff(Duration.ofHours(-1));
    assertThat(read(client).sourceTime()).isEqualTo(new DateTime(NOW.minus(Duration.ofHours(1))));
    client.disconnect();
  }

  @Test
  void lostSessionsAreUnknownOnTheSameConnection() throws Exception {
    OpcUaClient client = connect();
    server.loseSessions();
    assertThatThrownBy(() -> read(client)).hasMessageContaining("Bad_SessionIdInvalid");
    client.disconnect();
  }

  @Test
  void aCertificateEndsWhenItIsToldTo() throws Exception {
    Instant end = Instant.parse("2026-12-24T00:00:00Z");
    X509Certificate made = server.secureUntil(end);
    server.stop();
    server.start();
    assertThat(made.getNotAfter().toInstant()).isEqualTo(end);
    var endpoints = DiscoveryClient.getEndpoints(url()).get();
    Set<String> policies =
        endpoints.stream().map(one -> one.getSecurityPolicyUri()).collect(Collectors.toSet());
    assertThat(policies).hasSize(4);
    assertThat(endpoints)
        .filteredOn(one -> one.getServerCertificate().length() > 0)
        .allSatisfy(
            one ->
                assertThat(CertificateUtil.decodeCertificate(one.getServerCertificate().bytes()))
                    .isEqualTo(made));
  }

  private OpcUaClient connect() throws Exception {
    OpcUaClient client = OpcUaClient.create(url());
    client.connect();
    return client;
  }

  private String url() {
    return ExchangerServer.url(server.port());
  }

  private static DataValue read(OpcUaClient client) throws Exception {
    return client.readValue(0, TimestampsToReturn.Both, DUTY);
  }
}
