package io.sluice.gateway.assets;

import io.sluice.analytics.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * How a detector stands, for screens.
 *
 * @param watching false while it has no model
 * @param note where its model came from, or how far learning is
 * @param verdict of the last scan
 * @param score of the last scored scan, 1.0 = threshold
 * @param alarmActive whether its alarm stands
 * @param alarms times its alarm was raised since the gateway started
 * @param last its newest alarm transition, or null
 */
public record WatchStatus(
    boolean watching,
    String note,
    Verdict verdict,
    double score,
    boolean alarmActive,
    long alarms,
    @Nullable AlarmEvent last) {
  static WatchStatus learning(String note) {
    return new WatchStatus(false, note, Verdict.LEARNING, 0, false, 0, null);
  }

  /** Another model has taken over; what was counted stays. */
  WatchStatus watching(String origin) {
    return new WatchStatus(true, origin, Verdict.WARMING_UP, 0, false, alarms, last);
  }

  /** The same with what is known of its alarm since the gateway started. */
  WatchStatus after(WatchStatus before) {
    return new WatchStatus(
        watching, note, verdict, score, before.alarmActive, before.alarms, before.last);
  }

  /** The same with an alarm that stands, or none. */
  WatchStatus withAlarm(boolean active) {
    return new WatchStatus(watching, note, verdict, score, active, alarms, last);
  }

  WatchStatus seen(
      Verdict newVerdict, double newScore, boolean raised, @Nullable AlarmEvent event) {
    boolean begins = event != null && event.change() == AlarmEvent.Change.RAISED;
    return new WatchStatus(
        true,
        note,
        newVerdict,
        newVerdict == Verdict.SCORED ? newScore : score,
        raised,
        alarms + (begins ? 1 : 0),
        event == null ? last : event);
  }
}
