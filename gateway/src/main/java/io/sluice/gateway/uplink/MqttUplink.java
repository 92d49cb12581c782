package io.sluice.gateway.uplink;

import io.sluice.connectors.PlantClock;
import io.sluice.gateway.uplink.UplinkStatus.State;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each record as its own MQTT 5 message with QoS 1. One link at a time, thrown away after any
 * failure: then nothing that was not acknowledged is ever sent again by itself.
 *
 * <p>All state belongs to the loop.
 */
final class MqttUplink implements Uplink {
  private static final Logger log = LoggerFactory.getLogger(MqttUplink.class);

  private final String name;
  private final MqttOptions options;
  private final String clientId;
  private final PlantClock clock;
  private final PlantClock.Loop loop;
  private final Executor io;
  private final BackOff backOff;

  /** Guards the order of sends against the close. */
  private final Object door = new Object();

  private boolean shut;
  private State state = State.OFFLINE;

  /** Number of the latest try; what an earlier one still says is of no interest. */
  private long attempt;

  private @Nullable MqttLink link;
  private @Nullable Sending sending;
  private @Nullable Instant connectedSince;
  private long onlineNanos;
  private @Nullable String lastError;
  private long sent;
  private long failed;
  private volatile UplinkStatus status = new UplinkStatus(State.OFFLINE, null, null, 0, 0, 0);

  MqttUplink(String name, MqttOptions options, String gatewayId, PlantClock clock) {
    this.name = name;
    this.options = options;
    this.clientId = options.clientId() == null ? gatewayId : options.clientId();
    this.clock = clock;
    this.loop = clock.loop("uplink-" + name);
    this.io = task -> daemon(task, "uplink-" + name + "-io").start();
    this.backOff = new BackOff(options.retry(), 31L * gatewayId.hashCode() + name.hashCode());
  }

  /** The batch that is being sent. */
  private static final class Sending {
    private final List<UplinkRecord> batch;
    private final CompletableFuture<Void> done;
    private int next;
    private int acknowledged;
    private long progressNanos;

    Sending(List<UplinkRecord> batch, CompletableFuture<Void> done, long now) {
      this.batch = batch;
      this.done = done;
      this.progressNanos = now;
    }

    int inFlight() {
      return next - acknowledged;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() {
    loop.execute(this::connect);
  }

  @Override
  public CompletionStage<Void> send(List<UplinkRecord> batch) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    List<UplinkRecord> copy = List.copyOf(batch);
    synchronized (door) {
      if (shut) {
        done.completeExceptionally(new UplinkException(name + " is closed", true));
      } else {
        loop.execute(() -> begin(copy, done));
      }
    }
    return done;
  }

  @Override
  public UplinkStatus status() {
    return status;
  }

  @Override
  public void close() {
    synchronized (door) {
      if (!shut) {
        shut = true;
        loop.execute(this::end);
      }
    }
  }

  private void connect() {
    attempt++;
    long mine = attempt;
    state = State.CONNECTING;
    try {
      MqttLink fresh =
          MqttLink.prepare(options, clientId, io, cause -> loop.execute(() -> lost(mine, cause)));
      link = fresh;
      var unused =
          fresh
              .connect()
              .whenComplete((ack, error) -> loop.execute(() -> answered(mine, fresh, error)));
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      lost(mine, e);
    }
    publishStatus();
  }

  private void answered(long mine, MqttLink fresh, @Nullable Throwable error) {
    if (error != null) {
      lost(mine, error);
    } else if (mine != attempt || state == State.OFFLINE) {
      fresh.drop();
    } else {
      state = State.ONLINE;
      connectedSince = clock.now();
      onlineNanos = clock.nanoTime();
      log.info("{} ({}): connected", name, options.url());
      pump();
    }
  }

  private void lost(long mine, Throwable cause) {
    if (mine == attempt && (state == State.CONNECTING || state == State.ONLINE)) {
      retreat(MqttLink.sentence(cause));
    }
  }

  /** Gives the connection up and tries again after a while. */
  private void retreat(String why) {
    attempt++;
    MqttLink old = link;
    link = null;
    if (old != null) {
      old.drop();
    }
    if (state == State.ONLINE
        && clock.nanoTime() - onlineNanos > options.retry().most().toNanos()) {
      backOff.reset();
    }
    connectedSince = null;
    state = State.BACKOFF;
    Duration wait = backOff.next();
    report(why, wait);
    Sending cut = sending;
    if (cut != null && cut.next > 0) {
      fail(cut, why);
    }
    loop.schedule(wait, this::connect);
    publishStatus();
  }

  private void report(String why, Duration wait) {
    if (why.equals(lastError)) {
      log.debug("{} ({}): {}; retry in {} ms", name, options.url(), why, wait.toMillis());
    } else {
      log.warn("{} ({}): {}; retry in {} ms", name, options.url(), why, wait.toMillis());
    }
    lastError = why;
  }

  private void begin(List<UplinkRecord> batch, CompletableFuture<Void> done) {
    if (sending != null) {
      done.completeExceptionally(
          new UplinkException(name + ": a batch is being sent already", true));
      return;
    }
    if (batch.isEmpty()) {
      done.complete(null);
      return;
    }
    Sending fresh = new Sending(batch, done, clock.nanoTime());
    sending = fresh;
    watch(fresh, options.timeout());
    pump();
  }

  /** Puts on the wire what may be in flight. */
  private void pump() {
    Sending now = sending;
    MqttLink wire = link;
    if (now != null && wire != null && state == State.ONLINE) {
      if (now.next == 0) {
        now.progressNanos = clock.nanoTime();
      }
      while (now.next < now.batch.size() && now.inFlight() < options.maxInFlight()) {
        UplinkRecord record = now.batch.get(now.next);
        now.next++;
        var unused =
            wire.publish(record)
                .whenComplete(
                    (problem, bug) ->
                        loop.execute(() -> settled(now, record, bug == null ? problem : bug)));
      }
    }
    publishStatus();
  }

  private void settled(Sending which, UplinkRecord record, @Nullable Throwable problem) {
    if (which != sending) {
      return;
    }
    if (problem != null) {
      retreat(record.id() + ": " + MqttLink.sentence(problem));
      return;
    }
    which.acknowledged++;
    which.progressNanos = clock.nanoTime();
    sent++;
    if (which.acknowledged == which.batch.size()) {
      sending = null;
      backOff.reset();
      publishStatus();
      which.done.complete(null);
    } else {
      pump();
    }
  }

  /** Fails the batch once nothing has moved for the time limit. */
  private void watch(Sending which, Duration in) {
    loop.schedule(
        in,
        () -> {
          if (which != sending) {
            return;
          }
          long rest = options.timeout().toNanos() - (clock.nanoTime() - which.progressNanos);
          if (rest > 0) {
            watch(which, Duration.ofNanos(rest));
          } else if (which.next > 0) {
            retreat("no acknowledgement for " + options.timeout().toMillis() + " ms");
          } else {
            fail(which, "not connected: " + (lastError == null ? "connecting" : lastError));
          }
        });
  }

  private void fail(Sending which, String why) {
    sending = null;
    failed += which.batch.size() - which.acknowledged;
    publishStatus();
    which.done.completeExceptionally(
        new UplinkException(name + " (" + options.url() + "): " + why, which.next == 0));
  }

  private void end() {
    attempt++;
    state = State.OFFLINE;
    connectedSince = null;
    MqttLink old = link;
    link = null;
    if (old != null) {
      old.drop();
    }
    Sending cut = sending;
    if (cut != null) {
      fail(cut, "closed while sending");
    }
    publishStatus();
    loop.close();
  }

  private void publishStatus() {
    Sending now = sending;
    status =
        new UplinkStatus(
            state, connectedSince, lastError, sent, failed, now == null ? 0 : now.inFlight());
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
