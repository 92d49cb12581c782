package io.sluice.connectors.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.connectors.Access;
import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Heard;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.opcua.OpcUaOptions.Mode;
import io.sluice.connectors.opcua.OpcUaOptions.Policy;
import io.sluice.connectors.opcua.OpcUaOptions.Security;
import io.sluice.connectors.opcua.OpcUaOptions.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secured connection trusts the server it was told to, and nobody else. */
class OpcUaSecurityTest {
  private final Heard heard = new Heard();
  private final Path files;
  private final OpcUaPeer server;

  OpcUaSecurityTest(@TempDir Path files) throws Exception {
    this.files = files;
    this.server = new OpcUaPeer(true);
  }

  @BeforeEach
  void startTheServer() throws Exception {
    server.put("a", 1.0);
    server.start();
  }

  @AfterEach
  void stopTheServer() throws Exception {
    server.close();
  }

  @Test
  void itSignsAndEncryptsWithAUserTowardsTheTrustedServer() throws Exception {
    Security security = sealed(file("server.der", server.certificate()), null);
    try (Connector connector = connect(security, User.named(OpcUaPeer.USER, OpcUaPeer.PASSWORD))) {
      heard.awaitScan("a good scan", one -> one.size() == 1 && one.hasValue(0));
      assertThat(connector.status().state()).isEqualTo(ConnectionState.ONLINE);
    }
  }

  @Test
  void anotherServerIsNotUsedAndIsNamedWithWhatToDo() throws Exception {
    X509Certificate other = selfSigned("other");
    String trust = file("server.der", other);
    try (Connector connector = connect(sealed(trust, null), null)) {
      heard.awaitState(ConnectionState.BACKOFF);
      assertThat(connector.status().lastError())
          .startsWith("the server is not trusted: it shows ")
          .contains(TrustedServer.name(server.certificate()), TrustedServer.name(other), trust);
      assertThat(heard.states()).doesNotContain(ConnectionState.ONLINE);
    }
  }

  @Test
  void aServerTrustedLaterIsUsedWithoutARestart() throws Exception {
    String trust = file("server.der", selfSigned("other"));
    try (Connector connector = connect(sealed(trust, null), null)) {
      heard.awaitState(ConnectionState.BACKOFF);
      file("server.der", server.certificate());
      heard.awaitScan("a good scan", one -> one.size() == 1 && one.hasValue(0));
      assertThat(connector.status().lastError()).startsWith("before: the server is not trusted");
    }
  }

  @Test
  void aTrustedCertificateThatIsNotThereIsSaidBeforeAnythingIsSent() throws Exception {
    String trust = files.resolve("gone.der").toString();
    try (Connector connector = connect(sealed(trust, null), null)) {
      heard.awaitState(ConnectionState.BACKOFF);
      assertThat(connector.status().lastError())
          .startsWith("security trust is " + trust + ", and there is no such file");
    }
  }

  @Test
  void aTrustedFileThatHoldsNoCertificateIsSaid() throws Exception {
    Path trust = Files.writeString(files.resolve("server.der"), "hello");
    try (Connector connector = connect(sealed(trust.toString(), null), null)) {
      heard.awaitState(ConnectionState.BACKOFF);
      assertThat(connector.status().lastError()).contains("holds no readable certificate");
    }
  }

  @Test
  void theOwnCertificateIsMadeOnceAndKept() throws Exception {
    Path own = files.resolve("own");
    Security security = sealed(file("server.der", server.certificate()), own.toString());
    try (Connector connector = connect(security, null)) {
      heard.awaitState(ConnectionState.ONLINE);
    }
    byte[] first = Files.readAllBytes(own.resolve("secured.der"));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(own.resolve("secured.key"))))
        .isEqualTo("rw-------");
    heard.forget();
    try (Connector connector = connect(security, null)) {
      heard.awaitState(ConnectionState.ONLINE);
    }
    assertThat(Files.readAllBytes(own.resolve("secured.der"))).isEqualTo(first);
    assertThat(own.toFile().list()).hasSize(2);
  }

  @Test
  void aDamagedOwnCertificateIsSaidWithWhatToDelete() throws Exception {
    Path own = Files.createDirectory(files.resolve("own"));
    Files.writeString(own.resolve("secured.der"), "damaged");
    Files.writeString(own.resolve("secured.key"), "damaged");
    Security security = sealed(file("server.der", server.certificate()), own.toString());
    try (Connector connector = connect(security, null)) {
      heard.awaitState(ConnectionState.BACKOFF);
      assertThat(connector.status().lastError()).contains("delete both for a new one");
    }
  }

  @Test
  void aServerWithoutTheSecurityAskedForIsNotUsed() throws Exception {
    Security security =
        new Security(
            Policy.BASIC256SHA256, Mode.SIGN, file("server.der", server.certificate()), null);
    try (Connector connector = connect(security, null)) {
      heard.awaitState(ConnectionState.BACKOFF);
      assertThat(connector.status().lastError())
          .contains("no endpoint with security Basic256Sha256 and mode Sign")
          .contains("Basic256Sha256 SignAndEncrypt");
    }
  }

  @Test
  void aWrongPasswordIsSaidAndNotShown() throws Exception {
    Security security = sealed(file("server.der", server.certificate()), null);
    User user = User.named(OpcUaPeer.USER, "canary-7");
    try (Connector connector = connect(security, user)) {
      heard.awaitState(ConnectionState.BACKOFF);
      assertThat(connector.status().lastError())
          .contains("the server does not accept this user or password")
          .doesNotContain("canary");
    }
    assertThat(user).asString().doesNotContain("canary");
  }

  @Test
  void aPolicyWithoutATrustedCertificateIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Security(Policy.BASIC256SHA256, Mode.SIGN_AND_ENCRYPT, null, null))
        .withMessageContaining("trust: certs/server.der");
  }

  @Test
  void aTrustedCertificateWithoutAPolicyIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Security(Policy.NONE, Mode.NONE, "certs/server.der", null))
        .withMessageContaining("checks no certificate");
  }

  private static Security sealed(String trust, @Nullable String own) {
    return new Security(Policy.BASIC256SHA256, Mode.SIGN_AND_ENCRYPT, trust, own);
  }

  private Connector connect(Security security, @Nullable User user) {
    Tag tag =
        new Tag(
            "a",
            "live",
            "nsu=" + OpcUaPeer.NAMESPACE + ";s=a",
            DataType.FLOAT64,
            "",
            0,
            9,
            1,
            0,
            0,
            Access.READ,
            TagClass.PROCESS,
            "");
    OpcUaOptions options =
        new OpcUaOptions(
            "opc.tcp://127.0.0.1:" + server.port,
            security,
            user,
            Duration.ofSeconds(4),
            Map.of("live", new OpcUaOptions.PublishGroup(Duration.ofMillis(50), null, 10)));
    Connector connector =
        new OpcUaKind().create("secured", options, List.of(tag), new SystemClock());
    connector.start(heard);
    return connector;
  }

  private String file(String name, X509Certificate certificate) throws Exception {
    return Files.write(files.resolve(name), certificate.getEncoded()).toString();
  }

  private static X509Certificate selfSigned(String name) throws Exception {
    KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
    return new SelfSignedCertificateBuilder(keys).setCommonName(name).build();
  }
}
