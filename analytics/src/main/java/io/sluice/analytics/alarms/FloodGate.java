package io.sluice.analytics.alarms;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps an operator from being buried: above the rate of {@link FloodOptions} a flood begins, and
 * announcements of lower priority are collected, each counted, until less than half the rate is
 * left (ISA-18.2-2016, clause 16; EEMUA 191).
 *
 * <p>For one thread at a time; time is monotonic nanoseconds. Memory is bounded by the rate and by
 * {@link #MOST_NAMES}.
 */
public final class FloodGate {
  /** Alarms counted by name during one flood; further ones are counted together. */
  public static final int MOST_NAMES = 100;

  /** The name under which alarms beyond {@link #MOST_NAMES} are counted. */
  public static final String OTHERS = "others";

  private final FloodOptions options;
  private final long within;
  private final long[] times;
  private int next;
  private int known;
  private boolean flood;
  private long begun;
  private long announced;
  private final Map<String, Long> collected = new TreeMap<>();

  /** What becomes of an announcement. */
  public enum Passage {
    ANNOUNCED,
    /** Announced, and with it a flood begins. */
    FLOOD_BEGINS,
    /** Counted in the record of the flood. */
    COLLECTED
  }

  /**
   * A flood that is over.
   *
   * @param lasted from its first announcement to its end
   * @param announced alarms announced in it all the same
   * @param collected announcements collected, by alarm
   */
  public record Flood(Duration lasted, long announced, Map<String, Long> collected) {
    public Flood {
      collected = Map.copyOf(collected);
    }

    public long collectedInAll() {
      return collected.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  public FloodGate(FloodOptions options) {
    this.options = options;
    this.within = options.within().toNanos();
    this.times = new long[options.most() + 1];
  }

  public boolean flood() {
    return flood;
  }

  /** An alarm is to be announced; call {@link #pass} before. */
  public Passage offer(String alarm, Priority priority, long now) {
    times[next] = now;
    next = (next + 1) % times.length;
    known = Math.min(known + 1, times.length);
    if (flood) {
      return during(alarm, priority);
    }
    if (recent(now) <= options.most()) {
      return Passage.ANNOUNCED;
    }
    flood = true;
    begun = now;
    announced = 1;
    collected.clear();
    return Passage.FLOOD_BEGINS;
  }

  /** Lets time pass; gives the flood that has ended by now. */
  public Optional<Flood> pass(long now) {
    if (!flood || 2 * recent(now) >= options.most()) {
      return Optional.empty();
    }
    flood = false;
    return Optional.of(new Flood(Duration.ofNanos(now - begun), announced, collected));
  }

  private Passage during(String alarm, Priority priority) {
    if (priority.compareTo(options.collect()) > 0) {
      announced++;
      return Passage.ANNOUNCED;
    }
    boolean named = collected.containsKey(alarm) || collected.size() < MOST_NAMES;
    collected.merge(named ? alarm : OTHERS, 1L, Long::sum);
    return Passage.COLLECTED;
  }

  private int recent(long now) {
    int count = 0;
    for (int i = 0; i < known; i++) {
      if (now - times[i] < within) {
        count++;
      }
    }
    return count;
  }
}
