package io.sluice.connectors.link;

import io.sluice.connectors.Scan;
import io.sluice.connectors.Shares;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagTruth;
import io.sluice.connectors.UtcTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of each tag of a group: one column per fact, about 110 bytes a tag. */
final class TagLedger {
  private final int[] status;
  private final long[] sourceTimes;
  private final long[] heard;
  private final int[] badStatus;
  private final long[] badAt;
  private final double[] values;
  private final @Nullable String[] texts;
  private final long[] changed;
  private final boolean[] known;
  private final Counts sinceStart;
  private Counts thisMinute;
  private Counts lastMinute;
  private long minuteBegan;

  /** How much a person should look at a tag, most first. */
  enum Concern {
    STALE,
    BAD,
    UNCERTAIN,
    NONE
  }

  /** Samples by tag and severity. */
  private static final class Counts {
    private static final int SEVERITIES = 3;
    private final long[] counts;

    Counts(int tags) {
      counts = new long[tags * SEVERITIES];
    }

    void add(int tag, int code) {
      counts[tag * SEVERITIES + Math.min(code >>> 30, 2)]++;
    }

    void clear() {
      Arrays.fill(counts, 0);
    }

    long of(int tag, int severity) {
      return counts[tag * SEVERITIES + severity];
    }
  }

  TagLedger(int tags) {
    status = new int[tags];
    sourceTimes = new long[tags];
    heard = new long[tags];
    badStatus = new int[tags];
    badAt = new long[tags];
    values = new double[tags];
    texts = new @Nullable String[tags];
    changed = new long[tags];
    known = new boolean[tags];
    sinceStart = new Counts(tags);
    thisMinute = new Counts(tags);
    lastMinute = new Counts(tags);
    Arrays.fill(status, StatusCode.BAD_WAITING_FOR_INITIAL_DATA.code());
  }

  /** Takes a scan's samples; true where one is Good. */
  boolean take(Scan scan) {
    long now = scan.readNanos();
    turnTo(now);
    long wall = UtcTime.ofInstant(scan.readTime());
    boolean good = false;
    for (int i = 0; i < scan.size(); i++) {
      int tag = scan.tagIndex(i);
      int code = scan.status(i);
      status[tag] = code;
      sourceTimes[tag] = scan.sourceTime(i);
      heard[tag] = now;
      sinceStart.add(tag, code);
      thisMinute.add(tag, code);
      good |= StatusCode.isGood(code);
      if (StatusCode.isBad(code)) {
        badStatus[tag] = code;
        badAt[tag] = wall;
      } else {
        compare(tag, scan, i);
      }
    }
    return good;
  }

  /** Lets minutes end that are over. */
  void turnTo(long now) {
    if (now - minuteBegan < ScanIntervals.MINUTE) {
      return;
    }
    Counts oldest = lastMinute;
    lastMinute = thisMinute;
    thisMinute = oldest;
    thisMinute.clear();
    if (now - minuteBegan >= 2 * ScanIntervals.MINUTE) {
      lastMinute.clear();
    }
    minuteBegan = now;
  }

  /** How many tags are of that concern. */
  int count(Concern wanted, boolean silent) {
    int count = 0;
    for (int tag = 0; tag < status.length; tag++) {
      count += concern(tag, silent) == wanted ? 1 : 0;
    }
    return count;
  }

  /**
   * What is known now of so many tags, those of most concern first.
   *
   * @param silent nothing of the group has been heard for too long
   */
  List<TagTruth> truth(List<Tag> tags, long now, boolean silent, int most) {
    List<TagTruth> found = new ArrayList<>();
    for (Concern concern : Concern.values()) {
      for (int tag = 0; tag < status.length && found.size() < most; tag++) {
        if (concern(tag, silent) == concern) {
          found.add(truth(tags.get(tag), tag, now, silent));
        }
      }
    }
    return found;
  }

  private Concern concern(int tag, boolean silent) {
    if (silent || heardOf(tag) == 0) {
      return Concern.STALE;
    }
    int code = status[tag];
    return StatusCode.isBad(code)
        ? Concern.BAD
        : StatusCode.isGood(code) ? Concern.NONE : Concern.UNCERTAIN;
  }

  private long heardOf(int tag) {
    return sinceStart.of(tag, 0) + sinceStart.of(tag, 1) + sinceStart.of(tag, 2);
  }

  private TagTruth truth(Tag what, int tag, long now, boolean silent) {
    boolean any = heardOf(tag) > 0;
    boolean wasBad = sinceStart.of(tag, 2) > 0;
    return new TagTruth(
        what,
        new StatusCode(status[tag]),
        any ? UtcTime.toInstant(sourceTimes[tag]) : null,
        any ? Duration.ofNanos(now - heard[tag]) : null,
        silent || !any,
        wasBad ? new StatusCode(badStatus[tag]) : null,
        wasBad ? UtcTime.toInstant(badAt[tag]) : null,
        known[tag] ? Duration.ofNanos(now - changed[tag]) : null,
        shares(sinceStart, tag),
        lately(tag));
  }

  private void compare(int tag, Scan scan, int i) {
    String text = scan.text(i);
    boolean same;
    if (text == null) {
      double value = scan.value(i);
      same = texts[tag] == null && Double.compare(values[tag], value) == 0;
      values[tag] = value;
    } else {
      same = text.equals(texts[tag]);
    }
    texts[tag] = text;
    if (!same || !known[tag]) {
      known[tag] = true;
      changed[tag] = scan.readNanos();
    }
  }

  private Shares lately(int tag) {
    Shares now = shares(thisMinute, tag);
    Shares before = shares(lastMinute, tag);
    return new Shares(
        now.good() + before.good(), now.uncertain() + before.uncertain(), now.bad() + before.bad());
  }

  private static Shares shares(Counts counts, int tag) {
    return new Shares(counts.of(tag, 0), counts.of(tag, 1), counts.of(tag, 2));
  }
}
