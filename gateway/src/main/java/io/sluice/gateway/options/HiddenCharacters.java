package io.sluice.gateway.options;

/** Characters that make a text read otherwise than it looks (Unicode TR 36, Trojan Source). */
public final class HiddenCharacters {
  private HiddenCharacters() {}

  /** Whether the text has one. */
  public static boolean in(String text) {
    return text.codePoints().anyMatch(HiddenCharacters::hidden);
  }

  /** Control and format characters, also those for writing direction; not tab and line feed. */
  static boolean hidden(int character) {
    int type = Character.getType(character);
    return character != '\t'
        && character != '\n'
        && (type == Character.CONTROL
            || type == Character.FORMAT
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR
            || type == Character.SURROGATE
            || type == Character.PRIVATE_USE);
  }

  /** Whether there are none; tells of each in the text, at its place. */
  static boolean none(SourceFile file, Problems problems) {
    boolean none = true;
    for (int number = 1; number <= file.lines().size(); number++) {
      int column = 1;
      for (int character : file.line(number).codePoints().toArray()) {
        if (hidden(character)) {
          none = false;
          problems.error(
              file.at(number, column),
              Code.HIDDEN_CHARACTER,
              String.format("the invisible character U+%04X stands here; delete it", character));
        }
        column++;
      }
    }
    return none;
  }
}
