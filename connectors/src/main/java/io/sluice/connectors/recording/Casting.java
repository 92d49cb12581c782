package io.sluice.connectors.recording;

import io.sluice.connectors.DataType;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Gives recorded scans to the groups of a configuration, tag by tag: connections and groups may
 * have other names than when it was recorded. A recorded scan becomes one scan for each group with
 * tags in it.
 */
final class Casting {
  private final Map<String, List<Seat>> seats = new LinkedHashMap<>();
  private final IdentityHashMap<TagGroup, List<Part>> parts = new IdentityHashMap<>();
  private final IdentityHashMap<TagGroup, long[]> sequences = new IdentityHashMap<>();
  private final List<String> differences = new ArrayList<>();
  private final Set<String> missing = new LinkedHashSet<>();

  /** What one recorded group gives to one group of today. */
  private static final class Part {
    private final TagGroup target;

    /** Index of each recorded tag in the target, -1 for one that is not there. */
    private final int[] to;

    Part(TagGroup target, int tags) {
      this.target = target;
      this.to = new int[tags];
      Arrays.fill(to, -1);
    }
  }

  /** Where a tag of today stands. */
  private record Seat(TagGroup group, int index) {}

  /**
   * When a scan is said to have been read.
   *
   * @param readNanos monotonic
   * @param later ticks to add to source times
   */
  record Stamp(Instant readTime, long readNanos, long later) {}

  /**
   * @param recordedName under which name a tag of today was recorded
   */
  Casting(List<TagGroup> recorded, List<TagGroup> targets, Function<Tag, String> recordedName) {
    for (TagGroup group : targets) {
      sequences.put(group, new long[1]);
      for (int i = 0; i < group.tags().size(); i++) {
        seats
            .computeIfAbsent(recordedName.apply(group.tags().get(i)), name -> new ArrayList<>())
            .add(new Seat(group, i));
      }
    }
    missing.addAll(seats.keySet());
    recordedAgain(recorded);
  }

  /** The recording was opened once more: its groups are other objects. */
  void recordedAgain(List<TagGroup> recorded) {
    parts.clear();
    differences.clear();
    recorded.forEach(group -> parts.put(group, partsOf(group)));
  }

  /** Numbers a scan that was not recorded. */
  long nextSequence(TagGroup target) {
    return ++count(target)[0];
  }

  /** Tags of today that were not recorded, by their recorded names. */
  List<String> missing() {
    return List.copyOf(missing);
  }

  /** Units and types that have changed since, in sentences. */
  List<String> differences() {
    return List.copyOf(differences);
  }

  /** The scans of today; an empty recorded scan says of all its groups that nothing changed. */
  List<Scan> cast(Scan recorded, Stamp stamp) {
    List<Scan> scans = new ArrayList<>(1);
    for (Part part : parts.getOrDefault(recorded.group(), List.of())) {
      Scan scan = cast(recorded, part, stamp);
      if (scan.size() > 0 || recorded.size() == 0) {
        count(part.target)[0]++;
        scans.add(scan);
      }
    }
    return scans;
  }

  private Scan cast(Scan recorded, Part part, Stamp stamp) {
    Scan.Builder scan =
        new Scan.Builder(part.target, count(part.target)[0] + 1, stamp.readTime, stamp.readNanos);
    for (int i = 0; i < recorded.size(); i++) {
      int index = part.to[recorded.tagIndex(i)];
      if (index >= 0) {
        copy(recorded, i, scan, index, part.target.tags().get(index).type(), stamp.later);
      }
    }
    return scan.build();
  }

  private static void copy(
      Scan from, int i, Scan.Builder into, int index, DataType type, long later) {
    String text = from.text(i);
    long time = from.sourceTime(i) + later;
    int status = from.status(i);
    if (StatusCode.isBad(status)) {
      into.bad(index, new StatusCode(status), time);
    } else if ((text != null) != (type == DataType.STRING)) {
      into.bad(index, StatusCode.BAD_TYPE_MISMATCH, time);
    } else if (text != null) {
      into.text(index, text, status, time);
    } else {
      into.number(index, from.value(i), status, time);
    }
  }

  private long[] count(TagGroup target) {
    return sequences.computeIfAbsent(target, group -> new long[1]);
  }

  private List<Part> partsOf(TagGroup recorded) {
    IdentityHashMap<TagGroup, Part> found = new IdentityHashMap<>();
    List<Part> inOrder = new ArrayList<>();
    for (int i = 0; i < recorded.tags().size(); i++) {
      Tag was = recorded.tags().get(i);
      missing.remove(was.name());
      for (Seat seat : seats.getOrDefault(was.name(), List.of())) {
        compare(was, seat.group.tags().get(seat.index));
        Part part = found.get(seat.group);
        if (part == null) {
          part = new Part(seat.group, recorded.tags().size());
          found.put(seat.group, part);
          inOrder.add(part);
        }
        part.to[i] = seat.index;
      }
    }
    return inOrder;
  }

  private void compare(Tag was, Tag is) {
    if (!was.unit().equals(is.unit())) {
      differences.add(
          is.name() + " was recorded in " + unit(was) + ", its unit is now " + unit(is));
    }
    if ((was.type() == DataType.STRING) != (is.type() == DataType.STRING)) {
      differences.add(
          is.name() + " was recorded as " + was.type() + ", its type is now " + is.type());
    }
  }

  private static String unit(Tag tag) {
    return tag.unit().isEmpty() ? "no unit" : tag.unit();
  }
}
