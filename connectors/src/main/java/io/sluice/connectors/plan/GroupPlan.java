package io.sluice.connectors.plan;

import io.sluice.connectors.TagGroup;
import io.sluice.connectors.link.Feed;
import java.util.List;
import java.util.function.Function;

/**
 * A group and how it is read; kept by who opens connections, so that what one connection taught is
 * known to the next.
 */
public record GroupPlan(Feed feed, ScanPlan plan) {
  /** The plans of a connection's groups. */
  public static List<GroupPlan> of(List<Feed> feeds, Function<TagGroup, List<Place>> places) {
    return feeds.stream()
        .map(feed -> new GroupPlan(feed, new ScanPlan(places.apply(feed.group()))))
        .toList();
  }
}
