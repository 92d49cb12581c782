package io.sluice.connectors.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.connectors.Access;
import io.sluice.connectors.Attack;
import io.sluice.connectors.BrowsedNode;
import io.sluice.connectors.DataType;
import io.sluice.connectors.GrantedInterval;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagBrowser;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.UnreachableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpcUaBrowserTest {
  private static final TagBrowser.Limits WIDE =
      new TagBrowser.Limits(8, 10_000, Duration.ofSeconds(20));

  private OpcUaTree server;

  @BeforeEach
  void aServerWithATree() throws Exception {
    server = new OpcUaTree();
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  @Test
  void valuesComeWithTypeUnitRangeRightsAndTheirAddressByUri() throws Exception {
    BrowsedNode speed = node("speed", browse("", WIDE));
    assertThat(speed.address()).isEqualTo("nsu=" + OpcUaTree.NAMESPACE + ";s=plant/pump/speed");
    assertThat(speed.path()).containsExactly("plant", "pump", "speed");
    BrowsedNode.Point point = speed.value().orElseThrow();
    assertThat(point.type()).isEqualTo(DataType.FLOAT32);
    assertThat(point.unit()).isEqualTo("rpm");
    assertThat(point.low()).isZero();
    assertThat(point.high()).isEqualTo(3000);
    assertThat(point.shown()).isEqualTo("1450");
    assertThat(point.status().good()).isTrue();
    assertThat(point.access()).isEqualTo(BrowsedNode.Rights.READ);
    assertThat(point.description()).isEqualTo("motor speed");
  }

  @Test
  void aFolderHasNoValueAndStandsBeforeWhatLiesBelowIt() throws Exception {
    List<BrowsedNode> nodes = browse("", WIDE).nodes();
    BrowsedNode pump = nodes.stream().filter(one -> one.name().equals("pump")).findFirst().get();
    assertThat(pump.value()).isEmpty();
    assertThat(nodes.indexOf(pump)).isLessThan(nodes.indexOf(node("speed", browse("", WIDE))) + 1);
  }

  @Test
  @Attack(37)
  void aCircleOfReferencesEnds() throws Exception {
    assertThat(browse("", WIDE).nodes().stream().map(BrowsedNode::address))
        .doesNotHaveDuplicates()
        .anyMatch(address -> address.endsWith("plant/pump"));
  }

  @Test
  void aFolderLargerThanOneAnswerIsToldWhole() throws Exception {
    TagBrowser.Found found = browse("nsu=" + OpcUaTree.NAMESPACE + ";s=plant/many", WIDE);
    assertThat(found.nodes()).hasSize(OpcUaTree.MANY);
    assertThat(found.nodes()).allMatch(node -> node.value().isPresent());
    assertThat(found.leftOut()).isEmpty();
  }

  @Test
  void anArrayHasNoTypeThatATagCouldHave() throws Exception {
    BrowsedNode.Point curve = node("curve", browse("", WIDE)).value().orElseThrow();
    assertThat(curve.type()).isNull();
    assertThat(curve.typeName()).endsWith("[]");
  }

  @Test
  void limitsCutAndSaySo() throws Exception {
    assertThat(browse("", new TagBrowser.Limits(8, 20, Duration.ofSeconds(20))))
        .satisfies(
            found -> {
              assertThat(found.nodes()).hasSize(20);
              assertThat(found.leftOut()).anyMatch(why -> why.contains("more than 20 nodes"));
            });
    assertThat(browse("", new TagBrowser.Limits(1, 10_000, Duration.ofSeconds(20))).leftOut())
        .anyMatch(why -> why.contains("deeper than 1 level"));
  }

  @Test
  void unitsAreToldOfTheLastLevelToo() throws Exception {
    TagBrowser.Found found =
        browse(
            "nsu=" + OpcUaTree.NAMESPACE + ";s=plant/pump",
            new TagBrowser.Limits(1, 100, Duration.ofSeconds(20)));
    assertThat(node("speed", found).value().orElseThrow().unit()).isEqualTo("rpm");
  }

  @Test
  void aNodeThatIsNotThereIsAnError() {
    assertThatThrownBy(() -> browse("nsu=" + OpcUaTree.NAMESPACE + ";s=nowhere", WIDE))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("Bad_NodeIdUnknown");
    assertThatThrownBy(() -> browse("nsu=urn:nobody;s=x", WIDE))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("namespace");
  }

  @Test
  void aServerThatIsNotThereIsSaidInOneSentence() throws Exception {
    server.close();
    assertThatThrownBy(() -> browse("", WIDE))
        .isInstanceOf(UnreachableException.class)
        .hasMessage("connection refused");
  }

  @Test
  void theServersOwnTimesAreTold() throws Exception {
    Tag tag =
        new Tag(
            "pump/speed",
            "live",
            "nsu=" + OpcUaTree.NAMESPACE + ";s=plant/pump/speed",
            DataType.FLOAT32,
            "rpm",
            0,
            3000,
            1,
            0,
            0,
            Access.READ,
            TagClass.PROCESS,
            "");
    List<GrantedInterval> granted =
        new OpcUaKind().granted("peer", options(), List.of(tag), new SystemClock());
    assertThat(granted)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.group().name()).isEqualTo("live");
              assertThat(one.publishing()).isEqualTo(Duration.ofMillis(50));
              assertThat(one.sampling()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
            });
  }

  private TagBrowser.Found browse(String start, TagBrowser.Limits limits) throws Exception {
    return new OpcUaKind()
        .browser("peer", options(), new SystemClock())
        .orElseThrow()
        .browse(start, limits);
  }

  private OpcUaOptions options() {
    return new OpcUaOptions(
        "opc.tcp://127.0.0.1:" + server.port,
        null,
        null,
        Duration.ofSeconds(4),
        Map.of(
            "live",
            new OpcUaOptions.PublishGroup(Duration.ofMillis(50), Duration.ofMillis(20), 10)));
  }

  private static BrowsedNode node(String name, TagBrowser.Found found) {
    return found.nodes().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + found.nodes()));
  }
}
