package io.sluice.gateway.setpoints;

import org.jspecify.annotations.Nullable;

/** What the guard answers; every request gets exactly one. */
public sealed interface Decision {
  /** Name of the guard that decided, kebab-case as in {@code setpoints.yaml}. */
  String guard();

  /** One sentence with values and units, for people. */
  String sentence();

  /** The value asked for passes as it is. */
  record Write(double value, String sentence) implements Decision {
    @Override
    public String guard() {
      return "passed";
    }
  }

  /**
   * A part of what was asked for passes.
   *
   * @param asked value asked for
   * @param value value to write
   * @param limit the limit that cut it, as {@code max-step 100 rpm}
   */
  record Clamp(double asked, double value, String guard, String limit, String sentence)
      implements Decision {}

  /** Not now: the last value stays, a later request may pass. */
  record Hold(String guard, String sentence) implements Decision {}

  /**
   * Not this request, at any time.
   *
   * @param wouldPass a value that the guard would let pass now, or null where there is none
   */
  record Refuse(String guard, String sentence, @Nullable Double wouldPass) implements Decision {}

  /** The setpoint only shadows or advises: this value would have been written. */
  record Shadow(double asked, double value, String guard, String sentence) implements Decision {}
}
