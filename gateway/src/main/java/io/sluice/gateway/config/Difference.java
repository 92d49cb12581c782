package io.sluice.gateway.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What another configuration would change in a running gateway: the plan that people read and the
 * swap that is carried out are both made from this. Immutable.
 *
 * @param changes everything that ends or begins, in the order of the flow
 * @param tags by connection, where its tag list differs
 * @param retrained detectors whose model no longer fits
 * @param restart why it cannot be done while running, one sentence each; empty where it can
 */
public record Difference(
    List<Change> changes,
    Map<String, TagChanges> tags,
    Set<String> retrained,
    List<String> restart) {
  /** Nouns in the order of the flow. */
  public static final List<String> NOUNS =
      List.of("connections", "assets", "detectors", "setpoints", "spools", "uplinks", "routes");

  public Difference {
    changes = List.copyOf(changes);
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    retrained = Set.copyOf(retrained);
    restart = List.copyOf(restart);
  }

  /** What {@code next} would change where {@code running} runs. */
  public static Difference between(Configuration running, Configuration next) {
    return new Comparison(running, next).difference();
  }

  /** True where nothing that runs would change. */
  public boolean isEmpty() {
    return changes.isEmpty() && restart.isEmpty();
  }

  /** True where the gateway must be stopped and started for it. */
  public boolean needsRestart() {
    return !restart.isEmpty();
  }

  /** Changes of one noun, in the order of the new files; what is removed comes last. */
  public List<Change> of(String noun) {
    return changes.stream().filter(change -> change.noun().equals(noun)).toList();
  }

  /** What becomes of one thing; empty where it keeps running untouched. */
  public Optional<Change> of(String noun, String name) {
    return of(noun).stream().filter(change -> change.name().equals(name)).findFirst();
  }

  /** Names of those that run now and end: removed, changed or affected. */
  public Set<String> ending(String noun) {
    return names(noun, Change::ends);
  }

  /** Names of those that begin: added, changed or affected. */
  public Set<String> beginning(String noun) {
    return names(noun, Change::begins);
  }

  /** All of it for a person: first why it cannot be, then what changes. */
  public List<String> sentences() {
    List<String> all = new ArrayList<>(restart);
    changes.forEach(change -> all.add(change.sentence()));
    return all;
  }

  private Set<String> names(String noun, Predicate<Change> which) {
    Set<String> names = new LinkedHashSet<>();
    of(noun).stream().filter(which).forEach(change -> names.add(change.name()));
    return names;
  }
}
