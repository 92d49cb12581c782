package io.sluice.gateway.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One slip in the example's files and what is printed for it.
 *
 * <p>A case is a text: {@code #} words, {@code @ FILE}, then either {@code -} lines to take out and
 * {@code +} lines to put there, or {@code >} lines as the whole file, or {@code !} to delete it, or
 * {@code ^ crlf} to give it other line ends; at last {@code =} and the expected output. {@code
 * <U+XXXX>} stands for a character and {@code <0xXX>} for a byte.
 *
 * <p>What a person would want is said apart from the output: {@code ? at LINE} or {@code ? at
 * FILE:LINE} where the slip is seen, 0 for the file as a whole, else it is the first line that
 * differs; {@code ? -> TEXT} what a suggestion or fix should have, or {@code nothing} where nobody
 * could know; {@code ? clean} where it is no slip.
 */
final class GoldenCase {
  private static final Pattern ESCAPE = Pattern.compile("<(U\\+|0x)([0-9A-F]{2,5})>");

  private final Path file;
  private final List<String> slip;
  private final String expected;
  private String slipAt = "";

  private GoldenCase(Path file, List<String> slip, String expected) {
    this.file = file;
    this.slip = slip;
    this.expected = expected;
  }

  static GoldenCase read(Path file) throws IOException {
    String text = Files.readString(file);
    int split = text.indexOf("\n=\n");
    String slip = split < 0 ? text : text.substring(0, split + 1);
    return new GoldenCase(file, slip.lines().toList(), split < 0 ? "" : text.substring(split + 3));
  }

  String name() {
    return file.getFileName().toString().replace(".txt", "");
  }

  String title() {
    return slip.get(0).substring(2);
  }

  boolean clean() {
    return slip.contains("? clean");
  }

  /** What a suggestion or fix should have; empty where nobody could know. */
  String wanted() {
    String wanted = said("? -> ");
    return wanted.equals("nothing") ? "" : wanted;
  }

  /** The file and line, as {@code FILE:LINE}, where a person sees the slip; after it was made. */
  String place() {
    String at = said("? at ");
    String file = slipAt.substring(0, slipAt.lastIndexOf(':') + 1);
    return at.isEmpty() ? slipAt : at.contains(":") ? at : file + at;
  }

  private String said(String sign) {
    return slip.stream()
        .filter(line -> line.startsWith(sign))
        .map(line -> line.substring(sign.length()))
        .findFirst()
        .orElse("");
  }

  String expected() {
    return expected;
  }

  /** Writes what is printed now as what is expected, for a person to read and commit. */
  void update(Path source, String printed) throws IOException {
    Files.writeString(
        source.resolve(file.getFileName()), String.join("\n", slip) + "\n=\n" + printed);
  }

  /** Makes the slip in a copy of the example's files. */
  void apply(Path root) throws IOException {
    Path target = root;
    List<String> out = new ArrayList<>();
    List<String> in = new ArrayList<>();
    List<String> whole = new ArrayList<>();
    for (String line : slip) {
      String rest = line.length() > 2 ? line.substring(2) : "";
      char sign = line.isEmpty() ? '#' : line.charAt(0);
      if (sign == '@' || (sign == '-' && !in.isEmpty())) {
        write(target, out, in, whole);
      }
      switch (sign) {
        case '@' -> {
          target = root.resolve(rest);
          slipAt = slipAt.isEmpty() || slipAt.endsWith(":0") ? rest + ":0" : slipAt;
        }
        case '-' -> out.add(rest);
        case '+' -> in.add(rest);
        case '>' -> whole.add(rest);
        case '!' -> Files.delete(target);
        case '^' -> lineEnds(target, rest);
        default -> {}
      }
    }
    write(target, out, in, whole);
  }

  private void write(Path target, List<String> out, List<String> in, List<String> whole)
      throws IOException {
    if (!whole.isEmpty()) {
      Files.createDirectories(target.getParent());
      Files.write(target, bytes(String.join("\n", whole) + "\n"));
    } else if (!out.isEmpty()) {
      String before = Files.readString(target);
      String gone = String.join("\n", out);
      if (!before.contains(gone)) {
        throw new IllegalStateException(name() + ": the example has no " + gone);
      }
      int at = before.indexOf(gone);
      String after = before.substring(at + gone.length());
      Files.write(target, bytes(before.substring(0, at) + String.join("\n", in) + after));
      if (slipAt.endsWith(":0")) {
        long first = before.substring(0, at).lines().count() + (startsLine(before, at) ? 1 : 0);
        slipAt = slipAt.substring(0, slipAt.length() - 1) + (first + alike(out, in));
      }
    }
    out.clear();
    in.clear();
    whole.clear();
  }

  private static boolean startsLine(String text, int at) {
    return at == 0 || text.charAt(at - 1) == '\n';
  }

  /** Lines that stay as they are. */
  private static int alike(List<String> out, List<String> in) {
    int alike = 0;
    while (alike < Math.min(out.size(), in.size()) && out.get(alike).equals(in.get(alike))) {
      alike++;
    }
    return alike;
  }

  private static void lineEnds(Path target, String ends) throws IOException {
    if (!ends.toLowerCase(Locale.ROOT).equals("crlf")) {
      throw new IllegalStateException("only crlf is known, not " + ends);
    }
    Files.writeString(target, Files.readString(target).replace("\n", "\r\n"));
  }

  private static byte[] bytes(String text) {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    Matcher escape = ESCAPE.matcher(text);
    int from = 0;
    while (escape.find()) {
      bytes.writeBytes(text.substring(from, escape.start()).getBytes(StandardCharsets.UTF_8));
      int code = Integer.parseInt(escape.group(2), 16);
      if (escape.group(1).equals("0x")) {
        bytes.write(code);
      } else {
        bytes.writeBytes(Character.toString(code).getBytes(StandardCharsets.UTF_8));
      }
      from = escape.end();
    }
    bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }
}
