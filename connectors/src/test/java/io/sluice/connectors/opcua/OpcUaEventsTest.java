package io.sluice.connectors.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagProblem;
import io.sluice.connectors.UtcTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events and alarms of a server come in as scans, one an event. */
class OpcUaEventsTest {
  private final OpcUaPeer peer;
  private final Site site;

  OpcUaEventsTest() throws Exception {
    peer = new OpcUaPeer();
    site = new Site(peer);
    site.group = new OpcUaOptions.PublishGroup(Duration.ofMillis(50), null, 100, null, "i=2253");
  }

  @AfterEach
  void leave() throws Exception {
    site.close();
  }

  @Test
  void eachEventIsAScanWithItsFieldsAndItsTime() throws Exception {
    peer.start();
    Connector connector =
        site.connect(
            List.of(
                field("severity", "Severity", DataType.UINT16),
                field("message", "Message", DataType.STRING),
                field("source", "SourceName", DataType.STRING),
                field("active", "ActiveState/Id", DataType.BOOL)));
    site.heard.awaitTrue("subscribed", () -> peer.monitoredItems() == 1);
    site.heard.awaitScan("a keep-alive or the first scan", scan -> scan.size() == 0);
    Instant before = Instant.now();
    peer.happen("pressure high", 700);
    peer.happen("pressure low", 300);

    Scan high = site.awaitValue("severity", 700);
    assertThat(high.size()).as("an event that is no alarm has no state").isEqualTo(3);
    assertThat(high.text(1)).isEqualTo("pressure high");
    assertThat(high.text(2)).isEqualTo("boiler");
    assertThat(UtcTime.toInstant(high.sourceTime(0)))
        .isBetween(before.minusMillis(1), Instant.now());
    site.awaitValue("severity", 300);
    assertThat(site.values("severity")).containsExactly(700.0, 300.0);
    assertThat(
            new StatusCode(
                connector
                    .read(connector.groups().get(0).tags())
                    .toCompletableFuture()
                    .join()
                    .status(0)))
        .as("an event cannot be read")
        .isEqualTo(StatusCode.BAD_NODE_ID_UNKNOWN);
  }

  @Test
  void anEventsFieldIsCheckedBeforeItIsAskedFor() {
    OpcUaOptions options =
        new OpcUaOptions(
            "opc.tcp://127.0.0.1:1", null, null, Duration.ofSeconds(1), Map.of("live", site.group));
    List<TagProblem> problems =
        new OpcUaKind()
            .check(
                options,
                List.of(
                    field("good", "ActiveState/Id", DataType.BOOL),
                    field("bad", "ns=2;s=a", DataType.BOOL)));
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).message())
        .contains("allowed in a group of events is a field of the event");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new OpcUaOptions.PublishGroup(
                    Duration.ofMillis(50), Duration.ofMillis(20), 1, null, "i=2253"));
  }

  private static Tag field(String name, String path, DataType type) {
    Tag any = Site.tag(name, type, 0);
    return any.at(name, path);
  }
}
