package io.sluice.analytics.backtest;

import java.nio.file.Path;
import java.util.List;

/**
 * What came of one file.
 *
 * @param file that was read
 * @param result name of its results in the plan's directory
 * @param trainRows its rows before the first scored one
 * @param leftOutRows training rows that taught nothing for an unusable cell
 * @param tags the tags
 * @param notes what the reader did that is not self-evident: columns left out, times mended
 * @param labelled whether it has labels
 * @param combined figures of any detector's alarm
 * @param detectors each detector
 * @param trace the file for plotting
 */
public record FileReport(
    Path file,
    String result,
    long trainRows,
    int leftOutRows,
    List<String> tags,
    List<String> notes,
    boolean labelled,
    Figures combined,
    List<DetectorReport> detectors,
    Trace trace) {}
