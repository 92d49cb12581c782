package io.sluice.connectors.plc4x;

import io.sluice.connectors.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tag of a Logix controller, as the programmer names it (1756-PM020, "Logix5000 tags"): {@code
 * Speed}, {@code Motor.Speed}, {@code Counts[3]}, {@code Motors[3].Speed}, {@code
 * Program:Main.Step}.
 *
 * @param program name of the program, or empty where the tag is the controller's
 * @param parts name and members
 */
record LogixAddress(String program, List<Part> parts) {
  static final int LONGEST_NAME = 40;

  /** PLC4X writes an element's number in one byte. */
  static final int LAST_ELEMENT = 255;

  private static final Pattern SCOPE =
      Pattern.compile("(?i)Program:(?<name>[^.:]*)\\.(?<tag>.*)", Pattern.DOTALL);
  private static final Pattern PART =
      Pattern.compile("(?<name>[^\\[\\]]*)(\\[(?<index>[^\\]]*)])?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final int NO_ELEMENT = -1;

  /**
   * A name, and perhaps an element of it.
   *
   * @param element its number, or -1
   */
  record Part(String name, int element) {
    @Override
    public String toString() {
      return element == NO_ELEMENT ? name : name + "[" + element + "]";
    }
  }

  LogixAddress {
    parts = List.copyOf(parts);
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  static LogixAddress parse(String text) {
    String address = text.strip();
    Matcher scope = SCOPE.matcher(address);
    boolean scoped = scope.matches();
    if (scoped) {
      checkName(address, scope.group("name"));
    } else if (address.contains(":")) {
      throw wrong(text, "a colon stands only in Program:Name.Tag; module tags cannot be read");
    }
    List<Part> parts = new ArrayList<>();
    for (String part : (scoped ? scope.group("tag") : address).split("\\.", -1)) {
      parts.add(part(text, part));
    }
    return new LogixAddress(scoped ? scope.group("name") : "", parts);
  }

  /** The address of an element of an array that begins here, as its name or its first element. */
  String element(int index) {
    Part last = parts.get(parts.size() - 1);
    int at = Math.max(0, last.element()) + index;
    StringBuilder name = new StringBuilder(program.isEmpty() ? "" : "Program:" + program + ".");
    for (Part part : parts.subList(0, parts.size() - 1)) {
      name.append(part).append('.');
    }
    return name.append(new Part(last.name(), at)).toString();
  }

  /** The name for PLC4X's driver; {@link CipQuestion} puts the program's right. */
  String forDriver() {
    StringBuilder name = new StringBuilder(program.isEmpty() ? "" : "0rogram_" + program);
    for (Part part : parts) {
      name.append(name.isEmpty() ? "" : ".").append(part);
    }
    return name.toString();
  }

  /** Bytes that the tag takes in a packet, in the request or in the answer, whichever is more. */
  int packetBytes(DataType type) {
    int path = program.isEmpty() ? 0 : segment("Program:" + program);
    for (Part part : parts) {
      path += segment(part.name()) + (part.element() == NO_ELEMENT ? 0 : 2);
    }
    return Math.max(2 + 4 + path, 2 + 4 + LogixTypes.answerBytes(type));
  }

  private static int segment(String name) {
    return 2 + name.length() + name.length() % 2;
  }

  private static Part part(String whole, String text) {
    Matcher part = PART.matcher(text);
    if (!part.matches()) {
      throw wrong(whole, "brackets hold one element's number, as Counts[3]");
    }
    if (NUMBER.matcher(text).matches()) {
      throw wrong(whole, "a bit of a word cannot be read alone: read the word");
    }
    checkName(whole, part.group("name"));
    String index = part.group("index");
    return new Part(part.group("name"), index == null ? NO_ELEMENT : element(whole, index));
  }

  private static int element(String whole, String index) {
    if (index.contains(",")) {
      throw wrong(whole, "only arrays of one dimension can be read");
    }
    int element = NUMBER.matcher(index).matches() ? Integer.parseInt(index) : Integer.MAX_VALUE;
    if (element > LAST_ELEMENT) {
      throw wrong(whole, "elements go from 0 to " + LAST_ELEMENT + " with this driver");
    }
    return element;
  }

  private static void checkName(String whole, String name) {
    if (name.length() > LONGEST_NAME) {
      throw wrong(
          whole, "a name has up to " + LONGEST_NAME + " characters, this has " + name.length());
    }
    if (!NAME.matcher(name).matches() || name.endsWith("_") || name.contains("__")) {
      throw wrong(
          whole,
          "a name has letters, digits and single underscores and does not begin with a digit or"
              + " end with an underscore");
    }
  }

  private static IllegalArgumentException wrong(String text, String what) {
    return new IllegalArgumentException(
        "address is \""
            + text
            + "\": "
            + what
            + "; allowed is a tag as Speed, Motor.Speed, Counts[3] or Program:Main.Step");
  }
}
