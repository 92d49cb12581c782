package io.sluice.connectors.link;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One write from request to read-back. Late is expired, refused is failed, accepted is read back
 * until the device shows the value or the time is over. Runs on the connection's loop.
 */
final class WriteJob {
  /** Pause between two read-backs: devices take a program cycle to show what was written. */
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final WriteRequest request;
  private final CompletableFuture<WriteResult> result;
  private final PlantClock clock;
  private final PlantClock.Loop loop;
  private final TagGroup group;
  private volatile Stage stage = Stage.WAITING;
  private long readBackUntil;
  private @Nullable Double lastSeen;
  private StatusCode lastStatus = StatusCode.BAD_TIMEOUT;

  private enum Stage {
    WAITING,
    HANDED_OVER,
    ACCEPTED
  }

  WriteJob(
      WriteRequest request,
      CompletableFuture<WriteResult> result,
      PlantClock clock,
      PlantClock.Loop loop) {
    this.request = request;
    this.result = result;
    this.clock = clock;
    this.loop = loop;
    this.group = new TagGroup("", "read-back", Duration.ofSeconds(1), List.of(request.tag()));
  }

  void start(Session session) {
    if (clock.nanoTime() - request.notAfterNanos() > 0) {
      result.complete(new WriteResult.Expired());
      return;
    }
    stage = Stage.HANDED_OVER;
    session.send(request).whenComplete((sending, failure) -> sent(session, sending, failure));
  }

  /** The longest it can take, given the time limit of one exchange with the device. */
  Duration longest(Duration exchange) {
    return exchange.multipliedBy(2).plus(request.readBackWithin());
  }

  /** The connection is gone, or the time is over: says as much as is known. */
  void giveUp() {
    result.complete(
        switch (stage) {
          case WAITING -> failed(false, "not connected");
          case HANDED_OVER -> failed(true, "the connection was lost before the device answered");
          case ACCEPTED -> unconfirmed();
        });
  }

  private void sent(Session session, @Nullable Sending sending, @Nullable Throwable failure) {
    if (sending instanceof Sending.Ended ended) {
      result.complete(ended.result());
    } else if (failure != null) {
      result.complete(
          new WriteResult.Failed(
              StatusCode.BAD_COMMUNICATION_ERROR,
              true,
              PlainFault.sentence(failure, "the device")));
    } else {
      stage = Stage.ACCEPTED;
      readBackUntil = clock.nanoTime() + request.readBackWithin().toNanos();
      readBack(session);
    }
  }

  private void readBack(Session session) {
    if (!result.isDone()) {
      session.read(group).whenComplete((scan, failure) -> compare(session, scan));
    }
  }

  private void compare(Session session, @Nullable Scan scan) {
    if (scan != null && scan.size() > 0) {
      lastStatus = new StatusCode(scan.status(0));
      if (scan.hasValue(0)) {
        double seen = scan.value(0);
        lastSeen = seen;
        if (Math.abs(seen - request.value()) <= allowed()) {
          result.complete(new WriteResult.Confirmed(seen));
          return;
        }
      }
    }
    if (clock.nanoTime() - readBackUntil >= 0) {
      result.complete(unconfirmed());
    } else {
      loop.schedule(PAUSE, () -> readBack(session));
    }
  }

  /** The wire may not be able to carry the value more finely than half a step. */
  private double allowed() {
    return request.tolerance() + WireNumber.halfStep(request.tag(), request.value());
  }

  private WriteResult unconfirmed() {
    Double seen = lastSeen;
    return seen != null && !lastStatus.bad()
        ? new WriteResult.Mismatch(seen)
        : new WriteResult.Unconfirmed(lastStatus);
  }

  private static WriteResult failed(boolean sent, String reason) {
    return new WriteResult.Failed(StatusCode.BAD_NOT_CONNECTED, sent, reason);
  }
}
