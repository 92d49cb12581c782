package io.sluice.connectors.link;

import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.ConnectionStatus;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What is known and counted of one connection. Written by its loop, read by anybody. */
final class Ledger {
  private static final DateTimeFormatter TIME_OF_DAY =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

  private final Supervisor.Settings settings;
  private final PlantClock clock;
  private ConnectionState state = ConnectionState.OFFLINE;
  private Instant since;
  private @Nullable Instant lastGoodScan;
  private long lastGoodNanos;
  private @Nullable String lastError;
  private long scans;
  private long samples;
  private long missed;
  private long timesOnline;
  private long retryAtNanos;

  Ledger(Supervisor.Settings settings, PlantClock clock) {
    this.settings = settings;
    this.clock = clock;
    this.since = clock.now();
  }

  synchronized void entered(ConnectionState next) {
    state = next;
    since = clock.now();
    retryAtNanos = clock.nanoTime();
  }

  synchronized void online() {
    timesOnline++;
  }

  synchronized void delivered(Scan scan) {
    scans++;
    samples += scan.size();
    if (hasGood(scan)) {
      lastGoodScan = scan.readTime();
      lastGoodNanos = scan.readNanos();
    }
  }

  synchronized void missed(long count) {
    missed += count;
  }

  synchronized void failed(String reason) {
    lastError = lastGoodScan == null ? reason : reason + ", last good scan " + goodScanTime();
  }

  synchronized void retryIn(Duration wait) {
    retryAtNanos = clock.nanoTime() + wait.toNanos();
  }

  synchronized ConnectionStatus status() {
    long retryIn =
        state == ConnectionState.BACKOFF
            ? Math.max(0, retryAtNanos - clock.nanoTime()) / 1_000_000
            : 0;
    return new ConnectionStatus(
        settings.name(),
        settings.kind(),
        state,
        since,
        lastGoodScan,
        sentence(retryIn),
        scans,
        samples,
        missed,
        Math.max(0, timesOnline - 1),
        retryIn);
  }

  private @Nullable String sentence(long retryIn) {
    String error = lastError;
    if (error == null) {
      return null;
    }
    return switch (state) {
      case BACKOFF -> error + "; retry in " + Spoken.duration(Duration.ofMillis(retryIn));
      case ONLINE -> "before: " + error;
      case CONNECTING, DEGRADED, OFFLINE -> error;
    };
  }

  /** A bare time of day is only plain while it is of this day. */
  private String goodScanTime() {
    Instant good = lastGoodScan == null ? clock.now() : lastGoodScan;
    Duration age = Duration.ofNanos(clock.nanoTime() - lastGoodNanos);
    return age.toHours() < 12 ? TIME_OF_DAY.format(good) : good.toString();
  }

  private static boolean hasGood(Scan scan) {
    for (int i = 0; i < scan.size(); i++) {
      if (StatusCode.isGood(scan.status(i))) {
        return true;
      }
    }
    return false;
  }
}
