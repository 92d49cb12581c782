package io.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scans and single reads, their quality and their truth. */
public abstract class ReadContract extends ContractGround {
  @Test
  void itDeliversScansWithQualityAndSourceTime() throws Exception {
    Instant before = Instant.now();
    startPeer();
    connector.start(heard);
    Scan scan = heard.awaitScan("a good scan", this::complete);

    assertThat(value(scan, FLOAT)).isEqualTo(1480.5);
    assertThat(value(scan, SCALED)).isCloseTo(12.3, within(1e-9));
    assertThat(StatusCode.isGood(scan.status(at(scan, FLOAT)))).isTrue();
    assertThat(UtcTime.toInstant(scan.sourceTime(at(scan, FLOAT))))
        .isBetween(before.minusSeconds(1), Instant.now().plusMillis(1));
    assertThat(heard.states()).startsWith(ConnectionState.CONNECTING, ConnectionState.ONLINE);
    assertThat(connector.status().scans()).isPositive();
    assertThat(connector.status().lastGoodScan()).isNotNull();
  }

  @Test
  void oneBadTagStandsAlone() throws Exception {
    startPeer();
    connector.start(heard);
    Scan scan = heard.awaitScan("the missing tag", this::toldOfMissing);

    assertThat(new StatusCode(scan.status(at(scan, MISSING))))
        .isEqualTo(StatusCode.BAD_NODE_ID_UNKNOWN);
    assertThat(scan.hasValue(at(scan, MISSING))).isFalse();
    assertThat(value(heard.awaitScan("a good scan", this::complete), FLOAT)).isEqualTo(1480.5);
    heard.awaitState(ConnectionState.DEGRADED);
    assertThat(connector.status().lastError()).contains("Bad_NodeIdUnknown");
  }

  @Test
  void scansAreNumberedWithoutHoles() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitTrue("ten scans", () -> connector.status().scans() >= 3);

    List<Scan> scans = heard.scans();
    for (int i = 0; i < scans.size(); i++) {
      assertThat(scans.get(i).sequence()).isEqualTo(i + 1);
    }
  }

  @Test
  void itReadsFromTheDeviceWhenAsked() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);

    Scan scan = get(connector.read(List.of(tag(SCALED), tag(MISSING))));

    assertThat(scan.size()).isEqualTo(2);
    assertThat(scan.value(0)).isCloseTo(12.3, within(1e-9));
    assertThat(StatusCode.isBad(scan.status(1))).isTrue();
  }

  @Test
  void itReadsEveryTypeItHas() throws Exception {
    Map<Tag, Object> expected = everyType();
    assumeFalse(expected.isEmpty(), "the subclass names no types");
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);

    Scan scan = get(connector.read(List.copyOf(expected.keySet())));

    assertThat(scan.size()).isEqualTo(expected.size());
    for (int i = 0; i < scan.size(); i++) {
      Object wanted = expected.get(scan.tag(i));
      assertThat(new StatusCode(scan.status(i))).as(scan.tag(i).name()).isEqualTo(StatusCode.GOOD);
      if (wanted instanceof Number number) {
        assertThat(scan.value(i)).as(scan.tag(i).name()).isEqualTo(number.doubleValue());
      } else {
        assertThat(scan.text(i)).as(scan.tag(i).name()).isEqualTo(wanted);
      }
    }
  }

  @Test
  void inAPartialBatchEachTagKeepsItsPlace() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);

    Scan scan = get(connector.read(List.of(tag(WRITABLE), tag(MISSING), tag(SCALED), tag(FLOAT))));

    assertThat(scan.value(0)).isEqualTo(900);
    assertThat(scan.hasValue(1)).isFalse();
    assertThat(scan.value(2)).isCloseTo(12.3, within(1e-9));
    assertThat(scan.value(3)).isEqualTo(1480.5);
  }

  @Test
  void theTruthOfAGroupIsTold() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);
    heard.awaitScan("the missing tag", this::toldOfMissing);

    GroupTruth truth = connector.truth(9).get(0);
    assertThat(truth.group()).isEqualTo(connector.groups().get(0));
    assertThat(truth.scans()).isPositive();
    assertThat(truth.lastGoodScan()).isNotNull();
    assertThat(truth.tags()).hasSize(4);
    TagTruth worst = truth.tags().get(0);
    assertThat(worst.tag()).isEqualTo(tag(MISSING));
    assertThat(worst.lastBad()).isEqualTo(StatusCode.BAD_NODE_ID_UNKNOWN);

    stopPeer();
    wire.cut();
    heard.awaitState(ConnectionState.BACKOFF);
    assertThat(connector.truth(9).get(0).stale()).isEqualTo(4);
  }
}
