package io.sluice.gateway.setpoints;

/** What moves a setpoint from one phase to another. */
public sealed interface PhaseEvent {
  /** A person gives control. */
  record Release(String person) implements PhaseEvent {}

  /** Something forbids writing. */
  record HoldNow(HoldCause cause, String reason) implements PhaseEvent {}

  /** Inputs fresh and good, interlock true. */
  record InputsGood() implements PhaseEvent {}

  /** The device showed the value written. */
  record Confirmed() implements PhaseEvent {}

  /** Control is lost: read-back wrong twice, or a hold that lasted too long. */
  record Lose(String reason) implements PhaseEvent {}

  /** A fault that must be looked at. */
  record Trip(String reason) implements PhaseEvent {}

  /** The gateway stops, or a person stops this setpoint for good. */
  record Stop(String reason) implements PhaseEvent {}
}
