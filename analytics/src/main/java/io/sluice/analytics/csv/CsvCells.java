package io.sluice.analytics.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.Arrays;

/** The cells of the record read last, as characters: no object is made for a cell. */
final class CsvCells extends AbstractBaseCsvCallbackHandler<CsvCells> {
  private char[] text = new char[1024];
  private int[] ends = new int[64];
  private int count;
  private long line;

  @Override
  protected void handleBegin(long startingLineNumber) {
    count = 0;
    line = startingLineNumber;
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
    int begin = begin(count);
    if (begin + length > text.length) {
      text = Arrays.copyOf(text, Math.max(2 * text.length, begin + length));
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    System.arraycopy(buffer, offset, text, begin, length);
    ends[count++] = begin + length;
  }

  @Override
  protected CsvCells buildRecord() {
    return this;
  }

  int count() {
    return count;
  }

  /** Where the record begins, from 1. */
  long line() {
    return line;
  }

  Content number(int cell, NumberCell reader) {
    return reader.read(text, begin(cell), ends[cell]);
  }

  boolean blank(int cell) {
    for (int at = begin(cell); at < ends[cell]; at++) {
      if (text[at] > ' ') {
        return false;
      }
    }
    return true;
  }

  String cell(int cell) {
    return new String(text, begin(cell), ends[cell] - begin(cell));
  }

  private int begin(int cell) {
    return cell == 0 ? 0 : ends[cell - 1];
  }
}
