package io.sluice.connectors.link;

import io.sluice.connectors.PlantClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens and closes sessions on threads that may be lost. One try at a time; a session that arrives
 * after its time is closed on the spot. Called on the connection's loop.
 */
final class Opener {
  private static final Logger log = LoggerFactory.getLogger(Opener.class);

  /** For a close that was interrupted to come back. */
  private static final Duration GRACE = Duration.ofMillis(200);

  private final Link link;
  private final Duration within;
  private final DisposableThreads threads;
  private final PlantClock.Loop loop;
  private @Nullable Try underWay;
  private int closing;
  private Runnable whenClosed = () -> {};

  /**
   * Why a try came to nothing.
   *
   * @param sentence as the user reads it
   * @param refusal the peer is there and does not want us
   */
  record Failure(String sentence, boolean refusal) {}

  Opener(Link link, Duration within, DisposableThreads threads, PlantClock.Loop loop) {
    this.link = link;
    this.within = within;
    this.threads = threads;
    this.loop = loop;
  }

  /** Exactly one of the two hears, on the loop, unless {@link #cancel} comes first. */
  void open(SessionOwner owner, Consumer<Session> opened, Consumer<Failure> failed) {
    if (!threads.roomForOneMore()) {
      failed.accept(
          new Failure(
              threads.alive() + " calls into the driver hang; waiting for one to come back",
              false));
      return;
    }
    Try attempt = new Try(opened, failed);
    underWay = attempt;
    Thread thread = threads.run(() -> openBlocking(owner, attempt));
    attempt.thread = thread;
    attempt.deadline =
        loop.schedule(
            within,
            () -> {
              if (attempt.settle()) {
                attempt.interrupt();
                failed.accept(
                    new Failure("no answer to connect within " + Spoken.duration(within), false));
              }
            });
  }

  /** Nobody waits any more for the try under way. */
  void cancel() {
    Try attempt = underWay;
    underWay = null;
    if (attempt == null) {
      return;
    }
    if (attempt.settle()) {
      attempt.interrupt();
    }
    attempt.unwanted = true;
    Session arrived = attempt.take();
    if (arrived != null) {
      close(arrived);
    }
  }

  void close(Session session) {
    closing++;
    Thread thread =
        threads.run(
            () -> {
              closeBlocking(session);
              loop.execute(this::oneClosed);
            });
    loop.schedule(within, thread::interrupt);
  }

  /**
   * Runs {@code then} when all that is being closed is closed, or had its time and a little more.
   */
  void end(Runnable then) {
    if (closing == 0) {
      then.run();
    } else {
      whenClosed = then;
      loop.schedule(within.plus(GRACE), then);
    }
  }

  private void oneClosed() {
    closing--;
    if (closing == 0) {
      whenClosed.run();
    }
  }

  int hanging() {
    return threads.alive();
  }

  private void openBlocking(SessionOwner owner, Try attempt) {
    Session session;
    try {
      session = link.open(owner);
      attempt.interruptNoMore();
    } catch (InterruptedException givenUp) {
      Thread.currentThread().interrupt();
      loop.execute(() -> attempt.fail(new Failure("given up while connecting", false)));
      return;
    } catch (Exception | LinkageError | StackOverflowError | AssertionError refused) {
      Failure why = new Failure(link.sentence(refused), link.refusal(refused));
      loop.execute(() -> attempt.fail(why));
      return;
    }
    if (!attempt.settle()) {
      closeBlocking(session);
      return;
    }
    attempt.arrived.set(session);
    loop.execute(attempt::succeed);
    if (attempt.unwanted) {
      closeIfThere(attempt.take());
    }
  }

  private void closeIfThere(@Nullable Session session) {
    if (session != null) {
      closeBlocking(session);
    }
  }

  private void closeBlocking(Session session) {
    try {
      session.close();
    } catch (InterruptedException abandoned) {
      Thread.currentThread().interrupt();
    } catch (Exception refused) {
      log.info("a discarded connection did not close cleanly: {}", link.sentence(refused));
    }
  }

  /**
   * One try; the first of success, failure, deadline and cancel settles it. A session that arrived
   * is taken by exactly one: the loop, or who cancels in between.
   */
  private static final class Try {
    private final AtomicBoolean settled = new AtomicBoolean();
    private final AtomicReference<@Nullable Session> arrived = new AtomicReference<>();
    private volatile boolean unwanted;
    private boolean left;
    private final Consumer<Session> opened;
    private final Consumer<Failure> failed;
    private volatile @Nullable Thread thread;
    private volatile PlantClock.@Nullable Timer deadline;

    Try(Consumer<Session> opened, Consumer<Failure> failed) {
      this.opened = opened;
      this.failed = failed;
    }

    /** The driver's open is told to give up; what follows it is not. */
    synchronized void interrupt() {
      Thread opening = thread;
      if (opening != null && !left) {
        opening.interrupt();
      }
    }

    /**
     * Called by the thread that has opened. A session that comes too late is closed by it, and a
     * close that finds itself interrupted would leave the socket open.
     */
    synchronized void interruptNoMore() {
      left = true;
      boolean unused = Thread.interrupted();
    }

    boolean settle() {
      return settled.compareAndSet(false, true);
    }

    @Nullable Session take() {
      return arrived.getAndSet(null);
    }

    void succeed() {
      stopDeadline();
      Session session = take();
      if (session != null) {
        opened.accept(session);
      }
    }

    void fail(Failure reason) {
      if (settle()) {
        stopDeadline();
        failed.accept(reason);
      }
    }

    private void stopDeadline() {
      PlantClock.Timer timer = deadline;
      if (timer != null) {
        timer.cancel();
      }
    }
  }
}
