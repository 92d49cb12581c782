package io.sluice.connectors.modbus;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The units behind one address, over all its connections. One that does not answer costs its own
 * time-outs and the others nothing more: it is left alone, and looked after one at a time and for a
 * fifth of the time at most. Used on the connection's loop.
 */
final class Units {
  /** Rest after a look that ended in silence, in lengths of that silence. */
  private static final int REST = 4;

  private final Duration timeout;
  private final PlantClock clock;
  private final Map<Integer, UnitHealth> units = new TreeMap<>();
  private final Map<Integer, Integer> tags = new TreeMap<>();
  private boolean looking;
  private long nextLook;

  Units(List<Tag> all, ModbusOptions options, PlantClock clock) {
    this.timeout = options.timeout();
    this.clock = clock;
    this.nextLook = clock.nanoTime();
    for (Tag tag : all) {
      int unit = Spot.of(tag, options).unit();
      tags.merge(unit, 1, Integer::sum);
      units.put(unit, new UnitHealth(timeout));
    }
  }

  /** A question to the unit had this outcome. */
  void heard(int unit, Reply reply) {
    UnitHealth health = units.get(unit);
    if (health != null) {
      health.heard(reply, clock.nanoTime());
    }
  }

  /** What the unit's tags are while it is left alone, or null where it is to be asked. */
  @Nullable StatusCode leftAlone(int unit) {
    UnitHealth health = units.get(unit);
    return health == null ? null : health.leftAlone();
  }

  /** Whether to look now if the unit is back; who looks says {@link #looked} after. */
  boolean look(int unit) {
    UnitHealth health = units.get(unit);
    long now = clock.nanoTime();
    if (looking || health == null || now - nextLook < 0 || !health.due(now)) {
      return false;
    }
    looking = true;
    return true;
  }

  /** A look ended; without an answer others wait a while for theirs. */
  void looked(boolean silent) {
    looking = false;
    nextLook = clock.nanoTime() + (silent ? REST * timeout.toNanos() : 0);
  }

  /** A connection ended, and a look with it. */
  void lookedAway() {
    looking = false;
  }

  /** True where no unit answers: the connection itself is to be doubted. */
  boolean allSilent() {
    return !units.isEmpty() && units.values().stream().allMatch(UnitHealth::silent);
  }

  /** Which to ask first whether anybody is there: those that did well, then the others. */
  List<Integer> inOrder() {
    List<Integer> order = new ArrayList<>(units.keySet());
    order.sort(Comparator.comparing(unit -> leftAlone(unit) != null));
    return order;
  }

  /** What is wrong, or null: {@code unit 3 does not answer: its 12 tags are Bad}. */
  @Nullable String trouble() {
    List<String> sentences = new ArrayList<>();
    units.forEach(
        (unit, health) -> {
          StatusCode status = health.leftAlone();
          if (status != null) {
            sentences.add(sentence(unit, health, status));
          }
        });
    if (sentences.isEmpty()) {
      return null;
    }
    int more = sentences.size() - 3;
    String first = String.join("; ", sentences.subList(0, Math.min(3, sentences.size())));
    return more > 0 ? first + "; and " + more + " units more" : first;
  }

  private String sentence(int unit, UnitHealth health, StatusCode status) {
    int count = tags.getOrDefault(unit, 0);
    String bad = count == 1 ? ": its tag is " : ": its " + count + " tags are ";
    return "unit " + unit + " " + health.words() + bad + status;
  }
}
