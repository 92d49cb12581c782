package io.sluice.gateway.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.connectors.SystemClock;
import io.vertx.core.net.PfxOptions;
import io.vertx.mqtt.MqttServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MqttTlsTest {
  private final Path directory;

  MqttTlsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void aBrokerWithATrustedCertificateIsReached() throws Exception {
    Path ca = certificate("ip:127.0.0.1");
    assertThat(outcome(ca)).isEqualTo("arrived");
  }

  @Test
  void aBrokerThatNobodyVouchesForIsRefused() throws Exception {
    certificate("ip:127.0.0.1");
    assertThat(outcome(null)).contains("unable to find valid cert");
  }

  @Test
  void aBrokerUnderAnotherNameIsRefused() throws Exception {
    Path ca = certificate("dns:elsewhere.example");
    assertThat(outcome(ca)).contains("subject alternative names");
  }

  @Test
  void aMissingCertificateFileIsNamed() throws Exception {
    certificate("ip:127.0.0.1");
    assertThat(outcome(directory.resolve("none.pem"))).contains("none.pem");
  }

  @Test
  void tlsOptionsWithoutTlsAreAMistake() {
    assertThatThrownBy(() -> options("mqtt://broker:1883", new MqttOptions.Tls("a", null, null)))
        .hasMessageContaining("url must begin with mqtts://");
    assertThatThrownBy(() -> new MqttOptions.Tls("a", "b", null))
        .hasMessageContaining("certificate alone");
    assertThatThrownBy(() -> options("tcp://broker", null)).hasMessageContaining("'tcp://broker'");
  }

  @Test
  void aPasswordIsNotPrinted() {
    assertThat(new MqttOptions.User("gateway", "canary").toString()).doesNotContain("canary");
  }

  private String outcome(@Nullable Path ca) throws Exception {
    MqttServerOptions server =
        new MqttServerOptions()
            .setSsl(true)
            .setKeyCertOptions(
                new PfxOptions()
                    .setPath(directory.resolve("broker.p12").toString())
                    .setPassword("changeit"));
    try (FakeBroker broker = new FakeBroker().secure(server).open()) {
      MqttOptions.Tls tls = ca == null ? null : new MqttOptions.Tls(ca.toString(), null, null);
      MqttOptions options = options("mqtts://127.0.0.1:" + broker.port(), tls);
      try (Uplink uplink =
          new MqttUplinkKind().create("broker", options, "skid-1", new SystemClock())) {
        uplink.start();
        CompletionStage<Void> sent = uplink.send(List.of(MqttUplinkTest.record("a", 1, false)));
        MqttUplinkTest.eventually(
            () -> sent.toCompletableFuture().isDone() || uplink.status().lastError() != null);
        String error = uplink.status().lastError();
        return error == null ? "arrived" : error;
      }
    }
  }

  private static MqttOptions options(String url, MqttOptions.@Nullable Tls tls) {
    return new MqttOptions(
        url,
        "acme",
        1,
        tls,
        null,
        null,
        Duration.ofSeconds(4),
        Duration.ofSeconds(30),
        20,
        new MqttOptions.Retry(Duration.ofMillis(200), Duration.ofSeconds(1)));
  }

  /** Makes the broker's key and returns its certificate as PEM. */
  private Path certificate(String name) throws Exception {
    String store = directory.resolve("broker.p12").toString();
    keytool("-genkeypair -alias broker -keyalg EC -dname CN=broker -ext san=" + name, store);
    Path pem = directory.resolve("ca.pem");
    keytool("-exportcert -rfc -alias broker -file " + pem, store);
    return pem;
  }

  private static void keytool(String arguments, String store) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ", -1)));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", store, "-storepass", "changeit"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
