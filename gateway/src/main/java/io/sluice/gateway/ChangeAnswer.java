package io.sluice.gateway;

import io.sluice.gateway.ChangeState.Live;
import io.sluice.gateway.ChangeState.OnTrial;
import io.sluice.gateway.Takeover.BeforeTrial;
import io.sluice.gateway.Takeover.Taken;
import io.sluice.gateway.config.versions.Version;
import io.sluice.gateway.status.StatusServer.Answer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What a person is told who asked for a change. */
final class ChangeAnswer {
  private ChangeAnswer() {}

  /** What became of a change. */
  static Answer of(Taken taken, Live live) {
    if (taken instanceof Taken.Refused no) {
      return new Answer(
          false, "refused, version " + live.version() + " goes on: " + no.refusal().sentence());
    }
    if (taken instanceof Taken.Runs runs) {
      Version version = runs.version();
      BeforeTrial before = runs.trial();
      String how =
          before == null
              ? " runs: "
              : " is on trial until "
                  + seconds(version.confirmBy())
                  + ", then back to version "
                  + before.version().number()
                  + ": ";
      return new Answer(true, "version " + version.number() + how + version.sentence());
    }
    return new Answer(true, "nothing to change: version " + live.version() + " is just this");
  }

  /** Why nothing else can be done now. */
  static String stillOnTrial(OnTrial now) {
    String version = "version " + now.live().version();
    return version + " is on trial until " + seconds(now.until()) + "; confirm or roll back first";
  }

  private static String seconds(@Nullable Instant time) {
    return time == null ? "" : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /**
   * There is nothing to go back to.
   *
   * @param wanted as asked, 0 for the good one before
   */
  static String noVersion(int wanted, int live) {
    return wanted == 0
        ? "there is no good version before version "
            + live
            + ", which runs; to put its files back: sluice rollback "
            + live
        : "there is no version " + wanted + "; sluice versions lists them";
  }
}
