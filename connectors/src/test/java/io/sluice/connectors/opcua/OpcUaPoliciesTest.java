package io.sluice.connectors.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.connectors.Attack;
import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.opcua.OpcUaOptions.Mode;
import io.sluice.connectors.opcua.OpcUaOptions.Policy;
import io.sluice.connectors.opcua.OpcUaOptions.Security;
import io.sluice.connectors.opcua.OpcUaOptions.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every current policy, mode and kind of user; and none weaker than was asked for. */
class OpcUaPoliciesTest {
  private final Path files;

  OpcUaPoliciesTest(@TempDir Path files) {
    this.files = files;
  }

  @Test
  void everyPolicyModeAndUserBringsValues() throws Exception {
    OpcUaPeer peer =
        new OpcUaPeer(
            Set.of(
                SecurityPolicy.Basic256Sha256,
                SecurityPolicy.Aes128_Sha256_RsaOaep,
                SecurityPolicy.Aes256_Sha256_RsaPss),
            Set.of(MessageSecurityMode.Sign, MessageSecurityMode.SignAndEncrypt));
    peer.put("a", 1.0);
    try (OpcUaPeer server = peer.start()) {
      Files.write(files.resolve("server.der"), server.certificate().getEncoded());
      List<User> users = new ArrayList<>(List.of(User.named(OpcUaPeer.USER, OpcUaPeer.PASSWORD)));
      users.add(certified());
      users.add(null);
      for (Policy policy : Policy.values()) {
        for (Mode mode : Mode.values()) {
          for (User user : users) {
            boolean bare = policy == Policy.NONE;
            boolean signs = user != null && user.certificate() != null;
            if (bare == (mode == Mode.NONE) && !(bare && signs)) {
              bringsValues(server, policy, mode, user);
            }
          }
        }
      }
    }
  }

  @Test
  @Attack(34)
  void aServerThatComesBackWithoutSecurityIsNotUsed() throws Exception {
    OpcUaPeer secured =
        new OpcUaPeer(
            Set.of(SecurityPolicy.Basic256Sha256), Set.of(MessageSecurityMode.SignAndEncrypt));
    secured.put("a", 1.0);
    try (Site site = new Site(secured.start())) {
      site.security = security(secured, Policy.BASIC256SHA256, Mode.SIGN_AND_ENCRYPT);
      site.connect("a");
      site.awaitValue("a", 1);
      site.heard.forget();
      secured.policies = Set.of();
      secured.stop();
      site.wire.cut();
      secured.start();
      site.heard.awaitTrue(
          "refused",
          () ->
              String.valueOf(site.connector().status().lastError())
                  .contains("offers no endpoint with security Basic256Sha256"));
      assertThat(site.values("a")).isEmpty();
      assertThat(site.heard.states()).doesNotContain(ConnectionState.ONLINE);
    }
  }

  @Test
  void anEndThatIsNearIsTold() throws Exception {
    OpcUaPeer secured =
        new OpcUaPeer(
            Set.of(SecurityPolicy.Basic256Sha256), Set.of(MessageSecurityMode.SignAndEncrypt));
    secured.put("a", 1.0);
    secured.valid = Period.ofDays(12);
    try (Site site = new Site(secured.start())) {
      site.security = security(secured, Policy.BASIC256SHA256, Mode.SIGN_AND_ENCRYPT);
      site.connect("a");
      site.heard.awaitState(ConnectionState.DEGRADED);
      assertThat(site.connector().status().lastError())
          .matches("the server's certificate ends in 1[12] days, on \\d{4}-\\d\\d-\\d\\d.*");
    }
  }

  @Test
  void aRefusedServerIsKeptForAPersonToTrust() throws Exception {
    OpcUaPeer secured =
        new OpcUaPeer(
            Set.of(SecurityPolicy.Basic256Sha256), Set.of(MessageSecurityMode.SignAndEncrypt));
    secured.put("a", 1.0);
    Path trust = Files.createDirectories(files.resolve("trust"));
    try (Site site = new Site(secured.start())) {
      site.security =
          new Security(Policy.BASIC256SHA256, Mode.SIGN_AND_ENCRYPT, trust.toString(), own());
      site.connect("a");
      site.heard.awaitState(ConnectionState.BACKOFF);
      assertThat(site.connector().status().lastError()).contains("the server is not trusted");
      Path rejected;
      try (var all = Files.list(trust.resolve("rejected"))) {
        rejected = all.toList().get(0);
      }
      assertThat(Files.readAllBytes(rejected)).isEqualTo(secured.certificate().getEncoded());
      Files.move(rejected, trust.resolve("server.der"));
      site.awaitValue("a", 1);
    }
  }

  @Test
  void aUserIsKnownByNameOrByCertificate() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new User("gateway", null, "certs/user.der", null))
        .withMessage(
            "user has name, certificate, allowed is name with password, or certificate with key");
    assertThatIllegalArgumentException().isThrownBy(() -> new User(null, null, null, null));
  }

  private void bringsValues(OpcUaPeer server, Policy policy, Mode mode, User user)
      throws Exception {
    Site site = new Site(server);
    site.timeout = Duration.ofSeconds(4);
    site.security = policy == Policy.NONE ? null : security(server, policy, mode);
    site.user = user;
    try (var connector = site.connect("a")) {
      site.heard.awaitTrue(policy + " " + mode + " " + user, () -> site.values("a").contains(1.0));
      assertThat(connector.status().lastError()).as(policy + " " + mode + " " + user).isNull();
    } finally {
      site.wire.close();
    }
  }

  private Security security(OpcUaPeer server, Policy policy, Mode mode) throws Exception {
    Path trust = files.resolve("server.der");
    Files.write(trust, server.certificate().getEncoded());
    return new Security(policy, mode, trust.toString(), own());
  }

  private String own() {
    return files.resolve("own").toString();
  }

  private User certified() throws Exception {
    KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
    X509Certificate certificate =
        new SelfSignedCertificateBuilder(keys).setCommonName(OpcUaPeer.USER).build();
    Path shown = Files.write(files.resolve("user.der"), certificate.getEncoded());
    Path key = Files.write(files.resolve("user.key"), keys.getPrivate().getEncoded());
    return new User(null, null, shown.toString(), key.toString());
  }
}
