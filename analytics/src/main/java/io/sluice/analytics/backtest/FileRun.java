package io.sluice.analytics.backtest;

import io.sluice.analytics.Column;
import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.backtest.BacktestException.Trouble;
import io.sluice.analytics.csv.CsvException;
import io.sluice.analytics.csv.CsvFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One file, from its first scored row to its last. */
final class FileRun {
  /** Hears of the bytes read. */
  @FunctionalInterface
  interface Meter {
    void at(long bytes);
  }

  private static final int REPORT_ROWS = 4096;

  private final CsvFile file;
  private final RowClock clock;
  private final Labels labels;
  private final Supplier<String> time;
  private final List<Judge> judges;
  private final int[] places;
  private final Row row;
  private final Tally combined;
  private final Tally[] tallies;
  private final Trace trace;
  private final List<String> tags;
  private final List<String> notes = new ArrayList<>();
  private long trainRows;
  private int leftOutRows;
  private long unreadable;
  private String firstUnreadable = "";

  private FileRun(CsvFile file, Roles roles, RowClock clock, Tags tags, List<Judge> judges) {
    this.file = file;
    this.clock = clock;
    this.labels = new Labels(roles.label());
    this.time = () -> roles.time() < 0 ? "" : file.text(roles.time());
    this.judges = judges;
    this.tags = tags.names();
    this.places = tags.places().stream().mapToInt(Integer::intValue).toArray();
    this.row = new Row(places.length);
    this.trace = new Trace(places.length);
    this.combined = new Tally(roles.interval());
    this.tallies = new Tally[judges.size()];
    for (int i = 0; i < tallies.length; i++) {
      tallies[i] = new Tally(roles.interval());
    }
  }

  private record Tags(List<String> names, List<Integer> places) {}

  /** Learns from the file's own first rows, or takes what was learnt elsewhere. */
  static FileRun begin(CsvFile file, Roles roles, @Nullable Lesson shared, BacktestPlan plan)
      throws BacktestException, CsvException {
    RowClock clock = new RowClock(roles);
    if (shared != null) {
      Tags tags = tags(file, shared.columns());
      return new FileRun(file, roles, clock, tags, shared.judges());
    }
    Head head = Head.read(file, roles, clock, plan.trainRows());
    if (head.size() < plan.trainRows()) {
      throw tooShort(file, head.size(), plan.trainRows());
    }
    Lesson own = Lesson.train(file.path(), head, plan.watchers());
    FileRun run =
        new FileRun(file, roles, clock, new Tags(head.names(), head.places()), own.judges());
    head.warmUp(run.judges);
    head.trace(run.trace);
    run.trainRows = head.size();
    run.leftOutRows = head.size() - own.models().get(0).model().data().rows();
    run.notes.addAll(head.notes());
    return run;
  }

  /**
   * Judges all further rows.
   *
   * @throws BacktestException where there is none
   */
  void score(ScoreFile scores, Meter meter) throws BacktestException, CsvException, IOException {
    long number = trainRows;
    while (file.next()) {
      fill(clock.next(file));
      judge(number, scores);
      number++;
      if (number % REPORT_ROWS == 0) {
        meter.at(file.bytesRead());
      }
    }
    if (number == trainRows) {
      throw tooShort(file, trainRows, trainRows);
    }
    meter.at(file.bytesRead());
  }

  FileReport report(BacktestPlan plan) {
    note(clock.repeated(), "times that repeat were taken one interval after the row before");
    note(clock.backward(), "times that run back were taken to go on from the row before");
    note(clock.missing(), "rows without a readable time were taken one interval after the last");
    note(unreadable, "cells of tags that are no number count as unusable" + firstUnreadable);
    List<DetectorReport> detectors = new ArrayList<>();
    for (int i = 0; i < tallies.length; i++) {
      Judge judge = judges.get(i);
      detectors.add(
          new DetectorReport(
              judge.name(),
              judge.parameters(),
              judge.verdicts(),
              tallies[i].figures(),
              judge.alarms()));
    }
    return new FileReport(
        file.path(),
        BacktestPlan.resultName(file.path()),
        trainRows,
        leftOutRows,
        tags,
        List.copyOf(notes),
        plan.columns().label() != null,
        combined.figures(),
        detectors,
        trace);
  }

  private void fill(long nanos) {
    row.time(nanos);
    for (int tag = 0; tag < places.length; tag++) {
      switch (file.content(places[tag])) {
        case NUMBER -> row.set(tag, file.value());
        case EMPTY -> row.unusable(tag, Verdict.BAD_QUALITY);
        case NOT_FINITE -> row.unusable(tag, Verdict.NOT_FINITE);
        case TEXT -> {
          row.unusable(tag, Verdict.BAD_QUALITY);
          unreadable++;
          if (unreadable == 1) {
            firstUnreadable = ", first in line " + file.line() + " of " + tags.get(tag);
          }
        }
      }
    }
  }

  private void judge(long number, ScoreFile scores) throws IOException {
    boolean fault = labels.faulty(file);
    boolean scored = false;
    boolean alarm = false;
    double score = 0;
    for (int i = 0; i < tallies.length; i++) {
      Judge judge = judges.get(i);
      boolean verdict = judge.judge(row, number, time) == Verdict.SCORED;
      score = verdict ? Math.max(score, judge.score()) : score;
      scored |= verdict;
      alarm |= judge.alarm();
      tallies[i].row(row.time(), verdict, fault, judge.alarm());
    }
    combined.row(row.time(), scored, fault, alarm);
    trace.row(row, score, scored, fault, alarm);
    if (scored) {
      scores.row(number, time.get(), score, alarm);
    }
  }

  private void note(long count, String what) {
    if (count > 0) {
      notes.add(count + " " + what);
    }
  }

  private static BacktestException tooShort(CsvFile file, long rows, long wanted) {
    return new BacktestException(
        Trouble.DATA,
        "%s:%d: the file ends after %d rows; training on %d leaves none to score"
            .formatted(file.path(), file.line(), rows, wanted));
  }

  /** Where the tags of shared models are in this file. */
  private static Tags tags(CsvFile file, List<Column> columns) throws BacktestException {
    List<String> names = columns.stream().map(Column::tag).toList();
    List<Integer> places = new ArrayList<>();
    for (String name : names) {
      int place = file.header().indexOf(name);
      if (place < 0) {
        throw new BacktestException(
            "%s:1: there is no column '%s', which the model needs".formatted(file.path(), name),
            name,
            file.header());
      }
      places.add(place);
    }
    return new Tags(names, places);
  }
}
