package io.sluice.connectors.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Access;
import io.sluice.connectors.Attack;
import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.ConnectionStatus;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Heard;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tries to end a connection for good, and does not. */
class HardSupervisorTest {
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Tag SPEED =
      new Tag(
          "pump-1/speed-sp",
          "fast",
          "1",
          DataType.FLOAT64,
          "rpm",
          0,
          3000,
          1,
          0,
          0,
          Access.WRITE,
          TagClass.SETPOINT,
          "");

  private final JumpingClock clock = new JumpingClock(Instant.parse("2026-03-29T00:59:30Z"));
  private final PlantClock.Loop loop = clock.loop("pump");
  private final Feed feed = new Feed(new TagGroup("pump", "fast", EVERY, List.of(SPEED)), clock);
  private final Device device = new Device();
  private final Heard heard = new Heard();

  @Test
  void aSessionWhoseTimersDiedIsNoticedByItsSilence() {
    Connector connector = start(heard);
    clock.advance(SECOND);
    assertThat(connector.status().state()).isEqualTo(ConnectionState.ONLINE);

    device.dead = true;
    clock.advance(Duration.ofSeconds(13));
    assertThat(device.opened).isGreaterThan(1);
    assertThat(heard.states()).contains(ConnectionState.BACKOFF);
    device.dead = false;
    clock.advance(Duration.ofSeconds(13));
    assertThat(connector.status().state()).isEqualTo(ConnectionState.ONLINE);
    assertThat(String.valueOf(connector.status().lastError()))
        .startsWith("before: no scan and no sign of life for ");
  }

  @Test
  void aSessionThatFailsToBeginIsGivenUpAndTriedAgain() {
    device.beginFails = true;
    Connector connector = start(heard);
    assertThat(connector.status().state()).isEqualTo(ConnectionState.BACKOFF);
    assertThat(device.closed).isEqualTo(1);
    device.beginFails = false;
    clock.advance(Duration.ofSeconds(2));
    assertThat(connector.status().state()).isEqualTo(ConnectionState.ONLINE);
  }

  @Test
  void aSessionThatFailsToEndIsClosedAllTheSame() {
    Connector connector = start(heard);
    clock.advance(SECOND);
    device.endFails = true;
    device.owner().lost("gone");
    assertThat(device.closed).isEqualTo(1);
    clock.advance(Duration.ofSeconds(2));
    assertThat(connector.status().state()).isEqualTo(ConnectionState.ONLINE);
  }

  @Test
  void anErrorInARouteIsNotTheEndOfTheConnection() {
    Connector connector =
        start(
            new Connector.Listener() {
              @Override
              public void onScan(Scan scan) {
                throw new StackOverflowError("an expression that calls itself");
              }

              @Override
              public void onState(ConnectionStatus status) {
                throw new NoClassDefFoundError("a component that is not there");
              }
            });
    clock.advance(SECOND);
    device.owner().lost("gone");
    clock.advance(Duration.ofSeconds(2));
    assertThat(connector.status().state()).isEqualTo(ConnectionState.ONLINE);
    assertThat(connector.status().reconnects()).isEqualTo(1);
  }

  @Test
  void aDriverWhoseClassesAreMissingIsAFaultLikeAnother() {
    device.error = new NoClassDefFoundError("pcap");
    Connector connector = start(heard);
    assertThat(connector.status().state()).isEqualTo(ConnectionState.BACKOFF);
    device.error = null;
    clock.advance(Duration.ofSeconds(2));
    assertThat(connector.status().state()).isEqualTo(ConnectionState.ONLINE);
  }

  @Test
  void aListenerThatClosesTheConnectionWhileItIsToldOfIt() {
    Connector[] self = new Connector[1];
    List<ConnectionState> told = new ArrayList<>();
    self[0] = supervisor();
    self[0].start(
        new Connector.Listener() {
          @Override
          public void onScan(Scan scan) {
            self[0].close();
          }

          @Override
          public void onState(ConnectionStatus status) {
            told.add(status.state());
          }
        });
    clock.advance(Duration.ofMinutes(1));
    assertThat(told)
        .containsExactly(
            ConnectionState.CONNECTING, ConnectionState.ONLINE, ConnectionState.OFFLINE);
    assertThat(device.closed).isEqualTo(device.opened);
  }

  @Test
  void aPeerThatRefusesUsIsAskedSeldom() {
    device.refuses = true;
    Connector connector = start(heard);
    clock.advance(Duration.ofMinutes(1));
    assertThat(device.opened).isLessThanOrEqualTo(7);
    device.refuses = false;
    clock.advance(Duration.ofSeconds(11));
    assertThat(connector.status().state()).isEqualTo(ConnectionState.ONLINE);
  }

  @Attack(47)
  @ParameterizedTest
  @ValueSource(longs = {3_600, -3_600, 86_400, -86_400, 1, -1})
  void theWallClockJumpsAndTheConnectionDoesNot(long seconds) {
    Connector connector = start(heard);
    clock.advance(Duration.ofSeconds(5));
    long scans = connector.status().scans();
    clock.setWall(Duration.ofSeconds(seconds));
    clock.advance(Duration.ofSeconds(5));

    assertThat(connector.status().scans() - scans).isEqualTo(50);
    assertThat(connector.status().reconnects()).isZero();
    assertThat(connector.status().state()).isEqualTo(ConnectionState.ONLINE);
    assertThat(connector.truth(1).get(0).rateMet()).isTrue();
    assertThat(connector.truth(1).get(0).stale()).isZero();
    assertThat(connector.truth(1).get(0).kept()).isEqualTo(EVERY);
    CompletionStage<WriteResult> write = connector.write(request(clock.nanoTime() - 1));
    clock.advance(EVERY);
    assertThat(write.toCompletableFuture()).isCompletedWithValue(new WriteResult.Expired());
  }

  @Test
  @Attack(48)
  void afterTenMinutesOfStandingStillNothingStaleIsSentAndTheLinkIsProvedAnew() {
    Connector connector = start(heard);
    clock.advance(Duration.ofSeconds(5));
    long scans = connector.status().scans();
    CompletionStage<WriteResult> write =
        connector.write(request(clock.nanoTime() + Duration.ofSeconds(2).toNanos()));

    clock.standStill(Duration.ofMinutes(10));
    clock.advance(Duration.ofMillis(1));
    assertThat(write.toCompletableFuture()).isCompletedWithValue(new WriteResult.Expired());
    assertThat(device.sent).isZero();
    clock.advance(SECOND);
    assertThat(connector.status().scans() - scans).as("no burst").isLessThan(15);
    clock.advance(Duration.ofSeconds(2));
    assertThat(device.opened).isEqualTo(2);
    assertThat(connector.status().state()).isEqualTo(ConnectionState.ONLINE);
    assertThat(String.valueOf(connector.status().lastError())).contains("stood still for 60");
  }

  @Test
  @Attack(49)
  void aBurstOfTenTimesTheRateIsDeliveredWholeAndShown() {
    Connector connector = start(heard);
    clock.advance(SECOND);
    long before = connector.status().scans();
    for (int i = 0; i < 1_000; i++) {
      clock.advance(EVERY.dividedBy(10));
      device.owner().scan(feed.next().number(0, i, StatusCode.GOOD.code(), 0).build());
    }
    assertThat(connector.status().scans() - before).isEqualTo(1_100);
    List<Scan> scans = heard.scans();
    for (int i = 0; i < scans.size(); i++) {
      assertThat(scans.get(i).sequence()).isEqualTo(i + 1);
    }
    assertThat(connector.truth(1).get(0).kept()).isLessThan(Duration.ofMillis(20));
    assertThat(connector.status().state()).isEqualTo(ConnectionState.ONLINE);
  }

  /** On real threads: a session that comes after its time is closed by an uninterrupted thread. */
  @Test
  void aSessionThatComesTooLateIsClosedWhole() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    boolean[] interrupted = {true};
    Session late = device.new FakeSession();
    Link slow =
        owner -> {
          try {
            TimeUnit.MINUTES.sleep(1);
          } catch (InterruptedException deafDriver) {
            Thread.currentThread().interrupt();
          }
          return new ForwardingSession(
              late,
              () -> {
                interrupted[0] = Thread.currentThread().isInterrupted();
                closed.countDown();
              });
        };
    PlantClock real = new io.sluice.connectors.SystemClock();
    Supervisor supervisor =
        new Supervisor(
            new Supervisor.Settings(
                "late", "fake", "nowhere:1", Duration.ofMillis(50), Backoff.of("late")),
            List.of(),
            slow,
            real,
            real.loop("late"));
    supervisor.start(heard);
    assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(interrupted[0]).isFalse();
    supervisor.close();
  }

  private Connector start(Connector.Listener listener) {
    Supervisor supervisor = supervisor();
    supervisor.start(listener);
    clock.advance(Duration.ZERO);
    return supervisor;
  }

  private Supervisor supervisor() {
    Supervisor.Settings settings =
        new Supervisor.Settings(
            "pump", "fake", "nowhere:1", Duration.ofSeconds(3), Backoff.of("pump"));
    return SteppedSupervisor.of(settings, List.of(feed), device, clock, loop);
  }

  private static WriteRequest request(long notAfter) {
    return new WriteRequest(SPEED, 1200, notAfter, Duration.ofMillis(500), 0.5);
  }

  private record ForwardingSession(Session to, Runnable whenClosed) implements Session {
    @Override
    public void begin() {
      to.begin();
    }

    @Override
    public CompletionStage<Scan> read(TagGroup tags) {
      return to.read(tags);
    }

    @Override
    public CompletionStage<Sending> send(WriteRequest request) {
      return to.send(request);
    }

    @Override
    public void end() {
      to.end();
    }

    @Override
    public void close() {
      whenClosed.run();
    }
  }

  /** Scans by itself, on the connection's loop. */
  private final class Device implements Link {
    private boolean dead;
    private boolean beginFails;
    private boolean endFails;
    private boolean refuses;
    private @Nullable Error error;
    private int opened;
    private int closed;
    private int sent;
    private @Nullable SessionOwner owner;

    @Override
    public Session open(SessionOwner newOwner) throws Exception {
      opened++;
      if (error != null) {
        throw error;
      }
      if (refuses) {
        throw new IOException("wrong password");
      }
      owner = newOwner;
      return new FakeSession();
    }

    @Override
    public boolean refusal(Throwable failure) {
      return "wrong password".equals(failure.getMessage());
    }

    SessionOwner owner() {
      SessionOwner now = owner;
      if (now == null) {
        throw new IllegalStateException("nobody connected");
      }
      return now;
    }

    private final class FakeSession implements Session {
      private boolean ended;
      private long due;

      @Override
      public void begin() {
        if (beginFails) {
          throw new IllegalStateException("a bug in a driver");
        }
        due = clock.nanoTime();
        fire();
      }

      /** As a poll does: what fell due meanwhile is missed, not made up for. */
      private void fire() {
        if (ended) {
          return;
        }
        due += ((clock.nanoTime() - due) / EVERY.toNanos() + 1) * EVERY.toNanos();
        loop.schedule(Duration.ofNanos(due - clock.nanoTime()), this::fire);
        if (!dead) {
          owner().scan(feed.next().number(0, 900, StatusCode.GOOD.code(), 0).build());
        }
      }

      @Override
      public CompletionStage<Scan> read(TagGroup tags) {
        return CompletableFuture.completedFuture(
            new Feed(tags, clock).next().number(0, 900, 0, 0).build());
      }

      @Override
      public CompletionStage<Sending> send(WriteRequest request) {
        sent++;
        return CompletableFuture.completedFuture(new Sending.Accepted());
      }

      @Override
      public void end() {
        ended = true;
        if (endFails) {
          endFails = false;
          throw new IllegalStateException("a bug in a driver");
        }
      }

      @Override
      public void close() {
        closed++;
      }
    }
  }
}
