package io.sluice.gateway.assets;

import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest sample of every tag, for guards and screens. Thread-safe: a short lock per tag group,
 * taken once a scan.
 */
public final class LatestSamples {
  private volatile Known known = new Known(Map.of(), new IdentityHashMap<>());

  /**
   * Never changed once it is seen.
   *
   * @param boards by identity: a scan carries its connector's own group, and hashing a thousand
   *     tags is not cheap
   */
  private record Known(Map<String, Place> places, IdentityHashMap<TagGroup, Board> boards) {}

  /**
   * One tag's newest sample.
   *
   * @param heardNanos monotonic time of its group's newest scan. An OPC UA tag that did not change
   *     is not in the scan and is as fresh as the scan (OPC 10000-4, 5.13.1.2), so this is what
   *     ages it.
   * @param sourceTime in OPC UA ticks
   */
  public record Latest(
      Tag tag, double value, @Nullable String text, int status, long sourceTime, long heardNanos) {
    /**
     * The number.
     *
     * @throws NoSuchElementException where {@link #hasValue} is false
     */
    @Override
    public double value() {
      if (!hasValue()) {
        throw new NoSuchElementException(
            tag.name() + " is " + new StatusCode(status) + " and has no value");
      }
      return value;
    }

    /** True for Good and Uncertain numbers; a Bad sample has no value. */
    public boolean hasValue() {
      return !StatusCode.isBad(status) && text == null;
    }
  }

  /**
   * From now on these are the groups of the connection; nothing is known of them before their first
   * scan. Those of other connections stay as they are.
   *
   * @param groups none where the connection is no more
   */
  public synchronized void replace(String connection, Collection<TagGroup> groups) {
    Map<String, Place> places = new HashMap<>(known.places);
    IdentityHashMap<TagGroup, Board> boards = new IdentityHashMap<>(known.boards);
    places.values().removeIf(place -> place.board.group.connection().equals(connection));
    boards.keySet().removeIf(group -> group.connection().equals(connection));
    for (TagGroup group : groups) {
      Board board = new Board(group);
      boards.put(group, board);
      for (int i = 0; i < group.tags().size(); i++) {
        places.put(group.tags().get(i).name(), new Place(board, i));
      }
    }
    known = new Known(places, boards);
  }

  /** Every tag that is read. */
  public List<Tag> tags() {
    return known.boards.values().stream().flatMap(board -> board.group.tags().stream()).toList();
  }

  /** Takes in a scan of one of the groups; others are ignored. */
  public void update(Scan scan) {
    Board board = known.boards.get(scan.group());
    if (board != null) {
      board.update(scan);
    }
  }

  /** The newest sample of a tag, empty before its first scan or for an unknown name. */
  public Optional<Latest> of(String tag) {
    Place place = known.places.get(tag);
    return place == null ? Optional.empty() : place.board.latest(place.index);
  }

  private record Place(Board board, int index) {}

  private static final class Board {
    private final TagGroup group;
    private final double[] values;
    private final @Nullable String[] texts;
    private final int[] status;
    private final long[] sourceTimes;
    private final boolean[] seen;
    private long heardNanos;

    Board(TagGroup group) {
      int size = group.tags().size();
      this.group = group;
      this.values = new double[size];
      this.texts = new @Nullable String[size];
      this.status = new int[size];
      this.sourceTimes = new long[size];
      this.seen = new boolean[size];
    }

    synchronized void update(Scan scan) {
      heardNanos = scan.readNanos();
      for (int i = 0; i < scan.size(); i++) {
        int tag = scan.tagIndex(i);
        seen[tag] = true;
        status[tag] = scan.status(i);
        sourceTimes[tag] = scan.sourceTime(i);
        texts[tag] = scan.text(i);
        if (scan.hasValue(i)) {
          values[tag] = scan.value(i);
        }
      }
    }

    synchronized Optional<Latest> latest(int i) {
      return seen[i]
          ? Optional.of(
              new Latest(
                  group.tags().get(i), values[i], texts[i], status[i], sourceTimes[i], heardNanos))
          : Optional.empty();
    }
  }
}
