package io.sluice.gateway.config.online;

import io.sluice.connectors.ConnectionStatus;
import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorKind;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.Tag;
import io.sluice.connectors.UnreachableException;
import io.sluice.gateway.config.Entry;
import io.sluice.gateway.options.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One short visit to a device with the user's own connection: connects once, reads what is asked,
 * lets go. It scans nothing, subscribes to nothing and writes nothing. Blocking; for one thread.
 */
public final class Visit implements AutoCloseable {
  /** OPC UA servers get slow, or refuse, when much more is asked at once. */
  private static final int BATCH = 100;

  private final Connector connector;
  private final boolean planned;
  private final Duration within;

  private Visit(Connector connector, boolean planned, Duration within) {
    this.connector = connector;
    this.planned = planned;
    this.within = within;
  }

  /**
   * Connects.
   *
   * @param within longest wait for the connection, and for each answer
   * @throws UnreachableException saying why after the first try that fails
   */
  public static Visit to(ConnectorKind<?> kind, Entry entry, PlantClock clock, Duration within)
      throws UnreachableException, InterruptedException {
    return open(kind, entry, clock, within);
  }

  private static <O extends Record> Visit open(
      ConnectorKind<O> kind, Entry entry, PlantClock clock, Duration within)
      throws UnreachableException, InterruptedException {
    O options = entry.options(kind.options());
    boolean planned = kind.requests(options, List.of()).isPresent();
    Connector connector = kind.create(entry.name(), options, List.of(), clock);
    Visit visit = new Visit(connector, planned, within);
    boolean reached = false;
    try {
      visit.reach();
      reached = true;
      return visit;
    } finally {
      if (!reached) {
        connector.close();
      }
    }
  }

  /**
   * Reads the tags once, in their order.
   *
   * @throws UnreachableException where no answer came in time
   */
  public List<Reading> read(List<Tag> tags) throws UnreachableException, InterruptedException {
    List<Reading> readings = new ArrayList<>();
    int batch = planned ? Math.max(1, tags.size()) : BATCH;
    for (int from = 0; from < tags.size(); from += batch) {
      Scan scan =
          await(
              connector
                  .read(tags.subList(from, Math.min(tags.size(), from + batch)))
                  .toCompletableFuture());
      for (int i = 0; i < scan.size(); i++) {
        readings.add(Reading.of(scan, i));
      }
    }
    return readings;
  }

  /** Lets go; returns at once. */
  @Override
  public void close() {
    connector.close();
  }

  private void reach() throws UnreachableException, InterruptedException {
    CompletableFuture<ConnectionStatus> settled = new CompletableFuture<>();
    connector.start(
        new Connector.Listener() {
          @Override
          public void onScan(Scan scan) {
            // Nothing is scanned for a visit.
          }

          @Override
          public void onState(ConnectionStatus status) {
            switch (status.state()) {
              case ONLINE, DEGRADED, BACKOFF -> settled.complete(status);
              case OFFLINE, CONNECTING -> {}
            }
          }
        });
    ConnectionStatus status = await(settled);
    switch (status.state()) {
      case ONLINE, DEGRADED -> {}
      default -> throw new UnreachableException(sentence(status));
    }
  }

  /** A visit does not try again, whatever the connector would do. */
  private static String sentence(ConnectionStatus status) {
    String error = status.lastError();
    return error == null ? "no answer" : error.replaceFirst("; retry in [^;]*$", "");
  }

  private <T> T await(CompletableFuture<T> answer)
      throws UnreachableException, InterruptedException {
    try {
      return answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw new UnreachableException("no answer within " + Durations.text(within));
    } catch (ExecutionException never) {
      throw new IllegalStateException("a connector's answers complete normally", never);
    }
  }
}
