package io.sluice.connectors.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Heard;
import io.sluice.connectors.Scan;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import io.sluice.connectors.opcua.OpcUaOptions.Mode;
import io.sluice.connectors.opcua.OpcUaOptions.Policy;
import io.sluice.connectors.opcua.OpcUaOptions.Security;
import io.sluice.connectors.opcua.OpcUaOptions.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Security of every kind towards a server that nobody here wrote, over its restart. */
@Tag("peers")
class NodeOpcUaTest {
  private final SystemClock clock = new SystemClock();
  private final Path files;

  NodeOpcUaTest(@TempDir Path files) {
    this.files = files;
  }

  @Test
  void everyPolicyModeAndUserBringsValuesAndTakesWrites() throws Exception {
    try (NodeOpcUa peer = new NodeOpcUa(files)) {
      peer.start();
      List<@Nullable User> users = new ArrayList<>();
      users.add(null);
      users.add(User.named(OpcUaPeer.USER, OpcUaPeer.PASSWORD));
      users.add(certified());
      double written = 1_000;
      for (Policy policy : Policy.values()) {
        for (Mode mode : Mode.values()) {
          for (User user : users) {
            boolean certifiedInClear =
                policy == Policy.NONE && user != null && user.certificate() != null;
            if ((policy == Policy.NONE) == (mode == Mode.NONE) && !certifiedInClear) {
              Heard heard = new Heard();
              try (Connector connector = connect(peer, security(peer, policy, mode), user, heard)) {
                String what = policy + " " + mode + " " + user;
                heard.awaitTrue(what, () -> ramps(heard).size() > 3);
                assertThat(write(connector, ++written))
                    .as(what)
                    .isEqualTo(new WriteResult.Confirmed(written));
              }
            }
          }
        }
      }
    }
  }

  @Test
  void aRestartIsSurvivedWithOneSubscriptionAndNoRepeatedSample() throws Exception {
    try (NodeOpcUa peer = new NodeOpcUa(files)) {
      peer.start();
      Heard heard = new Heard();
      Security security = security(peer, Policy.AES256_SHA256_RSAPSS, Mode.SIGN_AND_ENCRYPT);
      try (Connector connector = connect(peer, security, null, heard)) {
        heard.awaitTrue("values", () -> ramps(heard).size() > 10);
        assertThat(ramps(heard)).isSorted().doesNotHaveDuplicates();
        peer.stop();
        heard.awaitState(io.sluice.connectors.ConnectionState.BACKOFF);
        heard.forget();
        peer.start();
        long began = clock.nanoTime();
        heard.awaitTrue("values again", () -> !ramps(heard).isEmpty());
        assertThat(Duration.ofNanos(clock.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        heard.awaitTrue("more", () -> ramps(heard).size() > 10);
        assertThat(ramps(heard)).isSorted().doesNotHaveDuplicates();
        assertThat(Site.dropped(connector)).isZero();
      }
    }
  }

  private static List<Double> ramps(Heard heard) {
    List<Double> all = new ArrayList<>();
    for (Scan scan : heard.scans()) {
      all.addAll(Site.values(scan, "ramp"));
    }
    return all;
  }

  private Connector connect(
      NodeOpcUa peer, @Nullable Security security, @Nullable User user, Heard heard) {
    OpcUaOptions options =
        new OpcUaOptions(
            "opc.tcp://127.0.0.1:" + peer.port,
            security,
            user,
            Duration.ofSeconds(4),
            Map.of(
                "live",
                new OpcUaOptions.PublishGroup(Duration.ofMillis(50), Duration.ofMillis(20), 20)));
    Connector connector =
        new OpcUaKind()
            .create(
                "node",
                options,
                List.of(
                    Site.tag("ramp", DataType.FLOAT64, 0),
                    Site.tag("speed-sp", DataType.FLOAT32, 0)),
                clock);
    connector.start(heard);
    return connector;
  }

  private @Nullable Security security(NodeOpcUa peer, Policy policy, Mode mode) {
    return policy == Policy.NONE
        ? null
        : new Security(policy, mode, peer.certificate(), files.resolve("own").toString());
  }

  private User certified() throws Exception {
    KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
    Path certificate =
        Files.write(
            files.resolve("user.der"),
            new SelfSignedCertificateBuilder(keys)
                .setCommonName(OpcUaPeer.USER)
                .setOrganization("Sluice")
                .setApplicationUri("urn:sluice:user")
                .build()
                .getEncoded());
    Path key = Files.write(files.resolve("user.key"), keys.getPrivate().getEncoded());
    return new User(null, null, certificate.toString(), key.toString());
  }

  private WriteResult write(Connector connector, double value) throws Exception {
    return connector
        .write(
            new WriteRequest(
                connector.groups().get(0).tags().get(1),
                value,
                clock.nanoTime() + Duration.ofSeconds(2).toNanos(),
                Duration.ofMillis(500),
                0))
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }
}
