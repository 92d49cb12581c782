package io.sluice.gateway.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.tidy.DependencyFloor.Library;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway's resolved class path against the known-bad list. */
class DependencyFloorTest {
  private static final List<Library> RESOLVED =
      DependencyFloor.on(System.getProperty("java.class.path"));

  @Test
  void theResolvedClassPathKeepsTheFloor() {
    assertThat(DependencyFloor.findings(RESOLVED)).isEmpty();
  }

  @Test
  void theClassPathThatIsReadIsTheRealOne() {
    assertThat(RESOLVED)
        .extracting(Library::artifact)
        .contains(
            "h2",
            "netty-common",
            "vertx-core",
            "camel-main",
            "jackson-databind",
            "plc4j-api",
            "milo-sdk-client",
            "tribuo-core",
            "protobuf-java",
            "bcprov-jdk18on",
            "snakeyaml-engine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plc4j-driver-opcua-0.13.1.jar",
        "tribuo-classification-liblinear-4.3.2.jar",
        "tribuo-anomaly-liblinear-4.3.2.jar",
        "tribuo-common-liblinear-4.3.2.jar",
        "tribuo-all-4.3.2.jar",
        "commons-beanutils-1.9.4.jar",
        "commons-collections-3.2.2.jar",
        "opencsv-5.7.1.jar",
        "camel-exec-4.18.2.jar",
        "camel-bean-4.18.2.jar",
        "camel-script-4.18.2.jar",
        "camel-groovy-4.18.2.jar",
        "camel-jms-4.18.2.jar",
        "camel-mail-4.18.2.jar",
        "camel-platform-http-4.18.2.jar",
        "camel-platform-http-vertx-4.18.2.jar",
        "camel-netty-http-4.18.2.jar",
        "mockito-core-5.20.0.jar",
        "easymock-5.6.0.jar",
        "moa-2024.07.0.jar",
        "pmml-evaluator-1.6.5.jar",
      })
  void eachForbiddenLibraryIsNamedWithItsReason(String jar) {
    assertThat(findingsWith(jar))
        .singleElement()
        .asString()
        .contains("must not be on the class path: ")
        .startsWith(Library.of(jar).artifact());
  }

  @ParameterizedTest
  @CsvSource({
    "h2, 2.5.252",
    "h2, 2.4.239",
    "h2, 2.3.232",
    "netty-handler, 4.1.135.Final",
    "netty-handler, 4.1.99.Final",
    "netty-handler, 4.2.7.Final",
    "vertx-core, 5.0.0",
    "vertx-core, 4.5.10",
    "snakeyaml, 1.33",
    "bcprov-jdk18on, 1.78.1",
    "jackson-databind, 2.16.1",
  })
  void aVersionOutsideItsRangeIsFound(String artifact, String version) {
    assertThat(DependencyFloor.findings(List.of(new Library(artifact, version))))
        .singleElement()
        .asString()
        .startsWith(artifact + " " + version + " must be from ");
  }

  @ParameterizedTest
  @CsvSource({
    "h2, 2.4.240",
    "netty-handler, 4.1.136.Final",
    "netty-handler, 4.1.140.Final",
    "netty-tcnative-classes, 2.0.81.Final",
    "netty-channel-fsm, 1.0.2",
    "vertx-core, 4.5.31",
    "snakeyaml, 2.6",
    "commons-collections4, 4.5.0",
  })
  void aVersionInsideItsRangeIsNotFound(String artifact, String version) {
    assertThat(DependencyFloor.findings(List.of(new Library(artifact, version)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Netty, netty-codec-4.1.139.Final.jar",
    "Jackson, jackson-dataformat-yaml-2.16.0.jar",
    "Camel, camel-http-4.17.0.jar",
    "Tribuo, tribuo-math-4.2.1.jar",
  })
  void twoVersionsOfOneFamilyAreFound(String family, String jar) {
    assertThat(findingsWith(jar))
        .anyMatch(finding -> finding.startsWith(family + " comes in several versions"));
  }

  @Test
  void oneLibraryInTwoVersionsIsFound() {
    assertThat(
            DependencyFloor.findings(
                List.of(new Library("guava", "33.6.0-jre"), new Library("guava", "31.1-jre"))))
        .containsExactly("guava comes twice, as [31.1-jre, 33.6.0-jre]");
  }

  @Test
  void jarNamesAreReadWithTheirClassifiers() {
    String path =
        String.join(
            File.pathSeparator,
            "/r/netty-transport-native-epoll-4.1.137.Final-linux-x86_64.jar",
            "/r/guava-33.6.0-jre.jar",
            "/r/bcprov-jdk18on-1.84.jar",
            "/r/sluice-connectors-0.1.0-SNAPSHOT.jar",
            "/r/target/classes",
            "/r/surefirebooter.jar");
    assertThat(DependencyFloor.on(path))
        .containsExactly(
            new Library("netty-transport-native-epoll", "4.1.137.Final"),
            new Library("guava", "33.6.0-jre"),
            new Library("bcprov-jdk18on", "1.84"),
            new Library("sluice-connectors", "0.1.0"));
  }

  private static List<String> findingsWith(String jar) {
    List<Library> libraries = new ArrayList<>(RESOLVED);
    libraries.add(Library.of(jar));
    return DependencyFloor.findings(libraries).stream()
        .filter(finding -> !finding.contains("comes twice"))
        .toList();
  }
}
