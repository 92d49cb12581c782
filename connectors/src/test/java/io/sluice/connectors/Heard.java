package io.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A listener that remembers, and lets a test wait for what it should hear. */
public final class Heard implements Connector.Listener {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final List<Object> all = new ArrayList<>();
  private final Semaphore something = new Semaphore(0);

  @Override
  public synchronized void onScan(Scan scan) {
    all.add(scan);
    something.release();
  }

  @Override
  public synchronized void onState(ConnectionStatus status) {
    all.add(status);
    something.release();
  }

  public synchronized List<Object> all() {
    return List.copyOf(all);
  }

  public synchronized List<Scan> scans() {
    return all.stream().filter(Scan.class::isInstance).map(Scan.class::cast).toList();
  }

  public synchronized List<ConnectionState> states() {
    return all.stream()
        .filter(ConnectionStatus.class::isInstance)
        .map(status -> ((ConnectionStatus) status).state())
        .toList();
  }

  /** Forgets, so that what is awaited next is new. */
  public synchronized void forget() {
    all.clear();
  }

  public Scan awaitScan(String what, Predicate<Scan> wanted) {
    return (Scan) await(what, one -> one instanceof Scan scan && wanted.test(scan));
  }

  public ConnectionStatus awaitState(ConnectionState wanted) {
    return (ConnectionStatus)
        await(
            "state " + wanted,
            one -> one instanceof ConnectionStatus status && status.state() == wanted);
  }

  private Object await(String what, Predicate<Object> wanted) {
    List<Object> found = new ArrayList<>();
    awaitTrue(
        what,
        () -> {
          all().stream().filter(wanted).findFirst().ifPresent(found::add);
          return !found.isEmpty();
        });
    return found.get(0);
  }

  /** Waits until a condition comes true; asked after each event and now and then. */
  public void awaitTrue(String what, BooleanSupplier condition) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(until - System.nanoTime()).as("%s; heard %s", what, tail()).isPositive();
      pause();
    }
  }

  private synchronized Object tail() {
    return List.copyOf(all.subList(Math.max(0, all.size() - 5), all.size()));
  }

  private void pause() {
    try {
      if (something.tryAcquire(20, TimeUnit.MILLISECONDS)) {
        something.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
