package io.sluice.analytics.backtest;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes {@code row,time,score,alarm}. Scores are cut, not rounded, behind six decimals, so that
 * what is below the threshold reads as below it.
 */
final class ScoreFile implements Closeable {
  private static final int DECIMALS = 1_000_000;
  private static final double LARGEST = 1e12;

  private final BufferedWriter out;
  private final StringBuilder line = new StringBuilder(64);

  ScoreFile(Path file) throws IOException {
    out = Files.newBufferedWriter(file);
    out.write("row,time,score,alarm\n");
  }

  /** A row with a score. */
  void row(long row, String time, double score, boolean alarm) throws IOException {
    begin(row, time);
    if (score < LARGEST) {
      long cut = (long) (score * DECIMALS);
      line.append(cut / DECIMALS).append('.');
      line.append(DECIMALS + cut % DECIMALS);
      line.deleteCharAt(line.length() - 7);
    } else {
      line.append(score);
    }
    end(alarm);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void begin(long row, String time) {
    line.setLength(0);
    line.append(row).append(',');
    boolean quotes = false;
    for (int i = 0; i < time.length() && !quotes; i++) {
      char one = time.charAt(i);
      quotes = one == ',' || one == '"' || one == '\n' || one == '\r';
    }
    line.append(quotes ? '"' + time.replace("\"", "\"\"") + '"' : time).append(',');
  }

  private void end(boolean alarm) throws IOException {
    out.append(line.append(',').append(alarm ? '1' : '0').append('\n'));
  }
}
