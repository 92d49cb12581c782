package io.sluice.connectors.link;

import io.sluice.connectors.GroupTruth;
import io.sluice.connectors.Missed;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.TagGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The truth of all groups of a connection. Written by its loop, read by anybody. */
final class Truths {
  private final Map<String, GroupLedger> groups = new LinkedHashMap<>();

  Truths(List<Feed> feeds, PlantClock clock) {
    feeds.forEach(feed -> groups.put(feed.group().name(), new GroupLedger(feed.group(), clock)));
  }

  /** A scan of the peer; true where a rate is met now, or is not any more. */
  boolean heard(Scan scan) {
    GroupLedger group = groups.get(scan.group().name());
    return group != null && group.heard(scan);
  }

  void outage(Scan bad) {
    GroupLedger group = groups.get(bad.group().name());
    if (group != null) {
      group.outage(bad);
    }
  }

  void missed(TagGroup of, Missed why, long scans) {
    GroupLedger group = groups.get(of.name());
    if (group != null) {
      group.missed(why, scans);
    }
  }

  /** One sentence on the first group whose rate is not met, or null. */
  @Nullable String rateNotMet() {
    for (GroupLedger group : groups.values()) {
      String sentence = group.rateNotMet();
      if (sentence != null) {
        return sentence;
      }
    }
    return null;
  }

  List<GroupTruth> told(int mostTags) {
    return groups.values().stream().map(group -> group.truth(mostTags)).toList();
  }
}
