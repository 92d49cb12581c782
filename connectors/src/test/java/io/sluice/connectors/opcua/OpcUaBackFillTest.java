package io.sluice.connectors.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.Scan;
import io.sluice.connectors.UtcTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An outage of the connection is filled from the server's history, late and in order. */
class OpcUaBackFillTest {
  private final OpcUaPeer peer;
  private final Site site;

  OpcUaBackFillTest() throws Exception {
    peer = new OpcUaPeer();
    site = new Site(peer);
    site.group =
        new OpcUaOptions.PublishGroup(
            Duration.ofMillis(50),
            Duration.ofMillis(20),
            10,
            new OpcUaOptions.BackFill(Duration.ZERO, Duration.ofHours(1)),
            null);
  }

  @AfterEach
  void leave() throws Exception {
    site.close();
  }

  @Test
  void whatHappenedInTheOutageComesBeforeWhatIsLive() throws Exception {
    Instant began = Instant.now();
    peer.put("a", at(1, began));
    peer.put("b", 1.0);
    peer.start();
    site.connect("a", "b");
    site.awaitValue("a", 1);
    peer.stop();
    site.wire.cut();
    site.heard.awaitState(ConnectionState.BACKOFF);
    List<DataValue> kept = new ArrayList<>(List.of(at(1, began)));
    for (int i = 2; i <= 9; i++) {
      kept.add(at(i, began.plusMillis(i)));
    }
    peer.history = Map.of("a", kept);
    peer.put("a", at(9, began.plusMillis(9)));
    peer.put("b", 2.0);
    site.heard.forget();
    peer.start();
    site.awaitValue("b", 2);

    assertThat(site.values("a")).containsExactly(2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0);
    Scan late = site.awaitValue("a", 2);
    assertThat(UtcTime.toInstant(late.sourceTime(0)))
        .isBefore(late.readTime())
        .isCloseTo(
            began.plusMillis(2), org.assertj.core.api.Assertions.within(Duration.ofMillis(1)));
    peer.put("a", 10.0);
    site.awaitValue("a", 10);
  }

  @Test
  void aServerWithoutHistoryIsNotMissed() throws Exception {
    peer.put("a", 1.0);
    peer.start();
    site.connect("a");
    site.awaitValue("a", 1);
    site.heard.forget();
    site.wire.cut();
    peer.put("a", 2.0);
    site.awaitValue("a", 2);
    assertThat(site.values("a")).containsExactly(2.0);
  }

  @Test
  void aFillingThatFillsNothingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OpcUaOptions.BackFill(Duration.ofMinutes(2), Duration.ofMinutes(1)))
        .withMessageContaining("would fill nothing");
  }

  private static DataValue at(double value, Instant time) {
    DateTime measured = new DateTime(time);
    return new DataValue(new Variant(value), StatusCode.GOOD, measured, measured);
  }
}
