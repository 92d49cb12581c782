package io.sluice.gateway.config.online;

import io.sluice.connectors.ConnectorKind;
import io.sluice.connectors.PlantClock;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Entry;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Durations;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Problems;
import io.sluice.gateway.uplink.UplinkKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The online stage of {@code sluice check}: is every connection and uplink there, can each tag be
 * read once, and is each group's time kept? Visits run side by side, bounded in number and time. It
 * writes nothing, to no device and to no file.
 */
public final class OnlineCheck {
  private static final int AT_ONCE = 16;

  /** A visit connects, reads every tag, measures, and asks for the server's times. */
  private static final int STEPS = 4;

  private final Map<String, ConnectorKind<?>> connectors;
  private final Map<String, UplinkKind<?>> uplinks;
  private final PlantClock clock;

  /** Checks with these protocols and kinds of uplinks, by name. */
  public OnlineCheck(
      Map<String, ConnectorKind<?>> connectors,
      Map<String, UplinkKind<?>> uplinks,
      PlantClock clock) {
    this.connectors = Map.copyOf(connectors);
    this.uplinks = Map.copyOf(uplinks);
    this.clock = clock;
  }

  /**
   * Visits everything.
   *
   * @param timeout longest wait for one connection, and for each of its answers
   * @return what was found, by file and line
   */
  public List<Problem> run(Configuration configuration, Duration timeout)
      throws InterruptedException {
    Map<Entry, Callable<List<Problem>>> visits = new LinkedHashMap<>();
    for (Entry entry : configuration.connections().values()) {
      visits.put(entry, () -> connection(configuration, entry, timeout));
    }
    for (Entry entry : configuration.entries("uplinks").values()) {
      visits.put(entry, () -> uplink(configuration, entry, timeout));
    }
    Problems problems = new Problems();
    if (!visits.isEmpty()) {
      visit(visits, timeout, problems);
    }
    return problems.sorted();
  }

  private void visit(
      Map<Entry, Callable<List<Problem>>> visits, Duration timeout, Problems problems)
      throws InterruptedException {
    int rounds = (visits.size() + AT_ONCE - 1) / AT_ONCE;
    Duration within = timeout.multipliedBy((long) STEPS * rounds);
    AtomicInteger number = new AtomicInteger();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(AT_ONCE, visits.size()),
            task -> {
              Thread thread = new Thread(task, "check-online-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Entry> entries = new ArrayList<>(visits.keySet());
      List<Future<List<Problem>>> done =
          threads.invokeAll(visits.values(), within.toMillis(), TimeUnit.MILLISECONDS);
      for (int i = 0; i < done.size(); i++) {
        take(entries.get(i), done.get(i), within, problems);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void take(
      Entry entry, Future<List<Problem>> visit, Duration within, Problems problems)
      throws InterruptedException {
    try {
      visit.get().forEach(problems::add);
    } catch (CancellationException late) {
      problems.error(
          entry.at("url"),
          Code.UNREACHABLE,
          entry.name() + ": not all was answered within " + Durations.text(within));
    } catch (ExecutionException bug) {
      throw new IllegalStateException(entry.name() + ": the visit failed", bug.getCause());
    }
  }

  private List<Problem> connection(Configuration configuration, Entry entry, Duration timeout)
      throws InterruptedException {
    ConnectorKind<?> kind = connectors.get(String.valueOf(entry.kind()));
    if (kind == null) {
      throw new IllegalStateException("checked, yet there is no kind " + entry.kind());
    }
    return new ConnectionVisit(
            entry, configuration.tags().getOrDefault(entry.name(), List.of()), clock, timeout)
        .check(kind);
  }

  private List<Problem> uplink(Configuration configuration, Entry entry, Duration timeout)
      throws InterruptedException {
    UplinkKind<?> kind = uplinks.get(String.valueOf(entry.kind()));
    if (kind == null) {
      throw new IllegalStateException("checked, yet there is no kind " + entry.kind());
    }
    return new UplinkVisit(entry, clock, timeout)
        .check(kind, configuration.gateway().gateway().id());
  }
}
