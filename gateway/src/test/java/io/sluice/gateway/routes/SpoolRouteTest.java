package io.sluice.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.fakes.FakeUplink.How;
import io.sluice.gateway.fakes.Invariants;
import io.sluice.gateway.fakes.VirtualTime;
import io.sluice.gateway.spool.SpoolException;
import io.sluice.gateway.spool.SpoolRecord;
import io.sluice.gateway.uplink.UplinkRecord;
import io.sluice.gateway.uplink.UplinkStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records on their way from the spool to the cloud, and what a stop does to them. */
class SpoolRouteTest {
  private final RouteBench bench;

  SpoolRouteTest(@TempDir Path folder) throws IOException, SpoolException {
    bench = new RouteBench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
    Invariants.records(bench.cloud.counts());
    Invariants.arrived(bench.broker.received());
  }

  @Test
  void whatIsKeptIsDeliveredInOrderInBatches() throws RouteException {
    append(25);
    bench.start(RouteBench.UPLINK);
    bench.clock.advance(Duration.ofSeconds(1));
    assertThat(bench.broker.received())
        .extracting(UplinkRecord::sequence)
        .isEqualTo(numbers(1, 25));
    assertThat(bench.broker.batches()).containsExactly(10, 10, 5);
    assertThat(bench.cloud.counts().delivered()).isEqualTo(25);
    assertThat(bench.cloud.counts().pending()).isZero();
  }

  @Test
  void aRecordIsNamedByGatewayStreamAndNumber() throws RouteException {
    append(1);
    bench.start(RouteBench.UPLINK);
    bench.clock.advance(Duration.ofSeconds(1));
    UplinkRecord record = bench.broker.received().get(0);
    assertThat(record.id()).isEqualTo("gw/pump-1/summaries/1");
    assertThat(record.stream()).isEqualTo("pump-1/summaries");
    assertThat(record.kind()).isEqualTo("summary");
    assertThat(record.body()).isEqualTo("{\"n\":1}");
    assertThat(record.redelivered()).isFalse();
  }

  @Test
  void whatWasNotSentComesAgainAfterAPauseWithoutAMark() throws RouteException {
    bench.broker.how(How.REFUSE);
    append(3);
    bench.start(RouteBench.UPLINK);
    bench.clock.advance(Duration.ofSeconds(2));
    assertThat(bench.broker.batches().size()).as("tries at a pause of 500 ms").isBetween(3, 5);
    bench.broker.how(How.DELIVER);
    bench.clock.advance(Duration.ofSeconds(1));
    assertThat(bench.broker.received()).hasSize(3).noneMatch(UplinkRecord::redelivered);
  }

  @Test
  void whatMayHaveArrivedComesAgainMarked() throws RouteException {
    bench.broker.how(How.LOSE_ANSWER);
    append(3);
    bench.start(RouteBench.UPLINK);
    bench.clock.advance(Duration.ofMillis(100));
    bench.broker.how(How.DELIVER);
    bench.clock.advance(Duration.ofSeconds(1));
    assertThat(bench.broker.received()).hasSize(6);
    assertThat(bench.broker.received().subList(3, 6)).allMatch(UplinkRecord::redelivered);
    assertThat(bench.broker.distinct()).isEqualTo(3);
    assertThat(bench.cloud.counts().delivered()).isEqualTo(3);
  }

  @Test
  void recordsThatComeWhileItWaitsAreDelivered() throws RouteException {
    bench.start(RouteBench.UPLINK);
    bench.clock.advance(Duration.ofMinutes(1));
    append(2);
    bench.clock.advance(Duration.ofSeconds(1));
    append(2);
    bench.clock.advance(Duration.ofSeconds(1));
    assertThat(bench.broker.received()).extracting(UplinkRecord::sequence).isEqualTo(numbers(1, 4));
  }

  @Test
  void aStopDeliversWhatIsKeptWhereTheCloudIsThere() throws RouteException {
    bench.start(RouteBench.WATCH, RouteBench.UPLINK);
    bench.run(Duration.ofMillis(1_500));
    assertThat(bench.stop()).isLessThan(Duration.ofSeconds(1));
    List<UplinkRecord> received = bench.broker.received();
    assertThat(received).hasSize(2);
    assertThat(received.get(1).body()).contains("\"partial\":true");
    assertThat(bench.cloud.counts().pending()).isZero();
  }

  @Test
  void aStopIsPromptWhileABatchHangs() throws RouteException {
    bench.broker.how(How.HANG);
    append(3);
    bench.start(RouteBench.UPLINK);
    bench.clock.advance(Duration.ofMillis(100));
    assertThat(bench.cloud.counts().inFlight()).isEqualTo(3);
    assertThat(bench.stop()).isLessThan(Duration.ofSeconds(1));
    assertThat(bench.cloud.counts().pending()).as("the spool has them back").isEqualTo(3);
    assertThat(bench.cloud.counts().inFlight()).isZero();
  }

  @Test
  void aStopIsPromptWhileTheBrokerIsKnownToBeDown() throws RouteException {
    bench.broker.how(How.HANG);
    bench.broker.state(UplinkStatus.State.BACKOFF);
    append(3);
    bench.start(RouteBench.UPLINK);
    bench.clock.advance(Duration.ofMillis(100));
    assertThat(bench.stop()).isLessThan(Duration.ofMillis(400));
  }

  @Test
  void aStopIsPromptWhileTheSpoolIsEmpty() throws RouteException {
    bench.start(RouteBench.UPLINK);
    assertThat(bench.stop()).isLessThan(Duration.ofMillis(400));
  }

  @Test
  void aStopIsPromptWhileItWaitsForTheNextTry() throws RouteException {
    bench.broker.how(How.REFUSE);
    append(3);
    bench.start(RouteBench.UPLINK);
    bench.clock.advance(Duration.ofMillis(100));
    assertThat(bench.stop()).isLessThan(Duration.ofMillis(400));
    assertThat(bench.cloud.counts().pending()).isEqualTo(3);
  }

  @Test
  void aStopInTheMiddleOfABacklogLosesNothing() throws RouteException {
    append(500);
    bench.start(RouteBench.UPLINK);
    bench.clock.advance(Duration.ofMillis(5));
    bench.stop();
    assertThat(bench.cloud.counts().delivered() + bench.cloud.counts().pending()).isEqualTo(500);
    assertThat(bench.broker.distinct()).isGreaterThanOrEqualTo(bench.cloud.counts().delivered());
  }

  @Test
  void anythingButRecordsIsRefusedByAnUplink() throws RouteException {
    bench.start(
        """
        - route:
            id: wrong
            from:
              uri: spool:cloud
              steps:
                - to: detect:health
        """);
    append(1);
    bench.clock.advance(Duration.ofSeconds(2));
    assertThat(bench.cloud.counts().pending()).isEqualTo(1);
    assertThat(bench.cloud.counts().delivered()).isZero();
  }

  private void append(int records) {
    List<SpoolRecord> all = new ArrayList<>();
    for (int i = 1; i <= records; i++) {
      all.add(
          new SpoolRecord("pump-1/summaries", "summary", bench.clock.now(), "{\"n\":" + i + "}"));
    }
    var done = bench.cloud.append(all).toCompletableFuture();
    VirtualTime.turnUntilDone(bench.clock, done);
  }

  private static List<Long> numbers(long from, long to) {
    return java.util.stream.LongStream.rangeClosed(from, to).boxed().toList();
  }
}
