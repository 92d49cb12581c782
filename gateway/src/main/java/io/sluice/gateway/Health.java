package io.sluice.gateway;

import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.ConnectionStatus;
import io.sluice.gateway.spool.SpoolCounts;
import io.sluice.gateway.status.ScanLedger;
import io.sluice.gateway.uplink.UplinkStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What must not get worse by a change, as counted at one moment. Immutable; {@link #fallen} is
 * pure.
 *
 * @param connections by name
 * @param uplinks whether each is connected, by name
 * @param spools by name
 * @param alarms times the alarm of each detector was raised, by detector
 * @param scans where scans went
 */
record Health(
    Map<String, Link> connections,
    Map<String, Boolean> uplinks,
    Map<String, Store> spools,
    Map<String, Long> alarms,
    Scans scans) {
  /** A connection or uplink has this long to come back after a change. */
  static final Duration COMES_BACK = Duration.ofSeconds(30);

  /** Alarms in ten minutes that one person can still take in (EEMUA 191, ISA-18.2: flood). */
  static final long FLOOD = 10;

  static final Duration FLOOD_SPAN = Duration.ofMinutes(10);

  /** Losses are judged from this many on: one hiccup of a restart is none. */
  static final long FEWEST_LOST = 20;

  /** Losses may be this share higher than before the change. */
  static final double SHARE = 0.01;

  Health {
    connections = Map.copyOf(connections);
    uplinks = Map.copyOf(uplinks);
    spools = Map.copyOf(spools);
    alarms = Map.copyOf(alarms);
  }

  /**
   * A connection.
   *
   * @param scans delivered since it was made
   * @param missed scans that were due and were not read
   */
  record Link(ConnectionState state, long scans, long missed) {}

  /**
   * A spool.
   *
   * @param refused records that it did not take
   */
  record Store(SpoolCounts.State state, long refused) {}

  /** Scans that entered routes, and of these dropped. */
  record Scans(long received, long dropped) {}

  static Health of(Parts parts) {
    ScanLedger.Totals totals = parts.ledger().totals();
    return new Health(
        each(parts.connectors(), connector -> link(connector.status())),
        each(parts.uplinks(), uplink -> uplink.status().state() == UplinkStatus.State.ONLINE),
        each(parts.spools(), spool -> store(spool.counts())),
        each(parts.watches(), watch -> watch.status().alarms()),
        new Scans(totals.received(), totals.lost()));
  }

  /**
   * Whether it has fallen since a change.
   *
   * @param before just before the change
   * @param now what is counted now
   * @param since how long ago the change was
   * @return one sentence on the first thing that is worse; empty where nothing is
   */
  static Optional<String> fallen(Health before, Health now, Duration since) {
    Fall fall = new Fall(before, now, since);
    return fall.connections()
        .or(fall::missed)
        .or(fall::dropped)
        .or(fall::spools)
        .or(fall::uplinks)
        .or(fall::alarms);
  }

  private static Link link(ConnectionStatus status) {
    return new Link(status.state(), status.scans(), status.scansMissed());
  }

  private static Store store(SpoolCounts counts) {
    long refused = counts.refusedByReason().values().stream().mapToLong(Long::longValue).sum();
    return new Store(counts.state(), refused);
  }

  private static <T, R> Map<String, R> each(Map<String, T> all, Function<T, R> read) {
    Map<String, R> result = new TreeMap<>();
    all.forEach((name, one) -> result.put(name, read.apply(one)));
    return result;
  }

  /** One comparison. What a change has removed is not missed; what it has added is not judged. */
  private record Fall(Health before, Health now, Duration since) {
    Optional<String> connections() {
      return first(
          now.connections,
          (name, link) -> {
            Link was = before.connections.get(name);
            boolean lost =
                was != null
                    && was.state() == ConnectionState.ONLINE
                    && link.state() != ConnectionState.ONLINE;
            return lost && late() ? "connection " + name + " was online and is not" : "";
          });
    }

    Optional<String> missed() {
      return first(
          now.connections,
          (name, link) -> {
            Link was = before.connections.getOrDefault(name, new Link(link.state(), 0, 0));
            long missed = grown(was.missed(), link.missed());
            long due = missed + grown(was.scans(), link.scans());
            boolean worse = rises(missed, due, was.missed(), was.missed() + was.scans());
            return worse ? "connection " + name + " misses scans: " + missed + " of " + due : "";
          });
    }

    Optional<String> dropped() {
      long dropped = grown(before.scans.dropped(), now.scans.dropped());
      long received = grown(before.scans.received(), now.scans.received());
      boolean worse = rises(dropped, received, before.scans.dropped(), before.scans.received());
      return worse
          ? Optional.of("scans are dropped: " + dropped + " of " + received)
          : Optional.empty();
    }

    Optional<String> spools() {
      return first(
          now.spools,
          (name, store) -> {
            Store was = before.spools.get(name);
            if (was == null || was.state() != SpoolCounts.State.OPEN) {
              return "";
            }
            long refused = grown(was.refused(), store.refused());
            if (refused >= FEWEST_LOST) {
              return "spool " + name + " refuses records: " + refused;
            }
            return store.state() != SpoolCounts.State.OPEN && late()
                ? "spool " + name + " was open and is not"
                : "";
          });
    }

    Optional<String> uplinks() {
      return first(
          now.uplinks,
          (name, online) ->
              !online && before.uplinks.getOrDefault(name, false) && late()
                  ? "uplink " + name + " was online and is not"
                  : "");
    }

    Optional<String> alarms() {
      long raised =
          now.alarms.entrySet().stream()
              .mapToLong(one -> grown(before.alarms.getOrDefault(one.getKey(), 0L), one.getValue()))
              .sum();
      double spans = Math.max(1, (double) since.toMillis() / FLOOD_SPAN.toMillis());
      return raised > FLOOD * spans
          ? Optional.of("alarms flood: " + raised + " since the change")
          : Optional.empty();
    }

    private boolean late() {
      return since.compareTo(COMES_BACK) >= 0;
    }

    /** A part that was made anew counts from 0 again. */
    private static long grown(long was, long is) {
      return is >= was ? is - was : is;
    }

    private static boolean rises(long lost, long of, long lostBefore, long ofBefore) {
      double share = of == 0 ? 0 : (double) lost / of;
      double usual = ofBefore == 0 ? 0 : (double) lostBefore / ofBefore;
      return lost >= FEWEST_LOST && share > usual + SHARE;
    }

    private static <T> Optional<String> first(Map<String, T> all, Says<T> says) {
      return new TreeMap<>(all)
          .entrySet().stream()
              .map(one -> says.about(one.getKey(), one.getValue()))
              .filter(said -> !said.isEmpty())
              .findFirst();
    }

    /** What is worse about one of them; empty where nothing is. */
    private interface Says<T> {
      String about(String name, T one);
    }
  }
}
