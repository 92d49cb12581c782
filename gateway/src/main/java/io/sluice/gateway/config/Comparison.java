package io.sluice.gateway.config;

import io.sluice.gateway.config.Change.How;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Compares two configurations noun by noun in the order of the flow, because each stands on those
 * before it. What an entry means counts, not how or where it is written.
 */
final class Comparison {
  private final Configuration running;
  private final Configuration next;
  private final List<Change> changes = new ArrayList<>();
  private final Map<String, TagChanges> tags = new LinkedHashMap<>();
  private final Set<String> retrained = new LinkedHashSet<>();

  Comparison(Configuration running, Configuration next) {
    this.running = running;
    this.next = next;
  }

  Difference difference() {
    entries("connections", this::connection);
    AssetComparison assets = new AssetComparison(running, next, rebuilt("connections"));
    entries("assets", assets::asset);
    entries("detectors", this::detector);
    SetpointComparison setpoints = new SetpointComparison(running, next, rebuilt("connections"));
    entries("setpoints", setpoints::setpoint);
    entries("spools", plain("closes and opens again"));
    entries("uplinks", plain("connects anew"));
    boolean redefined = tags.values().stream().anyMatch(list -> !list.changed().isEmpty());
    changes.addAll(new RouteComparison(running, next, this::rebuilt, redefined).changes());
    return new Difference(changes, tags, retrained, restart());
  }

  /** Names of those that end or begin. */
  private Set<String> rebuilt(String noun) {
    Set<String> names = new LinkedHashSet<>();
    changes.stream()
        .filter(change -> change.noun().equals(noun))
        .forEach(change -> names.add(change.name()));
    return names;
  }

  /** {@code rebuilt} says what becomes of an entry that is in both, null where nothing does. */
  private void entries(String noun, BiFunction<Entry, Entry, @Nullable Change> rebuilt) {
    Map<String, Entry> before = running.entries(noun);
    Map<String, Entry> after = next.entries(noun);
    String one = noun.substring(0, noun.length() - 1) + " ";
    for (Entry entry : after.values()) {
      Entry old = before.get(entry.name());
      Change change =
          old == null
              ? new Change(noun, entry.name(), How.ADDED, one + entry.name() + " is added")
              : rebuilt.apply(old, entry);
      if (change != null) {
        changes.add(change);
      }
    }
    for (String name : before.keySet()) {
      if (!after.containsKey(name)) {
        changes.add(new Change(noun, name, How.REMOVED, one + name + " is removed"));
      }
    }
  }

  private @Nullable Change connection(Entry old, Entry entry) {
    TagChanges changed =
        TagChanges.between(running.tagsOf(entry.name()), next.tagsOf(entry.name()));
    if (!changed.isEmpty()) {
      tags.put(entry.name(), changed);
    }
    List<String> because = new ArrayList<>();
    if (OptionChanges.differ(old, entry)) {
      because.add(OptionChanges.sentence(old, entry));
    }
    if (!changed.isEmpty()) {
      because.add(changed.sentence());
    }
    return because.isEmpty()
        ? null
        : changed("connections", entry, "restarts: " + String.join(", ", because));
  }

  private @Nullable Change detector(Entry old, Entry entry) {
    ModelFit fit = ModelFit.between(running, old, next, entry);
    String asset = entry.options(DetectorEntry.class).asset();
    boolean own = OptionChanges.differ(old, entry);
    if (!own && !rebuilt("assets").contains(asset)) {
      return null;
    }
    String misfit = fit.misfit();
    if (misfit != null) {
      retrained.add(entry.name());
    }
    String because = own ? OptionChanges.sentence(old, entry) : "asset " + asset + " restarts";
    String sentence =
        misfit == null
            ? entry.name() + " keeps its model: " + because
            : entry.name() + " is trained anew, unless an earlier model fits: " + misfit;
    return new Change("detectors", entry.name(), own ? How.CHANGED : How.AFFECTED, sentence);
  }

  private static BiFunction<Entry, Entry, @Nullable Change> plain(String what) {
    return (old, entry) ->
        OptionChanges.differ(old, entry)
            ? changed(
                what.startsWith("closes") ? "spools" : "uplinks",
                entry,
                what + ": " + OptionChanges.sentence(old, entry))
            : null;
  }

  private static Change changed(String noun, Entry entry, String what) {
    return new Change(noun, entry.name(), How.CHANGED, entry.name() + " " + what);
  }

  private List<String> restart() {
    List<String> sentences = new ArrayList<>();
    GatewayOptions now = running.gateway();
    GatewayOptions then = next.gateway();
    restart("gateway id", now.gateway().id(), then.gateway().id(), sentences);
    restart("data directory", now.data(), then.data(), sentences);
    restart(
        "address of page and API",
        now.http().listen().toString(),
        then.http().listen().toString(),
        sentences);
    restart("flight recorder", now.recorder().toString(), then.recorder().toString(), sentences);
    return sentences;
  }

  private static void restart(String what, String now, String then, List<String> sentences) {
    if (!now.equals(then)) {
      sentences.add(
          "the "
              + what
              + " changes from "
              + now
              + " to "
              + then
              + "; that needs a restart of the gateway");
    }
  }
}
