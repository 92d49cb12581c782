package io.sluice.gateway.config;

import io.sluice.gateway.options.Closest;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that was read so far, for the checks of meaning. A name counts as defined also where
 * its entry is wrong, so that one slip is told once. For one thread.
 */
public final class Draft {
  private static final int MOST_LISTED = 10;

  static final String TAGS = "tags";

  private final Set<String> unsure = new HashSet<>();
  private final Map<String, Map<String, Entry>> entries = new LinkedHashMap<>();
  private final Map<String, List<Node.Field>> written = new LinkedHashMap<>();
  private final Map<String, Set<String>> defined = new LinkedHashMap<>();
  private final Map<String, String> singulars = new LinkedHashMap<>();
  private final Map<String, List<TagLine>> lists = new LinkedHashMap<>();
  private final Map<String, TagLine> tags = new LinkedHashMap<>();
  private final List<RouteCondition> conditions = new ArrayList<>();
  private final Set<String> tagNames = new LinkedHashSet<>();
  private final Problems problems;

  Draft(Problems problems) {
    this.problems = problems;
  }

  /** Where a check tells what it finds. */
  public Problems problems() {
    return problems;
  }

  /** The entries of a noun that could be read, by name. */
  public Map<String, Entry> entries(String noun) {
    return entries.getOrDefault(noun, Map.of());
  }

  /** All entries of a noun as they were written, also those with problems. */
  public List<Node.Field> written(String noun) {
    return written.getOrDefault(noun, List.of());
  }

  /** The tag of this name, where its row could be read. */
  public Optional<TagLine> tag(String name) {
    return Optional.ofNullable(tags.get(name));
  }

  /** All tags that could be read, in the order of their lists. */
  public Collection<TagLine> tags() {
    return tags.values();
  }

  /** Conditions of all routes, in the order written. */
  public List<RouteCondition> conditions() {
    return conditions;
  }

  /** Names of all detectors, also of those whose entries are wrong. */
  public Set<String> detectors() {
    return defined.getOrDefault("detectors", Set.of());
  }

  /** Whether the names of a noun, or of tags, are not all known. */
  boolean isUnsure(String noun) {
    return unsure.contains(noun);
  }

  /** Whether a tag may exist that is not among {@link #tags}, because its row or list is wrong. */
  public boolean tagsAreIncomplete() {
    return unsure.contains(TAGS) || tagNames.size() > tags.size();
  }

  /** Names of all tags, also of those whose rows have problems. */
  List<String> tagNames() {
    return List.copyOf(tagNames);
  }

  Map<String, List<TagLine>> tagLists() {
    return lists;
  }

  Map<String, Map<String, Entry>> nouns() {
    return entries;
  }

  /** Says that a noun's file could not be read, so that nothing is known of its names. */
  void unsure(String noun) {
    unsure.add(noun);
  }

  /** Whether the noun has an entry of this name; if not, a problem at this place says so. */
  public boolean defined(String noun, String name, Position at) {
    Set<String> names = defined.getOrDefault(noun, Set.of());
    return unsure.contains(noun)
        || names.contains(name)
        || unknown(singulars.getOrDefault(noun, noun), name, names, at);
  }

  /** Whether a tag list has this tag; if not, a problem at this place says so. */
  public boolean definedTag(String name, Position at) {
    return unsure.contains(TAGS) || tagNames.contains(name) || unknown("tag", name, tagNames, at);
  }

  /** Tells that there is no such thing, what there is, and what is close; always false. */
  public boolean unknown(String singular, String name, Collection<String> there, Position at) {
    problems.add(
        Problem.error(at, Code.UNKNOWN_NAME, "there is no " + singular + " " + name + listed(there))
            .suggest(Closest.to(name, there).orElse(null)));
    return false;
  }

  private static String listed(Collection<String> there) {
    if (there.isEmpty()) {
      return "; none is defined";
    }
    String some = String.join(", ", there.stream().limit(MOST_LISTED).toList());
    int more = there.size() - MOST_LISTED;
    return "; defined: " + some + (more > 0 ? " and " + more + " more" : "");
  }

  void define(Noun noun, Node.Field field) {
    written.computeIfAbsent(noun.key(), key -> new ArrayList<>()).add(field);
    defined.computeIfAbsent(noun.key(), key -> new LinkedHashSet<>()).add(field.key());
  }

  void add(Noun noun, Entry entry) {
    entries.computeIfAbsent(noun.key(), key -> new LinkedHashMap<>()).put(entry.name(), entry);
  }

  void know(Noun noun) {
    singulars.put(noun.key(), noun.singular());
  }

  /** Takes a tag list; a list whose rows are all wrong still exists. */
  void addTags(String connection, List<TagLine> lines) {
    lists.put(connection, lines);
    lines.forEach(line -> tags.putIfAbsent(line.tag().name(), line));
  }

  void addConditions(List<RouteCondition> more) {
    conditions.addAll(more);
  }

  void defineTag(String name) {
    tagNames.add(name);
  }
}
