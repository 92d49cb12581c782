package io.sluice.gateway.setpoints;

import io.sluice.gateway.options.Durations;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whose word releases a setpoint: one person's, or for class A two different people's in time. */
final class Approvals {
  private static final Duration VALID = Duration.ofMinutes(5);

  private final SetpointOptions.SetpointClass setpointClass;
  private @Nullable String first;
  private long firstNanos;

  Approvals(SetpointOptions.SetpointClass setpointClass) {
    this.setpointClass = setpointClass;
  }

  ReleaseAnswer approve(String who, long nowNanos) {
    if (setpointClass != SetpointOptions.SetpointClass.A) {
      return new ReleaseAnswer.Released(who);
    }
    String earlier = nowNanos - firstNanos <= VALID.toNanos() ? first : null;
    if (earlier == null) {
      first = who;
      firstNanos = nowNanos;
    } else if (!same(earlier, who)) {
      first = null;
      return new ReleaseAnswer.Released(earlier + " and " + who);
    }
    return new ReleaseAnswer.NeedsSecondPerson(
        who, "class A: a second person must release it within " + Durations.text(VALID));
  }

  private static boolean same(String one, String other) {
    return one.strip().toLowerCase(Locale.ROOT).equals(other.strip().toLowerCase(Locale.ROOT));
  }
}
