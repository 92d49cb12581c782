package io.sluice.gateway.config;

import io.sluice.gateway.options.Closest;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Problem;
import java.util.List;

/** An asset's tags and mode exist. */
final class AssetMeaning implements Meaning {
  @Override
  public void check(Draft draft) {
    for (Node.Field field : draft.written("assets")) {
      if (field.value() instanceof Node.Section asset) {
        asset
            .text("mode")
            .filter(mode -> !mode.nothing())
            .ifPresent(mode -> draft.definedTag(mode.value(), mode.at()));
        asset.get("tags").ifPresent(tags -> tags(draft, field.key(), tags));
      }
    }
  }

  private static void tags(Draft draft, String asset, Node tags) {
    List<Node> patterns = tags instanceof Node.Items items ? items.nodes() : List.of(tags);
    for (Node pattern : patterns) {
      if (pattern instanceof Node.Text text && !text.nothing()) {
        pattern(draft, asset, text);
      }
    }
  }

  private static void pattern(Draft draft, String asset, Node.Text pattern) {
    if (pattern.value().chars().filter(c -> c == '*').count() > AssetOptions.MOST_STARS) {
      return;
    }
    TagPatterns one = new TagPatterns(List.of(pattern.value()));
    List<String> names = draft.tagNames();
    if (draft.isUnsure(Draft.TAGS) || names.stream().anyMatch(one::match)) {
      return;
    }
    List<String> patterns =
        names.stream()
            .map(name -> name.substring(0, name.lastIndexOf('/') + 1) + "*")
            .distinct()
            .toList();
    draft
        .problems()
        .add(
            Problem.error(
                    pattern.at(),
                    Code.NO_TAGS,
                    "asset " + asset + ": no tag is called " + pattern.value())
                .suggest(
                    Closest.to(pattern.value(), pattern.value().contains("*") ? patterns : names)
                        .orElse(null)));
  }
}
