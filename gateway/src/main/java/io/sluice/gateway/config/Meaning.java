package io.sluice.gateway.config;

/**
 * One check of what files say together, after each was read by itself: names, units, limits. One
 * file each; tells everything it finds and changes nothing.
 */
@FunctionalInterface
public interface Meaning {
  void check(Draft draft);
}
