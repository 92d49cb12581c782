package io.sluice.connectors.opcua;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.UtcTime;
import io.sluice.connectors.link.Feed;
import io.sluice.connectors.link.SessionOwner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills one group's own outages from the server's history: what was measured after the last sample
 * heard comes before the first live one, and its source times tell that it is late. Where {@code
 * back-fill} is not given it does nothing.
 *
 * <p>Opened on a disposable thread, told on the connection's loop, never both at once.
 */
final class Late {
  private static final Logger log = LoggerFactory.getLogger(Late.class);

  /** The server's clock may be ahead of ours. */
  private static final long AHEAD = ticks(Duration.ofHours(1));

  /** Samples in one scan. */
  private static final int PART = 10_000;

  private final OpcUaOptions.@Nullable BackFill asked;
  private final Feed feed;
  private final PlantClock clock;
  private volatile long heardUntil;
  private volatile long newestSource;
  private List<Sample> waiting = List.of();
  private boolean cut;

  private record Sample(int tag, long time, DataValue value) {}

  Late(OpcUaOptions.@Nullable BackFill asked, Feed feed, PlantClock clock) {
    this.asked = asked;
    this.feed = feed;
    this.clock = clock;
  }

  /**
   * The connection delivered until now.
   *
   * @param newest latest source time of what it delivered, by the server's own clock
   */
  void heard(long newest) {
    heardUntil = UtcTime.ofInstant(clock.now());
    newestSource = Math.max(newestSource, newest);
  }

  /**
   * Asks for what was missed, after the new subscription was made: what it samples itself is live.
   *
   * @param within longest time for it
   */
  void ask(SubscribedSession.Server server, Duration within)
      throws ExecutionException, InterruptedException {
    long now = UtcTime.ofInstant(clock.now());
    long since = heardUntil;
    waiting = List.of();
    if (asked == null || since == 0 || now - since < ticks(asked.after())) {
      return;
    }
    long from = Math.max(newestSource, now - ticks(asked.atMost()));
    long deadline = clock.nanoTime() + within.toNanos();
    History.Found found =
        new History(server, clock::nanoTime, deadline)
            .between(feed.group(), new DateTime(from), new DateTime(now + AHEAD));
    cut = found.cut() || from > newestSource;
    waiting = sorted(found.values(), from);
  }

  private static List<Sample> sorted(Map<Integer, List<DataValue>> values, long from) {
    List<Sample> all = new ArrayList<>();
    values.forEach(
        (tag, some) -> {
          for (DataValue value : some) {
            DateTime time = value.getSourceTime();
            if (time != null && time.getUtcTime() > from) {
              all.add(new Sample(tag, time.getUtcTime(), value));
            }
          }
        });
    all.sort(Comparator.comparingLong(Sample::time));
    return all;
  }

  /** Hands on what was found, oldest first; the samples know then what is old news. */
  void tell(Samples samples, SessionOwner owner) {
    List<Sample> all = waiting;
    waiting = List.of();
    for (int from = 0; from < all.size(); from += PART) {
      Scan.Builder scan = feed.next();
      for (Sample one : all.subList(from, Math.min(all.size(), from + PART))) {
        samples.addLate(scan, one.tag, one.value, one.time);
      }
      owner.scan(scan.build());
    }
    if (!all.isEmpty()) {
      log.info(
          "{}/{}: {} samples of the outage came from the server's history{}",
          feed.group().connection(),
          feed.group().name(),
          all.size(),
          cut ? "; there may be more" : "");
    }
  }

  private static long ticks(Duration duration) {
    return duration.toNanos() / 100;
  }
}
