package io.sluice.analytics.backtest;

import io.sluice.analytics.Verdict;
import java.util.List;
import java.util.Map;

/**
 * One detector on one file.
 *
 * @param name the detector
 * @param parameters what was learnt with which settings
 * @param verdicts rows by verdict
 * @param figures of its own alarm
 * @param alarms the first of its alarms, oldest first
 */
public record DetectorReport(
    String name,
    Map<String, String> parameters,
    Map<Verdict, Long> verdicts,
    Figures figures,
    List<AlarmReport> alarms) {}
