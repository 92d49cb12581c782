package io.sluice.analytics.backtest;

import io.sluice.analytics.Column;
import io.sluice.analytics.HeaderColumns;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.backtest.BacktestException.Trouble;
import io.sluice.analytics.csv.Content;
import io.sluice.analytics.csv.CsvException;
import io.sluice.analytics.csv.CsvFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The training rows of a file: which of its columns are tags, and what they teach. A column with a
 * text in a training row, without any number there, or that counts the rows is no tag.
 */
final class Head {
  /** Most cells kept: 160 MB. */
  private static final long MOST_CELLS = 20_000_000;

  /** Most training rows played to a detector before the first scored row. */
  private static final int WARM_UP = 20_000;

  private final Roles roles;
  private final int[] candidates;
  private final List<double[]> values = new ArrayList<>();
  private final List<Optional<Verdict[]>> reasons = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private final long[] textAt;
  private int[] tags = {};
  private int faulty;

  private Head(Roles roles) {
    this.roles = roles;
    this.candidates = roles.candidates().stream().mapToInt(Integer::intValue).toArray();
    this.textAt = new long[candidates.length];
  }

  /**
   * Reads up to {@code most} rows.
   *
   * @throws BacktestException where no column is a tag
   */
  static Head read(CsvFile file, Roles roles, RowClock clock, long most)
      throws BacktestException, CsvException {
    Head head = new Head(roles);
    Labels labels = new Labels(roles.label());
    while (head.values.size() < most && file.next()) {
      head.take(file, clock.next(file));
      head.faulty += labels.faulty(file) ? 1 : 0;
      if ((long) head.values.size() * head.textAt.length > MOST_CELLS) {
        throw new BacktestException(
            Trouble.ASKED,
            "%s: %d training rows of %d columns are too many: allowed are %d cells; take fewer rows"
                .formatted(file.path(), most, head.textAt.length, MOST_CELLS));
      }
    }
    head.findTags(file);
    return head;
  }

  int size() {
    return values.size();
  }

  /** Places of the tags in the file. */
  List<Integer> places() {
    return Arrays.stream(tags).map(tag -> candidates[tag]).boxed().toList();
  }

  /** Names of the tags. */
  List<String> names() {
    return places().stream().map(column -> roles.header().get(column)).toList();
  }

  /** What the user should know of the training rows. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    leftOut.forEach(column -> notes.add("no tag: " + column));
    if (faulty > 0) {
      notes.add(faulty + " training rows are labelled faulty and learnt as normal all the same");
    }
    return notes;
  }

  TrainingRows training() {
    List<Column> columns = HeaderColumns.of(names());
    TrainingRows rows = new TrainingRows(columns, Math.max(1, size()));
    Row row = new Row(tags.length);
    for (int i = 0; i < size(); i++) {
      fill(i, row);
      TrainingRows.Added unused = rows.add(row);
    }
    return rows;
  }

  /** Plays the last rows, so that windows are full when the first scored row comes. */
  void warmUp(List<Judge> judges) {
    Row row = new Row(tags.length);
    for (int i = Math.max(0, size() - WARM_UP); i < size(); i++) {
      fill(i, row);
      for (Judge judge : judges) {
        judge.warmUp(row);
      }
    }
  }

  /** Plays all rows to a trace. */
  void trace(Trace trace) {
    Row row = new Row(tags.length);
    for (int i = 0; i < size(); i++) {
      fill(i, row);
      trace.training(row);
    }
  }

  private void take(CsvFile file, long time) {
    double[] numbers = new double[candidates.length];
    Verdict @Nullable [] odd = null;
    for (int i = 0; i < numbers.length; i++) {
      Content content = file.content(candidates[i]);
      if (content == Content.NUMBER) {
        numbers[i] = file.value();
        continue;
      }
      if (odd == null) {
        odd = new Verdict[numbers.length];
        Arrays.fill(odd, Verdict.SCORED);
      }
      odd[i] = content == Content.NOT_FINITE ? Verdict.NOT_FINITE : Verdict.BAD_QUALITY;
      if (content == Content.TEXT && textAt[i] == 0) {
        textAt[i] = file.line();
      }
    }
    values.add(numbers);
    reasons.add(Optional.ofNullable(odd));
    times.add(time);
  }

  private void fill(int from, Row row) {
    double[] numbers = values.get(from);
    Verdict[] odd = reasons.get(from).orElse(null);
    for (int tag = 0; tag < tags.length; tag++) {
      if (odd == null || odd[tags[tag]] == Verdict.SCORED) {
        row.set(tag, numbers[tags[tag]]);
      } else {
        row.unusable(tag, odd[tags[tag]]);
      }
    }
    row.time(times.get(from));
  }

  private void findTags(CsvFile file) throws BacktestException {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < textAt.length; i++) {
      String name = roles.header().get(candidates[i]);
      if (textAt[i] > 0) {
        leftOut.add(name + ": a text in line " + textAt[i]);
      } else if (numbers(i) == 0) {
        leftOut.add(name + ": no number in the training rows");
      } else if (numbers(i) * 2 < values.size()) {
        leftOut.add(name + ": a number in " + numbers(i) + " of the training rows only");
      } else if (countsRows(i)) {
        leftOut.add(name + ": it counts the rows");
      } else {
        found.add(i);
      }
    }
    tags = found.stream().mapToInt(Integer::intValue).toArray();
    if (tags.length == 0) {
      throw new BacktestException(
          Trouble.DATA,
          file.path()
              + ":1: no column is a tag: "
              + (leftOut.isEmpty() ? "there is none left" : String.join("; ", leftOut)));
    }
  }

  private int numbers(int candidate) {
    int numbers = 0;
    for (Optional<Verdict[]> odd : reasons) {
      numbers += odd.isEmpty() || odd.get()[candidate] == Verdict.SCORED ? 1 : 0;
    }
    return numbers;
  }

  /** One more at each row, without exception: a row number, as data frames are saved with. */
  private boolean countsRows(int candidate) {
    for (int i = 1; i < values.size(); i++) {
      if (values.get(i)[candidate] - values.get(i - 1)[candidate] != 1) {
        return false;
      }
    }
    return values.size() > 2;
  }
}
