package io.sluice.gateway.setpoints;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.UtcTime;
import io.sluice.connectors.VirtualClock;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A device behind a port: holds values, takes writes after a delay, misbehaves on order, and keeps
 * its own log of every write, which is all that the checker may look at.
 */
final class FakePlant implements Port {
  private final VirtualClock clock;
  private final PlantClock.Loop loop;
  private final Map<String, Double> values = new HashMap<>();
  private final Map<String, StatusCode> faults = new HashMap<>();
  private final List<Written> log = new ArrayList<>();
  private final List<Sampled> samplings = new ArrayList<>();
  private Duration readDelay = Duration.ofMillis(2);
  private Duration writeDelay = Duration.ofMillis(2);
  private WriteHabit habit = WriteHabit.OBEY;
  private ReadHabit readHabit = ReadHabit.ANSWER;
  private long sequence;

  FakePlant(VirtualClock clock) {
    this.clock = clock;
    this.loop = clock.loop("plant");
    values.put(Examples.SPEED_SP.name(), 1170.0);
    values.put(Examples.STATE.name(), 3.0);
    values.put(Examples.PRESSURE.name(), 4.2);
    values.put(Examples.ALIVE.name(), 0.0);
  }

  /** What it does with a write. */
  enum WriteHabit {
    OBEY,
    /** Acknowledges and does not apply. */
    DROP,
    /** Applies another value. */
    MANGLE,
    /** Refuses without applying. */
    FAIL,
    /** Applies, and the answer is lost. */
    APPLY_THEN_LOSE_ANSWER,
    /** Never answers and never applies. */
    SILENT,
    /** Applies, answers with an exception. */
    THROW_LATER,
    /** Throws at once. */
    THROW
  }

  /** What it does with a read. */
  enum ReadHabit {
    ANSWER,
    SILENT,
    FAIL,
    THROW
  }

  /**
   * A write as the plant saw it.
   *
   * @param handedNanos when the port was called
   * @param before value of the tag just before it was applied
   */
  record Written(
      String tag, double value, long handedNanos, long notAfterNanos, double before, Plant at) {}

  /** The true plant at the moment the port was called. */
  record Plant(double speed, double state, double pressure) {}

  /** The true plant when a read took its values. */
  record Sampled(long nanos, Plant plant, boolean allGood) {}

  List<Written> log() {
    return log;
  }

  List<Sampled> samplings() {
    return samplings;
  }

  List<Written> log(Tag tag) {
    return log.stream().filter(written -> written.tag().equals(tag.name())).toList();
  }

  double value(Tag tag) {
    return values.getOrDefault(tag.name(), 0.0);
  }

  FakePlant set(Tag tag, double value) {
    values.put(tag.name(), value);
    return this;
  }

  FakePlant fault(Tag tag, StatusCode status) {
    faults.put(tag.name(), status);
    return this;
  }

  FakePlant noFaults() {
    faults.clear();
    return this;
  }

  FakePlant habit(WriteHabit next) {
    habit = next;
    return this;
  }

  FakePlant habit(ReadHabit next) {
    readHabit = next;
    return this;
  }

  FakePlant readDelay(Duration delay) {
    readDelay = delay;
    return this;
  }

  FakePlant writeDelay(Duration delay) {
    writeDelay = delay;
    return this;
  }

  @Override
  public CompletionStage<Scan> read(List<Tag> tags) {
    if (readHabit == ReadHabit.THROW) {
      throw new IllegalStateException("port broken");
    }
    CompletableFuture<Scan> answer = new CompletableFuture<>();
    if (readHabit == ReadHabit.FAIL) {
      loop.schedule(readDelay, () -> answer.completeExceptionally(new IllegalStateException()));
    } else if (readHabit == ReadHabit.ANSWER) {
      loop.schedule(readDelay, () -> answer.complete(sampled(tags)));
    }
    return answer;
  }

  @Override
  public CompletionStage<WriteResult> write(WriteRequest request) {
    if (habit == WriteHabit.THROW) {
      throw new IllegalStateException("port broken");
    }
    CompletableFuture<WriteResult> answer = new CompletableFuture<>();
    WriteHabit now = habit;
    Plant at = plant();
    long handed = clock.nanoTime();
    loop.schedule(writeDelay, () -> arrive(request, now, answer, new Handed(handed, at)));
    return answer;
  }

  private Scan sampled(List<Tag> tags) {
    samplings.add(new Sampled(clock.nanoTime(), plant(), faults.isEmpty()));
    return scan(tags);
  }

  /** All that is scanned, as one scan of one group. */
  Scan scan(List<Tag> tags) {
    TagGroup group = new TagGroup("plc", "fast", Duration.ofMillis(100), tags);
    Scan.Builder builder = new Scan.Builder(group, ++sequence, clock.now(), clock.nanoTime());
    long time = UtcTime.ofInstant(clock.now());
    for (int i = 0; i < tags.size(); i++) {
      StatusCode status = faults.getOrDefault(tags.get(i).name(), StatusCode.GOOD);
      if (status.bad()) {
        builder.bad(i, status, time);
      } else {
        builder.number(i, value(tags.get(i)), status.code(), time);
      }
    }
    return builder.build();
  }

  private record Handed(long nanos, Plant at) {}

  private void arrive(
      WriteRequest request, WriteHabit how, CompletableFuture<WriteResult> answer, Handed handed) {
    if (clock.nanoTime() > request.notAfterNanos()) {
      answer.complete(new WriteResult.Expired());
      return;
    }
    if (request.permit().isWithdrawn()) {
      answer.complete(new WriteResult.Failed(StatusCode.BAD_SHUTDOWN, false, "stopped"));
      return;
    }
    String tag = request.tag().name();
    log.add(
        new Written(
            tag,
            request.value(),
            handed.nanos(),
            request.notAfterNanos(),
            value(request.tag()),
            handed.at()));
    switch (how) {
      case OBEY -> {
        values.put(tag, request.value());
        answer.complete(new WriteResult.Confirmed(request.value()));
      }
      case DROP -> answer.complete(new WriteResult.Mismatch(value(request.tag())));
      case MANGLE -> {
        values.put(tag, request.value() / 2);
        answer.complete(new WriteResult.Mismatch(request.value() / 2));
      }
      case FAIL ->
          answer.complete(
              new WriteResult.Failed(StatusCode.BAD_NOT_WRITABLE, false, "exception 03"));
      case APPLY_THEN_LOSE_ANSWER -> {
        values.put(tag, request.value());
        answer.complete(new WriteResult.Unconfirmed(StatusCode.BAD_TIMEOUT));
      }
      case THROW_LATER -> {
        values.put(tag, request.value());
        answer.completeExceptionally(new IllegalStateException("port broken"));
      }
      case SILENT, THROW -> {}
    }
  }

  private Plant plant() {
    return new Plant(value(Examples.SPEED_SP), value(Examples.STATE), value(Examples.PRESSURE));
  }
}
