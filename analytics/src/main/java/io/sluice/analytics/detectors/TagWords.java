package io.sluice.analytics.detectors;

import io.sluice.analytics.Aspect;

/**
 * How a kind names what it sees of a tag.
 *
 * @param aspect what of the tag
 * @param unit the unit, where {@code %s} is the tag's own
 */
record TagWords(Aspect aspect, String unit) {
  String unitOf(String tag) {
    return unit.formatted(tag);
  }
}
