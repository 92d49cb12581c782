package io.sluice.gateway.setpoints;

/** What became of a person's release. */
public sealed interface ReleaseAnswer {
  /** The setpoint is armed. */
  record Released(String person) implements ReleaseAnswer {}

  /** Class A: another person must release it too, in time. */
  record NeedsSecondPerson(String first, String sentence) implements ReleaseAnswer {}

  /** It cannot be released now. */
  record Refused(String sentence) implements ReleaseAnswer {}
}
