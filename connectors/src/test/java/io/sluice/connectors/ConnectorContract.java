package io.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.simulator.wire.WireFault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every connector keeps, over a real peer on the wire: reads, writes, and peers and wires that
 * fail. One small subclass each.
 */
public abstract class ConnectorContract extends WriteContract {
  @Test
  void aPeerAbsentAtStartIsFoundWhenItAppears() throws Exception {
    connector.start(heard);
    heard.awaitState(ConnectionState.BACKOFF);
    assertThat(connector.status().lastError()).isNotBlank().contains("retry in");

    startPeer();
    long began = clock.nanoTime();
    heard.awaitScan("a good scan", this::complete);

    assertThat(Duration.ofNanos(clock.nanoTime() - began)).isLessThan(RECOVERY);
    assertThat(connector.status().reconnects()).isZero();
  }

  @Test
  void aRestartedPeerIsFoundAgainAndTheGapIsBad() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);
    heard.forget();

    stopPeer();
    wire.cut();
    Scan bad = heard.awaitScan("a bad scan", ConnectorContract::allNotConnected);
    heard.awaitState(ConnectionState.BACKOFF);
    List<Object> all = heard.all();
    assertThat(all.indexOf(bad))
        .as("the bad scan comes before the state")
        .isLessThan(firstBackoff(all));

    heard.forget();
    startPeer();
    long began = clock.nanoTime();
    heard.awaitScan("a good scan", this::complete);

    assertThat(Duration.ofNanos(clock.nanoTime() - began)).isLessThan(RECOVERY);
    assertThat(connector.status().reconnects()).isEqualTo(1);
  }

  @Test
  void aSilentPeerTimesOutAndIsFoundAgain() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);
    heard.forget();

    wire.swallow();
    heard.awaitScan("a bad scan", ConnectorContract::allNotConnected);
    heard.awaitState(ConnectionState.BACKOFF);

    wire.heal();
    long began = clock.nanoTime();
    heard.awaitScan("a good scan", this::complete);
    assertThat(Duration.ofNanos(clock.nanoTime() - began)).isLessThan(RECOVERY);
  }

  @Test
  void oneSwallowedAnswerCostsTwoSecondsAtMost() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);

    wire.answers(new WireFault.Swallow(1));
    heard.awaitTrue("a lost answer", () -> wire.proxy().counts().hits("Swallow") == 1);
    heard.forget();
    long began = clock.nanoTime();
    heard.awaitScan("a good scan", this::complete);

    assertThat(Duration.ofNanos(clock.nanoTime() - began)).isLessThan(RECOVERY);
    assertNothingUntrueWasHeard();
  }

  /** Half messages, then noise: no value is made of them, and what was good comes back. */
  @Test
  void malformedAnswersGiveNoValues() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);
    for (WireFault fault : List.of(halved(), noise())) {
      heard.forget();
      wire.answers(fault);
      heard.awaitState(ConnectionState.BACKOFF);
      assertThat(connector.status().lastError()).isNotBlank();
      wire.heal();
      long began = clock.nanoTime();
      heard.awaitScan("a good scan", this::complete);
      assertThat(Duration.ofNanos(clock.nanoTime() - began)).isLessThan(AFTER_AN_ATTACK);
    }
    assertNothingUntrueWasHeard();
  }

  @Test
  void aLateAnswerIsNeverTakenForTheNext() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);

    wire.answers(new WireFault.Delay(lateBy()));
    for (int i = 0; i < 5; i++) {
      Scan flow = get(connector.read(List.of(tag(SCALED))));
      Scan speed = get(connector.read(List.of(tag(FLOAT))));
      assertThat(flow.hasValue(0) ? flow.value(0) : 12.3).isCloseTo(12.3, within(1e-9));
      assertThat(speed.hasValue(0) ? speed.value(0) : 1480.5).isEqualTo(1480.5);
    }
    wire.heal();
    heard.forget();
    heard.awaitScan("a good scan", this::complete);
    assertNothingUntrueWasHeard();
  }

  @Test
  void gluedAndSplitAnswersAreReadAsWhatTheyAre() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);
    wire.answers(new WireFault.Glue(2, Duration.ofMillis(60)));
    wire.answers(new WireFault.Split(50, Duration.ofMillis(1)));

    assertThat(get(connector.read(List.of(tag(FLOAT)))).value(0)).isEqualTo(1480.5);
    assertThat(get(connector.read(List.of(tag(SCALED)))).value(0)).isCloseTo(12.3, within(1e-9));
    assertThat(heard.states()).doesNotContain(ConnectionState.BACKOFF);
  }

  @Test
  void aPeerThatAcceptsAndNeverAnswersIsNotOnline() throws Exception {
    startPeer();
    wire.swallow();
    connector.start(heard);

    heard.awaitState(ConnectionState.BACKOFF);
    assertThat(heard.states()).doesNotContain(ConnectionState.ONLINE);

    wire.heal();
    heard.awaitScan("a good scan", this::complete);
  }

  @Test
  void closingReturnsThreadsAndSockets() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);
    for (int i = 0; i < 3; i++) {
      heard.forget();
      wire.cut();
      heard.awaitState(ConnectionState.BACKOFF);
      heard.awaitScan("a good scan", this::complete);
    }

    connector.close();

    heard.awaitTrue("no socket left", () -> wire.connections() == 0);
    heard.awaitTrue("no thread left, but " + threads(), () -> threads().isEmpty());
    assertThat(get(connector.write(request(1200, soon())))).isInstanceOf(WriteResult.Failed.class);
    assertThat(connector.status().state()).isEqualTo(ConnectionState.OFFLINE);
  }
}
