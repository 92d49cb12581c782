package io.sluice.gateway.options;

import java.util.List;

/**
 * A text as the user sees it in an editor, with the name to show for it. Not always a file: an
 * endpoint's parameters are one too.
 */
public final class SourceFile {
  private final String name;
  private final String text;
  private final List<String> lines;

  /**
   * Takes the text as it is.
   *
   * @param name the path as the user would type it
   * @param text without byte order mark; line ends are LF
   */
  public SourceFile(String name, String text) {
    this.name = name;
    this.text = text;
    this.lines = List.of(text.split("\n", -1));
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  public List<String> lines() {
    return lines;
  }

  /** Line {@code number}, from 1; empty where there is none. */
  public String line(int number) {
    return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
  }

  public Position at(int line, int column) {
    return new Position(this, line, column);
  }

  /** The source as a whole. */
  public Position whole() {
    return new Position(this, 0, 0);
  }

  @Override
  public String toString() {
    return name;
  }
}
