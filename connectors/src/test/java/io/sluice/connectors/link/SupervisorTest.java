package io.sluice.connectors.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Access;
import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.ConnectionStatus;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Heard;
import io.sluice.connectors.Missed;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.VirtualClock;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The supervisor's whole life on virtual time, against a device of a few lines. */
class SupervisorTest {
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

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-20T09:00:00Z"));
  private final PlantClock.Loop loop = clock.loop("pump");
  private final Feed feed =
      new Feed(new TagGroup("pump", "fast", Duration.ofMillis(100), List.of(SPEED)), clock);
  private final Device device = new Device();
  private final Heard heard = new Heard();
  private final List<Runnable> hanging = new ArrayList<>();
  private boolean hang;

  @Test
  void itComesOnlineAndDelivers() {
    Connector connector = start();
    device.deliver();

    assertThat(heard.states()).containsExactly(ConnectionState.CONNECTING, ConnectionState.ONLINE);
    assertThat(heard.scans()).hasSize(1);
    assertThat(connector.status().scans()).isEqualTo(1);
    assertThat(connector.status().samples()).isEqualTo(1);
  }

  @Test
  void itTriesAgainForeverWithinFiveSeconds() {
    device.down = true;
    Connector connector = start();
    clock.advance(Duration.ofHours(1));
    assertThat(device.opened).isGreaterThan(900);

    device.down = false;
    clock.advance(Duration.ofSeconds(5));
    assertThat(connector.status().state()).isEqualTo(ConnectionState.ONLINE);
    assertThat(connector.status().reconnects()).isZero();
  }

  @Test
  void anOutageBeginsWithOneBadScanPerGroupBeforeTheState() {
    start();
    device.deliver();
    heard.forget();
    device.down = true;

    device.lose("no answer within 1 s");
    clock.advance(Duration.ofMinutes(1));

    List<Object> all = heard.all();
    assertThat(heard.scans()).hasSize(1);
    assertThat(all.get(0)).isInstanceOf(Scan.class);
    assertThat(heard.scans().get(0).status(0)).isEqualTo(StatusCode.BAD_NOT_CONNECTED.code());
    assertThat(heard.scans().get(0).hasValue(0)).isFalse();
    assertThat(heard.scans().get(0).sequence()).isEqualTo(2);
    assertThat(((ConnectionStatus) all.get(1)).state()).isEqualTo(ConnectionState.BACKOFF);
  }

  @Test
  void itSaysWhatIsWrongInOneSentence() {
    Connector connector = start();
    device.deliver();
    device.down = true;
    device.lose("no answer for 12 s");

    assertThat(connector.status().lastError())
        .matches("no answer for 12 s, last good scan \\d\\d:\\d\\d:\\d\\d; retry in \\d+ ms");
  }

  @Test
  void aSessionThatWasGivenUpIsClosedAndUnheard() {
    start();
    SessionOwner old = device.owner();
    device.lose("gone");
    clock.advance(SECOND);
    assertThat(device.closed).isEqualTo(1);
    heard.forget();

    old.scan(feed.bad(StatusCode.BAD));
    old.lost("again");
    old.missed(feed.group(), Missed.BUSY, 7);

    assertThat(heard.all()).isEmpty();
  }

  @Test
  void aConnectThatHangsIsAbandonedAndBounded() {
    hang = true;
    Connector connector = start();
    clock.advance(Duration.ofHours(1));

    assertThat(hanging).hasSizeLessThan(6);
    assertThat(connector.status().state()).isEqualTo(ConnectionState.BACKOFF);
    assertThat(connector.status().lastError()).contains("calls into the driver hang");

    hang = false;
    hanging.forEach(Runnable::run);
    clock.advance(Duration.ofSeconds(5));
    assertThat(connector.status().state()).isEqualTo(ConnectionState.ONLINE);
    assertThat(device.closed).as("late sessions are closed").isEqualTo(device.opened - 1);
  }

  @Test
  void aWriteIsReadBackUntilTheDeviceShowsIt() {
    Connector connector = start();
    CompletionStage<WriteResult> result = connector.write(request(1200));
    clock.advance(Duration.ofMillis(100));
    assertThat(result.toCompletableFuture()).isNotDone();

    device.shown = 1200;
    clock.advance(Duration.ofMillis(50));
    assertThat(result.toCompletableFuture()).isCompletedWithValue(new WriteResult.Confirmed(1200));
  }

  @Test
  void aDeviceThatShowsAnotherValueIsAMismatch() {
    Connector connector = start();
    CompletionStage<WriteResult> result = connector.write(request(1200));
    clock.advance(SECOND);

    assertThat(result.toCompletableFuture()).isCompletedWithValue(new WriteResult.Mismatch(900));
  }

  @Test
  void aWriteThatWaitedTooLongIsNotSent() {
    Connector connector = start();
    CompletionStage<WriteResult> result =
        connector.write(new WriteRequest(SPEED, 1, clock.nanoTime() - 1, SECOND, 0));
    clock.settle();

    assertThat(result.toCompletableFuture()).isCompletedWithValue(new WriteResult.Expired());
    assertThat(device.sent).isEmpty();
  }

  @Test
  void aWriteUnderWayWhenTheConnectionBreaksMayHaveBeenSent() {
    Connector connector = start();
    device.answersWrites = false;
    CompletionStage<WriteResult> result = connector.write(request(1200));
    clock.settle();
    device.lose("gone");
    clock.settle();

    assertThat(result.toCompletableFuture().getNow(new WriteResult.Expired()))
        .isInstanceOfSatisfying(
            WriteResult.Failed.class, failed -> assertThat(failed.sent()).isTrue());
  }

  @Test
  void aReadThatIsNotAnsweredEndsBad() {
    Connector connector = start();
    device.answersReads = false;
    CompletionStage<Scan> read = connector.read(List.of(SPEED));
    clock.advance(Duration.ofSeconds(4));

    assertThat(read.toCompletableFuture()).isCompleted();
    assertThat(read.toCompletableFuture().join().status(0))
        .isEqualTo(StatusCode.BAD_TIMEOUT.code());
  }

  @Test
  void whatIsAskedAfterACloseEndsAtOnce() {
    Connector connector = start();
    connector.close();
    clock.settle();

    assertThat(connector.write(request(1)).toCompletableFuture()).isCompleted();
    assertThat(connector.read(List.of(SPEED)).toCompletableFuture().join().status(0))
        .isEqualTo(StatusCode.BAD_SHUTDOWN.code());
    assertThat(device.closed).isEqualTo(1);
    assertThat(connector.status().state()).isEqualTo(ConnectionState.OFFLINE);
  }

  @Test
  void tooManyRequestsAreRefusedAndNotQueued() {
    Connector connector = start();
    device.answersReads = false;
    for (int i = 0; i < 64; i++) {
      connector.read(List.of(SPEED));
    }
    assertThat(connector.write(request(1)).toCompletableFuture()).isCompleted();
  }

  @Test
  void aListenerThatThrowsDoesNotStopTheConnection() {
    Supervisor connector = supervisor();
    connector.start(
        new Connector.Listener() {
          @Override
          public void onScan(Scan scan) {
            throw new IllegalStateException("a bug in a route");
          }

          @Override
          public void onState(ConnectionStatus status) {
            throw new IllegalStateException("a bug in a route");
          }
        });
    clock.settle();
    device.deliver();

    assertThat(connector.status().state()).isEqualTo(ConnectionState.ONLINE);
    assertThat(connector.status().scans()).isEqualTo(1);
  }

  private Connector start() {
    Supervisor supervisor = supervisor();
    supervisor.start(heard);
    clock.settle();
    return supervisor;
  }

  private Supervisor supervisor() {
    Supervisor.Settings settings =
        new Supervisor.Settings(
            "pump", "fake", "nowhere:1", Duration.ofSeconds(3), Backoff.of("pump"));
    DisposableThreads threads = new DisposableThreads(this::inline, 6);
    Opener opener = new Opener(device, settings.openWithin(), threads, loop);
    return new Supervisor(settings, List.of(feed), clock, loop, opener);
  }

  /** Runs where it stands, or not until the test says so. */
  private Thread inline(Runnable task) {
    return new Thread(task) {
      @Override
      public synchronized void start() {
        if (hang) {
          hanging.add(task);
        } else {
          task.run();
        }
      }
    };
  }

  private WriteRequest request(double value) {
    return new WriteRequest(
        SPEED, value, clock.nanoTime() + SECOND.toNanos(), Duration.ofMillis(500), 0.5);
  }

  private final class Device implements Link {
    private final List<Double> sent = new ArrayList<>();
    private boolean down;
    private boolean answersReads = true;
    private boolean answersWrites = true;
    private double shown = 900;
    private int opened;
    private int closed;
    private @Nullable SessionOwner owner;

    @Override
    public Session open(SessionOwner newOwner) throws Exception {
      opened++;
      if (down) {
        throw new IOException("refused");
      }
      owner = newOwner;
      return new FakeSession();
    }

    SessionOwner owner() {
      SessionOwner now = owner;
      if (now == null) {
        throw new IllegalStateException("nobody connected");
      }
      return now;
    }

    void deliver() {
      owner().scan(feed.next().number(0, shown, 0, 0).build());
    }

    void lose(String reason) {
      owner().lost(reason);
    }

    private final class FakeSession implements Session {
      @Override
      public void begin() {}

      @Override
      public CompletionStage<Scan> read(TagGroup tags) {
        return answersReads
            ? CompletableFuture.completedFuture(
                new Feed(tags, clock).next().number(0, shown, 0, 0).build())
            : new CompletableFuture<>();
      }

      @Override
      public CompletionStage<Sending> send(WriteRequest request) {
        sent.add(request.value());
        return answersWrites
            ? CompletableFuture.completedFuture(new Sending.Accepted())
            : new CompletableFuture<>();
      }

      @Override
      public void end() {}

      @Override
      public void close() {
        closed++;
      }
    }
  }
}
