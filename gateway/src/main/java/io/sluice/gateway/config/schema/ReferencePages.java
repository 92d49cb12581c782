package io.sluice.gateway.config.schema;

import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Form;
import io.sluice.gateway.options.Option;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The pages of docs/reference, in Markdown. */
public final class ReferencePages {
  private ReferencePages() {}

  /** Pages by file name: {@code connections.md}. */
  public static Map<String, String> of(Catalog catalog) {
    List<Chapter> chapters = Reference.of(catalog).chapters();
    Map<String, String> pages = new TreeMap<>();
    chapters.forEach(chapter -> pages.put(chapter.name() + ".md", page(chapter)));
    pages.put("errors.md", errors());
    pages.put("README.md", index(chapters));
    return pages;
  }

  /** The line that keeps people from editing a page. */
  public static String generated(String from) {
    return "<!-- Generated from " + from + "; do not edit. -->\n\n";
  }

  private static String page(Chapter chapter) {
    StringBuilder page = new StringBuilder(generated("the options records"));
    page.append("# ").append(chapter.title()).append("\n\n").append(chapter.about()).append("\n\n");
    for (Topic topic : chapter.topics()) {
      topic(chapter, topic, page);
    }
    return page.toString().stripTrailing() + "\n";
  }

  private static void topic(Chapter chapter, Topic topic, StringBuilder page) {
    if (!topic.title().equals(chapter.title())) {
      page.append("## ").append(topic.title()).append("\n\n");
      if (!topic.about().isEmpty()) {
        page.append(topic.about()).append("\n\n");
      }
    }
    List<Topic.Line> lines = topic.lines();
    if (lines.isEmpty()) {
      page.append("It has no options.\n\n");
      return;
    }
    page.append("| key | what is written | allowed | default | meaning | example |\n");
    page.append("|---|---|---|---|---|---|\n");
    lines.forEach(line -> page.append(row(line)));
    page.append('\n');
    lines.forEach(line -> words(line, page));
  }

  private static String row(Topic.Line line) {
    Option option = line.option();
    String preset = Words.preset(option);
    return "| "
        + String.join(
            " | ",
            code(line.path()),
            cell(Words.form(option.form())),
            cell(Words.range(option)),
            option.mayBeLeftOut() ? code(preset) : "required",
            cell(option.description()),
            code(Words.example(option).orElse("")))
        + " |\n";
  }

  /** The words of a choice that have sentences of their own. */
  private static void words(Topic.Line line, StringBuilder page) {
    if (line.option().form() instanceof Form.Choice choice) {
      List<String> sentences = choice.choices().descriptions();
      if (sentences.stream().allMatch(String::isEmpty)) {
        return;
      }
      page.append(code(line.path())).append(":\n\n");
      for (int i = 0; i < sentences.size(); i++) {
        page.append("- ").append(code(choice.choices().words().get(i)));
        page.append(sentences.get(i).isEmpty() ? "" : ": " + sentences.get(i)).append('\n');
      }
      page.append('\n');
    }
  }

  private static String errors() {
    StringBuilder page = new StringBuilder(generated("Code"));
    page.append("# Problems and what to do\n\n");
    page.append("Each problem has a code; `sluice explain CODE` prints the same text.\n\n");
    for (Code code : Code.values()) {
      page.append("## ").append(code.spelling()).append("\n\n");
      page.append(code.explanation()).append("\n\n");
    }
    return page.toString().stripTrailing() + "\n";
  }

  private static String index(List<Chapter> chapters) {
    StringBuilder page = new StringBuilder(generated("what is installed"));
    page.append("# Reference\n\n");
    for (Chapter chapter : chapters) {
      page.append("- [").append(chapter.title()).append("](").append(chapter.name());
      page.append(".md): ").append(chapter.about()).append('\n');
    }
    page.append("- [States of an alarm](alarms.md): what each event does in each state.\n");
    page.append("- [Faults and detectors](detection.md): which faults each detector kind finds.\n");
    page.append("- [Problems](errors.md): what each code means and what to do.\n");
    page.append("- [Commands](commands.md): what `sluice` can be told.\n\n");
    page.append(
        "`sluice explain NAME` prints one entry, as in `sluice explain setpoints.clamp`.\n");
    page.append("`sluice schema --sample NAME` prints a file with every option.\n");
    return page.toString();
  }

  private static String code(String text) {
    return text.isEmpty() ? "" : "`" + text.replace("|", "\\|") + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
