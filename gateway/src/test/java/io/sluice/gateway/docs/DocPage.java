package io.sluice.gateway.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documents and its fenced blocks.
 *
 * @param path the page
 * @param blocks in order
 */
record DocPage(Path path, List<Block> blocks) {
  /** The word after the fence, then {@code file=} of a file, {@code exit=} of commands. */
  private static final Pattern OPENING =
      Pattern.compile("^(\\s*)```([a-z]*)(?:\\s+file=(\\S+))?(?:\\s+exit=(\\d+))?\\s*$");

  private static final Pattern FILE_NAME =
      Pattern.compile("(?m)^# ((?:config|routes)/\\S+)\\s*\\n");

  /**
   * One block.
   *
   * @param line of its fence, from 1
   * @param language {@code yaml}, {@code csv}, {@code sh}, {@code text}; empty where none is said
   * @param file where it belongs, relative to the user's directory; empty where it does not say
   * @param exit the exit code of its last command
   */
  record Block(int line, String language, String file, int exit, String text) {
    /** Several files in one block, each below a comment with its name; else the block itself. */
    private List<Block> parts() {
      if (!FILE_NAME.matcher(text).lookingAt()) {
        return List.of(this);
      }
      List<Block> parts = new ArrayList<>();
      Matcher name = FILE_NAME.matcher(text);
      boolean more = name.find();
      while (more) {
        String part = name.group(1);
        int from = name.end();
        more = name.find();
        String body = text.substring(from, more ? name.start() : text.length());
        parts.add(new Block(line, part.endsWith(".csv") ? "csv" : language, part, exit, body));
      }
      return parts;
    }
  }

  static DocPage read(Path path) throws IOException {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = Files.readAllLines(path);
    for (int i = 0; i < lines.size(); i++) {
      Matcher opening = OPENING.matcher(lines.get(i));
      if (opening.matches()) {
        int first = i + 1;
        int indent = opening.group(1).length();
        StringBuilder text = new StringBuilder();
        for (i = first; !lines.get(i).strip().equals("```"); i++) {
          String line = lines.get(i);
          text.append(line.substring(Math.min(indent, line.length()))).append('\n');
        }
        String file = opening.group(3) == null ? "" : opening.group(3);
        int exit = opening.group(4) == null ? 0 : Integer.parseInt(opening.group(4));
        blocks.addAll(new Block(first, opening.group(2), file, exit, text.toString()).parts());
      }
    }
    return new DocPage(path, blocks);
  }

  /** README and everything below docs. */
  static List<DocPage> all(Path root) throws IOException {
    List<Path> files = new ArrayList<>(List.of(root.resolve("README.md")));
    try (Stream<Path> below = Files.walk(root.resolve("docs"))) {
      below.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
    }
    List<DocPage> pages = new ArrayList<>();
    for (Path file : files) {
      pages.add(read(file));
    }
    return pages;
  }

  List<Block> of(String... languages) {
    List<String> wanted = List.of(languages);
    return blocks.stream().filter(block -> wanted.contains(block.language())).toList();
  }

  @Override
  public String toString() {
    return path.getFileName().toString();
  }
}
