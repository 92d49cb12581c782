package io.sluice.gateway.fakes;

import io.sluice.connectors.PlantClock;
import io.sluice.gateway.uplink.Uplink;
import io.sluice.gateway.uplink.UplinkException;
import io.sluice.gateway.uplink.UplinkRecord;
import io.sluice.gateway.uplink.UplinkStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A cloud in memory, a millisecond away, that can refuse, hang and lose its answers. */
public final class FakeUplink implements Uplink {
  private final String name;
  private final PlantClock.Loop loop;
  private final List<UplinkRecord> received = new ArrayList<>();
  private final List<Integer> batches = new ArrayList<>();
  private final List<CompletableFuture<Void>> hanging = new ArrayList<>();
  private boolean closed;
  private Runnable whenClosed = () -> {};
  private How how = How.DELIVER;
  private UplinkStatus.State state = UplinkStatus.State.OFFLINE;

  /** What becomes of a batch. */
  public enum How {
    DELIVER,
    /** Nothing was sent, and it says so at once. */
    REFUSE,
    /** Everything arrives, and the answer is lost. */
    LOSE_ANSWER,
    /** Arrives, and no answer comes until it is closed. */
    HANG
  }

  public FakeUplink(String name, PlantClock clock) {
    this.name = name;
    this.loop = clock.loop("fake-" + name);
  }

  public synchronized void how(How next) {
    how = next;
  }

  /** What happens in the world when this link is closed. */
  public synchronized void whenClosed(Runnable then) {
    whenClosed = then;
  }

  /** As the status page shows it; a batch finds the link as {@link #how} says. */
  public synchronized void state(UplinkStatus.State next) {
    state = next;
  }

  /** Records that arrived, in order, repeated ones too. */
  public synchronized List<UplinkRecord> received() {
    return List.copyOf(received);
  }

  /** Sizes of the batches it was given. */
  public synchronized List<Integer> batches() {
    return List.copyOf(batches);
  }

  /** Distinct records that arrived. */
  public synchronized long distinct() {
    return received.stream().map(UplinkRecord::id).distinct().count();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized void start() {
    state = UplinkStatus.State.ONLINE;
  }

  @Override
  public CompletionStage<Void> send(List<UplinkRecord> batch) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    synchronized (this) {
      if (!closed) {
        loop.schedule(Duration.ofMillis(1), () -> take(batch, done));
        return done;
      }
    }
    fail(done, "closed", true);
    return done;
  }

  @Override
  public synchronized UplinkStatus status() {
    return new UplinkStatus(state, null, null, received.size(), 0, hanging.size());
  }

  @Override
  public void close() {
    List<CompletableFuture<Void>> cut;
    Runnable then;
    synchronized (this) {
      then = whenClosed;
      whenClosed = () -> {};
      state = UplinkStatus.State.OFFLINE;
      how = How.REFUSE;
      closed = true;
      cut = List.copyOf(hanging);
      hanging.clear();
    }
    loop.execute(loop::close);
    then.run();
    cut.forEach(one -> fail(one, "closed while sending", false));
  }

  private void take(List<UplinkRecord> batch, CompletableFuture<Void> done) {
    How now = arrive(batch, done);
    switch (now) {
      case DELIVER -> done.complete(null);
      case REFUSE -> fail(done, "not connected", true);
      case LOSE_ANSWER -> fail(done, "no acknowledgement", false);
      case HANG -> {}
    }
  }

  private synchronized How arrive(List<UplinkRecord> batch, CompletableFuture<Void> done) {
    batches.add(batch.size());
    if (how != How.REFUSE) {
      received.addAll(batch);
    }
    if (how == How.HANG) {
      hanging.add(done);
    }
    return how;
  }

  private static void fail(
      CompletableFuture<Void> done, @Nullable String why, boolean nothingSent) {
    done.completeExceptionally(new UplinkException(String.valueOf(why), nothingSent));
  }
}
