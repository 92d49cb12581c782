package io.sluice.gateway.setpoints;

/** Why a closed setpoint does not write; decides who may end it. */
public enum HoldCause {
  /** The gateway has just started, or the setpoint's file has changed. */
  RESTART(Ends.BY_PERSON),
  /** Another model drives the alarm that it follows than when it was released. */
  MODEL(Ends.BY_PERSON),
  /** A person, or the gateway on a person's behalf, asked for it. */
  PERSON(Ends.BY_PERSON),
  /** The device holds a value that is not ours: somebody else has control. */
  OTHER_WRITER(Ends.BY_PERSON),
  /** A write cannot be recorded, so there is none. */
  AUDIT(Ends.BY_PERSON),
  /** An input is old, missing or of bad quality. */
  INPUTS(Ends.BY_ITSELF),
  /** The interlock is false. */
  INTERLOCK(Ends.BY_ITSELF);

  /** Who ends a hold. */
  public enum Ends {
    /** Only {@code release}. */
    BY_PERSON,
    /** The next good look at the inputs; after {@code fail-safe after} it becomes SHED instead. */
    BY_ITSELF
  }

  private final Ends ends;

  HoldCause(Ends ends) {
    this.ends = ends;
  }

  public Ends ends() {
    return ends;
  }
}
