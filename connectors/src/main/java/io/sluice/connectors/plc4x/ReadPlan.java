package io.sluice.connectors.plc4x;

import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which blocks to read for a group, and how that changes with what the device refuses.
 *
 * <p>Neighbours are read together, across small gaps. A refused block is halved until the refused
 * tag stands alone; that tag is quarantined: left out, and tried alone now and then. What remains
 * is merged again around it. Where halving finds no refused tag the gap itself was at fault, and
 * the cut stays.
 *
 * <p>Pure: time comes in, used by one thread.
 */
final class ReadPlan {
  private static final int REGISTERS_LIMIT = 125;
  private static final int BITS_LIMIT = 1_968;
  private static final int TAGS_LIMIT = 64;

  /** A register more in a response costs less than a request more for at least this many. */
  private static final int REGISTER_GAP = 16;

  private static final int BIT_GAP = 128;

  private final List<Place> places;
  private final long retryNanos;
  private final Set<Integer> cuts = new TreeSet<>();
  private final Set<Integer> newCuts = new TreeSet<>();
  private final Map<Integer, Quarantine> quarantined = new TreeMap<>();
  private List<Block> blocks;
  private boolean changed;
  private int quarantinedBefore;

  /** One tag and where it lies; area null where only the driver knows. */
  private record Place(int tag, ModbusAddress.@Nullable Area area, int start, int end) {}

  private record Quarantine(StatusCode status, long retryAt) {}

  private ReadPlan(List<Place> places, long retryNanos) {
    this.places = places;
    this.retryNanos = retryNanos;
    this.blocks = merge();
  }

  /**
   * Plans by Modbus reference.
   *
   * @param retryNanos how long a refused tag is left alone
   */
  static ReadPlan modbus(List<Tag> tags, long retryNanos) {
    return new ReadPlan(
        IntStream.range(0, tags.size())
            .mapToObj(tag -> place(tag, tags.get(tag)))
            .sorted(
                Comparator.comparing((Place place) -> String.valueOf(place.area()))
                    .thenComparingInt(Place::start))
            .toList(),
        retryNanos);
  }

  /** Plans by number of tags only, for drivers that merge by themselves. */
  static ReadPlan named(List<Tag> tags, long retryNanos) {
    return new ReadPlan(
        IntStream.range(0, tags.size())
            .mapToObj(tag -> new Place(tag, null, tag, tag + 1))
            .toList(),
        retryNanos);
  }

  /** What to read in a scan that begins now, quarantined tags whose time has come last. */
  List<Block> due(long now) {
    List<Block> due = new ArrayList<>(blocks);
    for (Place place : places) {
      Quarantine held = quarantined.get(place.tag());
      if (held != null && now - held.retryAt() >= 0) {
        due.add(block(List.of(place)));
      }
    }
    return due;
  }

  /** The two halves of a refused block of several tags, to be read at once in its place. */
  List<Block> halves(Block refused) {
    List<Place> inside = places.stream().filter(place -> refused.contains(place.tag())).toList();
    int middle = inside.size() / 2;
    newCuts.add(places.indexOf(inside.get(middle)));
    changed = true;
    return List.of(block(inside.subList(0, middle)), block(inside.subList(middle, inside.size())));
  }

  /** The device refused the tag where it stood alone. */
  void quarantine(int tag, StatusCode status, long now) {
    changed |= quarantined.put(tag, new Quarantine(status, now + retryNanos)) == null;
  }

  /** The device answered for the tag. */
  void answered(int tag) {
    changed |= !quarantined.isEmpty() && quarantined.remove(tag) != null;
  }

  /** Why the tag is left out, or null where it is not. */
  @Nullable StatusCode quarantined(int tag) {
    Quarantine held = quarantined.get(tag);
    return held == null ? null : held.status();
  }

  int quarantinedTags() {
    return quarantined.size();
  }

  /**
   * A scan is over: plans anew where it taught something.
   *
   * @return whether it did
   */
  boolean endOfScan() {
    if (!changed) {
      return false;
    }
    changed = false;
    boolean foundTheTag = quarantined.size() > quarantinedBefore;
    if (!foundTheTag) {
      cuts.addAll(newCuts);
    }
    newCuts.clear();
    quarantinedBefore = quarantined.size();
    blocks = merge();
    return true;
  }

  /** The blocks of each scan, without quarantined tags. */
  List<Block> blocks() {
    return blocks;
  }

  private List<Block> merge() {
    List<Block> merged = new ArrayList<>();
    List<Place> run = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      boolean out = quarantined.containsKey(place.tag());
      if (!run.isEmpty() && (out || cuts.contains(i) || !fits(run, place))) {
        merged.add(block(run));
        run.clear();
      }
      if (!out) {
        run.add(place);
      }
    }
    if (!run.isEmpty()) {
      merged.add(block(run));
    }
    return List.copyOf(merged);
  }

  private static boolean fits(List<Place> run, Place next) {
    Place first = run.get(0);
    ModbusAddress.Area area = first.area();
    if (area != next.area()) {
      return false;
    }
    if (area == null) {
      return run.size() < TAGS_LIMIT;
    }
    int end = end(run);
    int gap = area.bits() ? BIT_GAP : REGISTER_GAP;
    int limit = area.bits() ? BITS_LIMIT : REGISTERS_LIMIT;
    return next.start() - end <= gap && Math.max(end, next.end()) - first.start() <= limit;
  }

  private static int end(List<Place> run) {
    return run.stream().mapToInt(Place::end).max().orElse(0);
  }

  private static Block block(List<Place> run) {
    int start = run.get(0).start();
    int[] tags = run.stream().mapToInt(Place::tag).toArray();
    return new Block(run.get(0).area(), start, end(run) - start, tags);
  }

  private static Place place(int index, Tag tag) {
    ModbusAddress address = ModbusAddress.parse(tag.address());
    int end = address.offset() + ModbusAddress.width(tag.type());
    return new Place(index, address.area(), address.offset(), end);
  }
}
