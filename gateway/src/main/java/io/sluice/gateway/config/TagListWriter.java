package io.sluice.gateway.config;

import io.sluice.gateway.options.RecordShape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes tag lists. A list that is added to keeps its lines as they are: comments, order of
 * columns, line ends; columns that it lacks and the new rows need are added at the right.
 */
public final class TagListWriter {
  private static final List<String> COLUMNS = RecordShape.of(TagRow.class).keys();

  private TagListWriter() {}

  /**
   * A list as text.
   *
   * @param text the whole file
   * @param columns its columns, from left to right
   * @param lines line of each new row, from 1
   */
  public record Written(String text, List<String> columns, List<Integer> lines) {
    public Written {
      columns = List.copyOf(columns);
      lines = List.copyOf(lines);
    }

    /** The column to which a character of a row belongs, counted from 1. */
    public String columnAt(String row, int column) {
      boolean quoted = false;
      int cell = 0;
      for (int i = 0; i < Math.min(column - 1, row.length()); i++) {
        char c = row.charAt(i);
        quoted ^= c == '"';
        cell += c == ',' && !quoted ? 1 : 0;
      }
      return columns.get(Math.min(cell, columns.size() - 1));
    }
  }

  /** The columns of a tag list, in our order. */
  public static List<String> columns() {
    return COLUMNS;
  }

  /** A new list of these rows, each with its cells by column. */
  public static Written list(List<Map<String, String>> rows) {
    return rows(String.join(",", COLUMNS) + "\n", COLUMNS, rows, "\n");
  }

  /** The list with these rows after its last one. */
  public static Written append(String list, List<Map<String, String>> rows) {
    String eol = list.contains("\r\n") ? "\r\n" : "\n";
    List<String> lines = new ArrayList<>(list.lines().toList());
    int header = 0;
    while (header < lines.size() && !data(lines.get(header))) {
      header++;
    }
    if (header == lines.size()) {
      return rows(list + String.join(",", COLUMNS) + eol, COLUMNS, rows, eol);
    }
    List<String> columns = new ArrayList<>();
    for (String cell : lines.get(header).split(",", -1)) {
      columns.add(cell.replace("\uFEFF", "").replace("\"", "").strip());
    }
    List<String> lacking =
        COLUMNS.stream()
            .filter(column -> !columns.contains(column))
            .filter(column -> rows.stream().anyMatch(row -> !cell(row, column).isEmpty()))
            .toList();
    if (!lacking.isEmpty()) {
      columns.addAll(lacking);
      lines.set(header, lines.get(header) + "," + String.join(",", lacking));
      for (int i = header + 1; i < lines.size(); i++) {
        if (data(lines.get(i))) {
          lines.set(i, lines.get(i) + ",".repeat(lacking.size()));
        }
      }
    }
    return rows(String.join(eol, lines) + eol, columns, rows, eol);
  }

  /**
   * Puts the text in the file's place, all of it or nothing.
   *
   * @throws IOException where the directory cannot be written; the file is then as before
   */
  public static void save(Path file, String text) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException(file + " is no file");
    }
    Files.createDirectories(directory);
    Path begun = Files.createTempFile(directory, ".", ".part");
    try {
      Files.write(begun, text.getBytes(StandardCharsets.UTF_8));
      begun.toFile().setReadable(true, false);
      Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(begun);
    }
  }

  private static Written rows(
      String before, List<String> columns, List<Map<String, String>> rows, String eol) {
    StringBuilder text = new StringBuilder(before);
    List<Integer> lines = new ArrayList<>();
    int line = (int) before.chars().filter(c -> c == '\n').count();
    for (Map<String, String> row : rows) {
      lines.add(++line);
      text.append(
              columns.stream()
                  .map(column -> quoted(cell(row, column)))
                  .collect(Collectors.joining(",")))
          .append(eol);
    }
    return new Written(text.toString(), columns, lines);
  }

  private static String cell(Map<String, String> row, String column) {
    return row.getOrDefault(column, "");
  }

  /** A cell lies within one line: line ends become blanks. */
  private static String quoted(String cell) {
    String plain = cell.replaceAll("\\s*[\\r\\n]+\\s*", " ").strip();
    return plain.contains(",") || plain.contains("\"")
        ? "\"" + plain.replace("\"", "\"\"") + "\""
        : plain;
  }

  private static boolean data(String line) {
    return !line.isBlank() && !line.startsWith("#");
  }
}
