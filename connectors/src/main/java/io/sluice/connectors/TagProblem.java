package io.sluice.connectors;

import java.util.Collection;
import java.util.List;

/**
 * A mistake in a tag list, for the user.
 *
 * @param tag the tag
 * @param field the field at fault: {@code address}, {@code type}, {@code group} …
 * @param message what was read and what is allowed, one sentence
 * @param suggestion text to put in the field's place, or empty
 */
public record TagProblem(Tag tag, String field, String message, String suggestion) {
  /** The tag's group is none of the connection's. */
  public static TagProblem unknownGroup(Tag tag, Collection<String> groups) {
    List<String> known = groups.stream().sorted().toList();
    return new TagProblem(
        tag,
        "group",
        "group is \"" + tag.group() + "\", the connection has " + String.join(", ", known),
        known.size() == 1 ? known.get(0) : "");
  }
}
