package io.sluice.analytics.backtest;

import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.alarms.AlarmOptions;
import org.jspecify.annotations.Nullable;

/**
 * A detector that is to be trained and tried.
 *
 * @param name what the report calls it
 * @param kind how it notices
 * @param options the kind's own options
 * @param falseAlarmsPerWeek how often normal operation may raise its alarm
 * @param alarm when its score becomes an alarm, or null for {@link AlarmOptions#ofRows}
 */
public record Watcher(
    String name,
    DetectorKind<?> kind,
    Record options,
    double falseAlarmsPerWeek,
    @Nullable AlarmOptions alarm) {}
