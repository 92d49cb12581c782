package io.sluice.gateway.setpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Scan;
import io.sluice.connectors.Tag;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import io.sluice.gateway.setpoints.FakePlant.ReadHabit;
import io.sluice.gateway.setpoints.FakePlant.WriteHabit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who has control: stop, heartbeat, fail-safe, people. */
class SetpointControlTest {
  private static final SetpointOptions CLOSED = Examples.options(SetpointMode.CLOSED);

  @Test
  void afterStopNothingIsWritten() {
    Bench bench = Bench.released(CLOSED);
    CompletableFuture<Decision> underWay = bench.ask(1100);

    bench.setpoint.stop();
    bench.run(Duration.ofSeconds(5));

    assertThat(Bench.done(underWay).guard()).isEqualTo("stop");
    assertThat(bench.asked(1100).guard()).isEqualTo("stop");
    assertThat(bench.setpoint.release("Ada")).isInstanceOf(ReleaseAnswer.Refused.class);
    assertThat(bench.written()).isEmpty();
  }

  @Test
  void anOrderlyStopRampsBackToTheOperatorsValue() {
    Bench bench = Bench.released(CLOSED);
    bench.asked(1100);
    bench.run(Duration.ofSeconds(3));

    CompletableFuture<Void> closed = bench.setpoint.close().toCompletableFuture();
    assertThat(bench.asked(950).guard()).isEqualTo("stop");
    bench.run(Duration.ofSeconds(6));

    assertThat(closed).isDone();
    assertThat(bench.plant.value(Examples.SPEED_SP)).isEqualTo(1170);
    assertThat(bench.setpoint.status().phase()).isInstanceOf(Phase.Off.class);
  }

  @Test
  void anOrderlyStopWaitsForItsTurnWithoutAskingAllTheTime() {
    Bench bench = Bench.released(CLOSED);
    bench.asked(1100);
    bench.run(Duration.ofMillis(100));
    long before = bench.setpoint.status().counters().requests();

    CompletableFuture<Void> closed = bench.setpoint.close().toCompletableFuture();
    bench.run(Duration.ofSeconds(6));

    assertThat(closed).isDone();
    assertThat(bench.setpoint.status().counters().requests() - before).isBetween(2L, 6L);
  }

  @Test
  void anOrderlyStopEndsInTimeWhateverThePortDoes() {
    Bench bench = Bench.released(CLOSED);
    bench.asked(1100);
    bench.run(Duration.ofSeconds(3));
    bench.plant.habit(ReadHabit.SILENT);
    bench.scanning(Bench.Scanning.NONE);

    CompletableFuture<Void> closed = bench.setpoint.close().toCompletableFuture();
    bench.run(Duration.ofSeconds(6));

    assertThat(closed).isDone();
  }

  @Test
  void theHeartbeatCountsOnlyInControl() {
    SetpointOptions beating =
        Examples.with(
            CLOSED, new SetpointOptions.Heartbeat(Examples.ALIVE.name(), Duration.ofSeconds(1)));
    Bench bench = new Bench(beating);
    bench.run(Duration.ofSeconds(5));
    assertThat(bench.plant.log()).isEmpty();

    bench.setpoint.release("Ada");
    bench.run(Duration.ofSeconds(5));
    List<FakePlant.Written> beats = bench.plant.log(Examples.ALIVE);
    assertThat(beats.stream().map(FakePlant.Written::value))
        .startsWith(1.0, 2.0, 3.0)
        .hasSizeBetween(4, 6);

    bench.plant.habit(WriteHabit.DROP);
    bench.asked(1100);
    bench.plant.habit(WriteHabit.OBEY);
    assertThat(bench.phase()).isInstanceOf(Phase.Shed.class);
    int shed = bench.plant.log(Examples.ALIVE).size();
    bench.run(Duration.ofSeconds(5));
    assertThat(bench.plant.log(Examples.ALIVE)).hasSize(shed);
  }

  @Test
  void aPauseOfTheWholeGatewayNeedsAPerson() {
    Bench bench = Bench.released(CLOSED);
    bench.asked(1100);
    bench.run(Duration.ofSeconds(3));
    bench.pause(Duration.ofSeconds(20));

    assertThat(Bench.done(bench.ask(1050)).guard()).isEqualTo("hold");
    assertThat(bench.setpoint.status().reason()).startsWith("the gateway did not run for 20");
  }

  @Test
  void classANeedsTwoDifferentPeople() {
    Bench bench = new Bench(Examples.with(CLOSED, SetpointOptions.SetpointClass.A));

    assertThat(bench.setpoint.release("Ada")).isInstanceOf(ReleaseAnswer.NeedsSecondPerson.class);
    assertThat(bench.setpoint.release(" ada ")).isInstanceOf(ReleaseAnswer.NeedsSecondPerson.class);
    assertThat(bench.asked(1100).guard()).isEqualTo("hold");
    assertThat(bench.setpoint.release("Grace"))
        .isEqualTo(new ReleaseAnswer.Released("Ada and Grace"));
    assertThat(bench.asked(1100)).isInstanceOf(Decision.Write.class);
  }

  @Test
  void aPersonsHoldEndsOnlyByARelease() {
    Bench bench = Bench.released(CLOSED);
    bench.setpoint.hold("Ada changes the seal");
    bench.run(Duration.ofMinutes(1));

    assertThat(bench.asked(1100).sentence()).isEqualTo("held: Ada changes the seal");
    bench.setpoint.release("Ada");
    assertThat(bench.asked(1100)).isInstanceOf(Decision.Write.class);
  }

  @Test
  void aWriteThatStillWaitsInTheConnectorIsNotSentAfterAStop() {
    Bench bench = Bench.released(CLOSED);
    bench.plant.writeDelay(Duration.ofMillis(200));
    CompletableFuture<Decision> underWay = bench.ask(1100);
    bench.run(Duration.ofMillis(100));
    assertThat(bench.setpoint.status().counters().sent()).isEqualTo(1);

    bench.setpoint.stop();
    bench.run(Duration.ofSeconds(5));

    assertThat(Bench.done(underWay)).isInstanceOf(Decision.Write.class);
    assertThat(bench.written()).isEmpty();
  }

  @Test
  void stopOnAnotherThreadShutsTheDoorForGood() throws Exception {
    for (int round = 0; round < 200; round++) {
      AtomicInteger sent = new AtomicInteger();
      WriteGate gate = new WriteGate(new CountingPort(sent));
      CountDownLatch running = new CountDownLatch(1);
      Thread writer =
          new Thread(
              () -> {
                running.countDown();
                while (gate.send(REQUEST).isPresent()) {
                  Thread.onSpinWait();
                }
              });
      writer.start();
      assertThat(running.await(5, TimeUnit.SECONDS)).isTrue();

      gate.shut();
      int atStop = sent.get();
      writer.join(5_000);

      assertThat(sent.get()).isEqualTo(atStop);
    }
  }

  private static final WriteRequest REQUEST =
      new WriteRequest(Examples.SPEED_SP, 1100, Long.MAX_VALUE, Duration.ofMillis(500), 1);

  private record CountingPort(AtomicInteger sent) implements Port {
    @Override
    public CompletionStage<Scan> read(List<Tag> tags) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<WriteResult> write(WriteRequest request) {
      sent.incrementAndGet();
      return new CompletableFuture<>();
    }
  }
}
