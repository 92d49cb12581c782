package io.sluice.gateway.setpoints;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing worth recording.
 *
 * @param time wall-clock time
 * @param setpoint its name; of an alarm or a model the detector's; of a key of models empty
 */
public record AuditEntry(Instant time, String setpoint, What what) {

  /** The kinds of lines. */
  public sealed interface What {}

  /**
   * A value is about to be written; recorded first, so that neither a crash nor a power cut can
   * hide a write.
   *
   * @param before value the device holds, in the tag's unit
   * @param value value to be written, in the tag's unit
   */
  public record Intent(double before, double value, String route) implements What {}

  /** A request and all that became of it. */
  public record Verdict(
      SetpointOutcome outcome, Inputs inputs, long nowNanos, @Nullable String person)
      implements What {}

  /**
   * A person did something to an alarm.
   *
   * @param action what, as it is written after {@code sluice alarms}
   * @param result {@code done} or {@code refused}
   * @param why may be empty
   */
  public record AlarmDeed(String action, String result, String sentence, String why, String person)
      implements What {}

  /**
   * A version of a detector's model moved to another state; the entry has the detector's name.
   *
   * @param from state before, or null where the version is new
   * @param to state after
   * @param why one sentence, may be empty
   */
  public record ModelMove(int version, @Nullable String from, String to, String person, String why)
      implements What {}

  /** The setpoint moved to another phase. */
  public record PhaseChange(Phase from, Phase to, @Nullable String person) implements What {}

  /**
   * A person decided whose models are taken.
   *
   * @param name what the key is called here
   * @param key its SHA-256
   * @param action {@code trusted} or {@code distrusted}
   */
  public record ModelKey(String name, String key, String action, String person) implements What {}
}
