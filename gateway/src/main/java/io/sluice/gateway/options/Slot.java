package io.sluice.gateway.options;

import org.jspecify.annotations.Nullable;

/**
 * What became of one value.
 *
 * @param ok false where a problem has been told instead
 * @param value null where the option may be left out and was
 */
record Slot(boolean ok, @Nullable Object value) {
  static final Slot BAD = new Slot(false, null);

  static Slot of(@Nullable Object value) {
    return new Slot(true, value);
  }
}
