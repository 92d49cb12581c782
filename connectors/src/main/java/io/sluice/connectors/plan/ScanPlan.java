package io.sluice.connectors.plan;

import io.sluice.connectors.StatusCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which blocks to read for a group, and how that changes with what the device refuses. It outlives
 * the connections it is read over.
 *
 * <p>Neighbours are read together, across small gaps. A refused block is halved until the refused
 * tag stands alone; that tag is quarantined: left out, and tried alone now and then. What remains
 * is merged again around it. Where halving finds no refused tag the gap itself was at fault, and
 * the cut stays, for some minutes.
 *
 * <p>A block that was being read when the connection broke is suspect. Over the next connection its
 * halves are read first and alone, so a tag that breaks connections is found in as many of them as
 * the block can be halved; the others are cleared by their first answer.
 *
 * <p>Pure: time comes in. Used by one thread.
 */
public final class ScanPlan {
  /** A device that was starting up may have refused what it gives later. */
  private static final long CUT_NANOS = Duration.ofMinutes(10).toNanos();

  private final List<Place> places;
  private final Suspects suspects = new Suspects();
  private final Map<Integer, Long> cuts = new TreeMap<>();
  private final Set<Integer> newCuts = new TreeSet<>();
  private final Map<Integer, Quarantine> quarantined = new TreeMap<>();
  private List<Block> blocks;
  private boolean changed;
  private int quarantinedBefore;

  /**
   * Plans.
   *
   * @param places of all tags of the group, in any order
   */
  public ScanPlan(List<Place> places) {
    this.places = inOrder(places);
    this.blocks = merge();
  }

  /** The blocks of each scan, without those that are suspect and without quarantined tags. */
  public List<Block> blocks() {
    return blocks;
  }

  /**
   * What to prove a new connection with: a block that has always been answered, or else the suspect
   * that is next; null where there is nothing to read.
   */
  public @Nullable Block probe() {
    if (!blocks.isEmpty()) {
      return blocks.get(0);
    }
    return suspects.blocks().stream().findFirst().orElse(null);
  }

  /** Why the tag is left out, or null where it is not. */
  public @Nullable StatusCode quarantined(int tag) {
    Quarantine held = quarantined.get(tag);
    return held == null ? null : held.status();
  }

  /** Whether reading the tag was found to break the connection. */
  public boolean deadly(int tag) {
    Quarantine held = quarantined.get(tag);
    return held != null && held.deadly();
  }

  public int quarantinedTags() {
    return quarantined.size();
  }

  /**
   * What to read in a scan that begins now: suspects first, then all, then quarantined tags whose
   * time has come, and of those that break connections one.
   */
  public List<Block> due(long now) {
    if (cuts.values().removeIf(until -> now - until >= 0)) {
      blocks = merge();
    }
    List<Block> due = new ArrayList<>(suspects.blocks());
    due.addAll(blocks);
    if (quarantined.isEmpty()) {
      return due;
    }
    Block deadly = null;
    for (Place place : places) {
      Quarantine held = quarantined.get(place.tag());
      if (held != null && held.due(now)) {
        if (!held.deadly()) {
          due.add(block(List.of(place)));
        } else if (deadly == null) {
          deadly = block(List.of(place));
        }
      }
    }
    if (deadly != null) {
      due.add(deadly);
    }
    return due;
  }

  /** Whether the block is to be read with no other request under way. */
  public boolean alone(Block block) {
    return suspects.holds(block) || (block.single() && deadly(block.tag(0)));
  }

  /** The device answered, well or badly: reading the block breaks nothing. */
  public void cleared(Block block) {
    changed |= suspects.cleared(block);
  }

  /** The two halves of a refused block of several tags, to be read at once in its place. */
  public List<Block> halves(Block refused) {
    List<Place> inside = inside(refused);
    newCuts.add(places.indexOf(inside.get(inside.size() / 2)));
    changed = true;
    return halved(inside);
  }

  /** The device refused the tag where it stood alone, or by name. */
  public void refused(int tag, StatusCode status, long now) {
    changed |= quarantined.put(tag, Quarantine.refused(status, now)) == null;
  }

  /** The device answered for the tag. */
  public void answered(int tag) {
    changed |= !quarantined.isEmpty() && quarantined.remove(tag) != null;
  }

  /**
   * The connection broke while the block was being read.
   *
   * @param status of the samples of a tag that is found to be the one
   * @param proven whether the connection had answered anything before
   */
  public void broke(Block block, StatusCode status, boolean proven, long now) {
    Quarantine held = block.single() ? quarantined.get(block.tag(0)) : null;
    if (held != null || suspects.broke(block, proven, one -> halved(inside(one)))) {
      quarantined.put(block.tag(0), Quarantine.deadly(status, held, now));
    }
    newCuts.clear();
    replan();
  }

  /**
   * A scan is over: plans anew where it taught something.
   *
   * @return whether it did
   */
  public boolean endOfScan(long now) {
    if (!changed) {
      return false;
    }
    boolean foundTheTag = quarantined.size() > quarantinedBefore;
    if (!foundTheTag) {
      newCuts.forEach(cut -> cuts.put(cut, now + CUT_NANOS));
    }
    newCuts.clear();
    replan();
    return true;
  }

  private void replan() {
    changed = false;
    quarantinedBefore = quarantined.size();
    blocks = merge();
  }

  private List<Place> inside(Block block) {
    return places.stream().filter(place -> block.contains(place.tag())).toList();
  }

  private static List<Block> halved(List<Place> inside) {
    int middle = inside.size() / 2;
    return List.of(block(inside.subList(0, middle)), block(inside.subList(middle, inside.size())));
  }

  private List<Block> merge() {
    List<Block> merged = new ArrayList<>();
    List<Place> run = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      boolean out = quarantined.containsKey(place.tag()) || suspects.holds(place.tag());
      if (!run.isEmpty() && (out || cuts.containsKey(i) || !fits(run, place))) {
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
    Space space = first.space();
    if (!space.equals(next.space()) || run.size() >= space.tags()) {
      return false;
    }
    int end = end(run);
    return next.start() - end <= space.gap()
        && Math.max(end, next.end()) - first.start() <= space.longest();
  }

  private static int end(List<Place> run) {
    return run.stream().mapToInt(Place::end).max().orElse(0);
  }

  private static Block block(List<Place> run) {
    int start = run.get(0).start();
    int[] tags = run.stream().mapToInt(Place::tag).toArray();
    return new Block(run.get(0).space(), start, end(run) - start, tags);
  }

  /** Space after space as they first appear, and in each from its start. */
  private static List<Place> inOrder(List<Place> places) {
    Map<Space, Integer> order = new HashMap<>();
    places.forEach(place -> order.putIfAbsent(place.space(), order.size()));
    return places.stream()
        .sorted(
            Comparator.comparingInt((Place place) -> order.getOrDefault(place.space(), 0))
                .thenComparingInt(Place::start))
        .toList();
  }
}
