package io.sluice.gateway.config;

import io.sluice.connectors.Tag;
import io.sluice.gateway.config.Change.How;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.setpoints.Interlock;
import io.sluice.gateway.setpoints.InterlockException;
import io.sluice.gateway.setpoints.SetpointMode;
import io.sluice.gateway.setpoints.SetpointOptions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A setpoint is rebuilt, and so disarmed, where its options differ or a connection restarts that
 * has its tag, its heartbeat or a tag of its interlock.
 */
final class SetpointComparison {
  private final Configuration running;
  private final Configuration next;
  private final Set<String> connections;

  /**
   * @param connections those that end or begin
   */
  SetpointComparison(Configuration running, Configuration next, Set<String> connections) {
    this.running = running;
    this.next = next;
    this.connections = connections;
  }

  @Nullable Change setpoint(Entry old, Entry entry) {
    if (OptionChanges.differ(old, entry)) {
      return change(old, entry, How.CHANGED, OptionChanges.sentence(old, entry));
    }
    String reason = undriven(entry.name());
    if (reason != null) {
      return change(old, entry, How.AFFECTED, reason);
    }
    if (!running.assetOf(tag(entry)).equals(next.assetOf(tag(entry)))) {
      return change(old, entry, How.AFFECTED, "its tag is of another asset now");
    }
    if (connections.isEmpty()) {
      return null;
    }
    Set<String> wanted = tags(entry);
    for (String connection : connections) {
      List<Tag> all = new ArrayList<>(running.tagsOf(connection));
      all.addAll(next.tagsOf(connection));
      if (all.stream().anyMatch(tag -> wanted.contains(tag.name()))) {
        return change(old, entry, How.AFFECTED, "connection " + connection + " restarts");
      }
    }
    return null;
  }

  /** Whoever moved it must be there to bring it back. */
  private @Nullable String undriven(String setpoint) {
    Set<String> drivers = new LinkedHashSet<>(drivers(running, setpoint));
    drivers.removeAll(drivers(next, setpoint));
    return drivers.isEmpty() ? null : "route " + drivers.iterator().next() + " no longer drives it";
  }

  private static List<String> drivers(Configuration of, String setpoint) {
    return of.checkedRoutes().stream()
        .filter(
            route ->
                route.uses().stream()
                    .anyMatch(
                        use ->
                            "setpoints".equals(use.scheme().noun()) && use.name().equals(setpoint)))
        .map(CheckedRoute::id)
        .toList();
  }

  private static String tag(Entry entry) {
    return entry.text("tag").map(Node.Text::value).orElse("");
  }

  private Set<String> tags(Entry entry) {
    Set<String> names = new LinkedHashSet<>();
    entry.text("tag").ifPresent(tag -> names.add(tag.value()));
    entry.text("heartbeat", "tag").ifPresent(tag -> names.add(tag.value()));
    entry.text("interlock").ifPresent(text -> names.addAll(interlocked(text.value())));
    return names;
  }

  /** An interlock that does not compile stands on everything. */
  private List<String> interlocked(String text) {
    List<Tag> all = next.tags().keySet().stream().flatMap(c -> next.tagsOf(c).stream()).toList();
    try {
      return Interlock.compile(text, all).tags().stream().map(Tag::name).toList();
    } catch (InterlockException unreadable) {
      return all.stream().map(Tag::name).toList();
    }
  }

  private static Change change(Entry old, Entry entry, How how, String because) {
    boolean armed = closed(old) || closed(entry);
    String sentence =
        armed
            ? entry.name() + " is disarmed: " + because + "; a person must release it again"
            : entry.name() + " starts anew: " + because;
    return new Change("setpoints", entry.name(), how, sentence);
  }

  private static boolean closed(Entry entry) {
    return entry.records().stream()
        .filter(SetpointOptions.class::isInstance)
        .map(SetpointOptions.class::cast)
        .anyMatch(options -> options.mode() == SetpointMode.CLOSED);
  }
}
