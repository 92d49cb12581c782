package io.sluice.gateway.config;

import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A detector's asset exists, and so do those whose alarms suppress its own. */
final class DetectorMeaning implements Meaning {
  @Override
  public void check(Draft draft) {
    Map<String, List<String>> suppressors = new LinkedHashMap<>();
    for (Node.Field field : draft.written("detectors")) {
      if (field.value() instanceof Node.Section detector) {
        detector
            .text("asset")
            .filter(asset -> !asset.nothing())
            .ifPresent(asset -> draft.defined("assets", asset.value(), asset.at()));
        List<Node.Text> names = suppressedBy(detector);
        names.forEach(name -> draft.defined("detectors", name.value(), name.at()));
        suppressors.put(field.key(), names.stream().map(Node.Text::value).toList());
      }
    }
    for (Node.Field field : draft.written("detectors")) {
      if (field.value() instanceof Node.Section detector) {
        List<Node.Text> names = suppressedBy(detector);
        if (!names.isEmpty()) {
          round(draft, field.key(), suppressors, names.get(0).at());
        }
      }
    }
  }

  /** Alarms that suppress each other would all be hidden, with nobody told of any. */
  private static void round(
      Draft draft, String detector, Map<String, List<String>> suppressors, Position at) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(detector));
    while (!open.isEmpty()) {
      for (String by : suppressors.getOrDefault(open.remove(), List.of())) {
        if (seen.add(by)) {
          open.add(by);
        }
      }
    }
    if (seen.contains(detector)) {
      draft
          .problems()
          .error(
              at,
              Code.CONTRADICTION,
              "suppressed-by of "
                  + detector
                  + " leads back to itself: both alarms would be hidden and nobody told");
    }
  }

  private static List<Node.Text> suppressedBy(Node.Section detector) {
    if (!(detector.get("alarm").orElse(null) instanceof Node.Section alarm)) {
      return List.of();
    }
    Node names = alarm.get("suppressed-by").orElse(null);
    List<Node> nodes =
        names instanceof Node.Items items
            ? items.nodes()
            : names == null ? List.of() : List.of(names);
    return nodes.stream()
        .filter(Node.Text.class::isInstance)
        .map(Node.Text.class::cast)
        .filter(text -> !text.nothing())
        .toList();
  }
}
