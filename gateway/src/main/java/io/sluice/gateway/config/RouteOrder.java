package io.sluice.gateway.config;

import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Problems;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A setpoint that waits for a detector's alarm stands behind that detector, and a detector stands
 * where the tags of its asset come by.
 */
final class RouteOrder {
  private final Draft draft;
  private final Problems problems;
  private final List<RouteUse> uses;
  private final Set<String> unread;
  private final Map<String, RouteUse> begins = new HashMap<>();

  RouteOrder(Draft draft, RouteContent content) {
    this.draft = draft;
    this.problems = draft.problems();
    this.uses = content.uses();
    this.unread = new HashSet<>(content.unread());
    for (RouteUse use : uses) {
      if (use.isFrom()) {
        begins.putIfAbsent(use.route(), use);
      }
    }
  }

  void check() {
    Map<String, Set<String>> asked = new HashMap<>();
    Set<String> anywhere = new HashSet<>();
    uses.stream().filter(RouteOrder::detects).forEach(use -> anywhere.add(use.name()));
    for (RouteUse use : uses) {
      Set<String> before = asked.computeIfAbsent(use.route(), route -> new HashSet<>());
      if (detects(use)) {
        before.add(use.name());
        if (!draft.detectors().contains(use.name())) {
          unread.add(use.route());
        }
        ownTags(use);
      } else if ("setpoints".equals(use.scheme().noun()) && !unread.contains(use.route())) {
        use.parameters()
            .text("while")
            .filter(detector -> draft.detectors().contains(detector.value()))
            .filter(
                detector -> !(beginsWithTags(use) ? before : anywhere).contains(detector.value()))
            .ifPresent(detector -> late(use, detector));
      }
    }
  }

  private static boolean detects(RouteUse use) {
    return !use.isFrom() && "detectors".equals(use.scheme().noun());
  }

  private boolean beginsWithTags(RouteUse use) {
    RouteUse begin = begins.get(use.route());
    return begin != null && "connections".equals(begin.scheme().noun());
  }

  private void late(RouteUse use, Node.Text detector) {
    problems.add(
        Problem.error(
                detector.at(),
                Code.CONTRADICTION,
                use.uri()
                    + " waits for the alarm of "
                    + detector.value()
                    + "; the step detect:"
                    + detector.value()
                    + " must stand before it")
            .fix("- to: detect:" + detector.value()));
  }

  /** Only the tags of the route's own connection wake the detector. */
  private void ownTags(RouteUse use) {
    RouteUse begin = begins.get(use.route());
    Entry detector = draft.entries("detectors").get(use.name());
    if (begin == null || detector == null || !beginsWithTags(use)) {
      return;
    }
    String asset = detector.options(DetectorEntry.class).asset();
    Entry entry = draft.entries("assets").get(asset);
    if (entry == null || draft.isUnsure(Draft.TAGS)) {
      return;
    }
    TagPatterns patterns = new TagPatterns(entry.options(AssetOptions.class).tags());
    List<TagLine> brought = draft.tagLists().getOrDefault(begin.name(), List.of());
    boolean anywhere = draft.tags().stream().anyMatch(line -> patterns.match(line.tag().name()));
    boolean here = brought.stream().anyMatch(line -> patterns.match(line.tag().name()));
    if (anywhere && !here && !brought.isEmpty()) {
      problems.warning(
          use.at(),
          Code.CONTRADICTION,
          use.name()
              + " watches "
              + asset
              + ", of which "
              + begin.name()
              + " reads no tag; this route should begin with the connection that does");
    }
  }
}
