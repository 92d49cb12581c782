package io.sluice.connectors;

/**
 * A mistake in a tag list, for the user.
 *
 * @param tag the tag
 * @param field the field at fault: {@code address}, {@code type}, {@code group} …
 * @param message what was read and what is allowed, one sentence
 * @param suggestion text to put in the field's place, or empty
 */
public record TagProblem(Tag tag, String field, String message, String suggestion) {}
