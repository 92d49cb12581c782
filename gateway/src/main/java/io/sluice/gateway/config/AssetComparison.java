package io.sluice.gateway.config;

import io.sluice.connectors.Tag;
import io.sluice.gateway.config.Change.How;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An asset is rebuilt where its options or tags differ, or a connection that it reads restarts. */
final class AssetComparison {
  private final Configuration running;
  private final Configuration next;
  private final Set<String> connections;

  /**
   * @param connections those that end or begin
   */
  AssetComparison(Configuration running, Configuration next, Set<String> connections) {
    this.running = running;
    this.next = next;
    this.connections = connections;
  }

  @Nullable Change asset(Entry old, Entry entry) {
    if (OptionChanges.differ(old, entry)) {
      return change(entry, How.CHANGED, OptionChanges.sentence(old, entry));
    }
    TagPatterns patterns = new TagPatterns(entry.options(AssetOptions.class).tags());
    List<String> stands = new ArrayList<>();
    List<Tag> before = new ArrayList<>();
    List<Tag> after = new ArrayList<>();
    for (String connection : connections) {
      List<Tag> was = matching(running, connection, patterns);
      List<Tag> is = matching(next, connection, patterns);
      before.addAll(was);
      after.addAll(is);
      if (!was.isEmpty() || !is.isEmpty()) {
        stands.add(connection);
      }
    }
    if (stands.isEmpty()) {
      return null;
    }
    TagChanges tags = TagChanges.between(before, after);
    return tags.isEmpty()
        ? change(entry, How.AFFECTED, "connection " + String.join(", ", stands) + " restarts")
        : change(entry, How.CHANGED, tags.sentence());
  }

  private static List<Tag> matching(Configuration of, String connection, TagPatterns patterns) {
    return of.tagsOf(connection).stream().filter(tag -> patterns.match(tag.name())).toList();
  }

  private static Change change(Entry entry, How how, String because) {
    return new Change(
        "assets", entry.name(), how, "asset " + entry.name() + " restarts: " + because);
  }
}
