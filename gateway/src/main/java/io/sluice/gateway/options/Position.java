package io.sluice.gateway.options;

/**
 * A place in a source.
 *
 * @param file where
 * @param line from 1; 0 where the source as a whole is meant
 * @param column from 1, in characters as an editor counts them; 0 with line 0
 */
public record Position(SourceFile file, int line, int column) {
  public Position {
    if (line < 0 || column < 0 || (line == 0) != (column == 0)) {
      throw new IllegalArgumentException("position " + line + ":" + column + " is none");
    }
  }

  /** The same line, some characters further right. */
  public Position right(int characters) {
    return line == 0 ? this : new Position(file, line, column + characters);
  }

  @Override
  public String toString() {
    return line == 0 ? file.name() : file.name() + ":" + line + ":" + column;
  }
}
