package io.sluice.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.analytics.drift.DriftReport;
import io.sluice.analytics.trial.Observed;
import io.sluice.analytics.trial.TrialRecord;
import io.sluice.gateway.assets.ModelsStatus;

/** The versions of a detector's model in the status: who serves, who is tried, who has drifted. */
final class ModelsJson {
  private ModelsJson() {}

  static void put(ModelsStatus status, ObjectNode into) {
    into.put("champion", status.champion());
    put(status.service(), into.putObject("service"));
    into.put("before", status.before());
    into.put("cleanRows", status.cleanRows());
    if (status.shadow() > 0) {
      shadow(status, into.putObject("shadow"));
    }
    DriftReport drift = status.drift();
    if (drift != null) {
      into.putObject("drift")
          .put("drifted", drift.drifted())
          .put("text", drift.sentence())
          .put("rows", drift.rows())
          .put("medianScore", drift.medianScore())
          .put("usualMedianScore", drift.usualMedian())
          .put("shareNearThreshold", drift.shareNear())
          .put("shareOutsideTraining", drift.shareOutside());
    }
  }

  private static void shadow(ModelsStatus status, ObjectNode into) {
    TrialRecord trial = status.trial();
    into.put("version", status.shadow());
    into.put("alarm", status.shadowAlarm());
    into.put("tooSlow", status.shadowTooSlow());
    put(trial.shadow().figures(), into);
    into.put("faultsFound", trial.shadow().faults().toString());
    put(trial.champion().figures(), into.putObject("champion"));
    into.put("correlation", trial.agreement().pearson());
    into.put("rankCorrelation", trial.agreement().spearman());
    into.put("alarmsAlone", trial.agreement().activationsAlone());
  }

  private static void put(Observed seen, ObjectNode into) {
    into.put("rows", seen.rows())
        .put("watchedSeconds", seen.watched().toSeconds())
        .put("alarms", seen.activations())
        .put("alarmsPerWeek", seen.activationsPerWeek())
        .put("medianScore", seen.medianScore())
        .put("shareNearThreshold", seen.shareNear())
        .put("rowsWithoutVerdict", seen.withoutVerdict());
  }
}
