package io.sluice.gateway.config.schema;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.options.Form;
import io.sluice.gateway.options.Option;
import java.util.List;
import org.apache.commons.text.WordUtils;

/** Entries of the reference for a terminal. */
public final class ReferenceText {
  private static final int WIDTH = 88;

  private final StringBuilder text = new StringBuilder();

  private ReferenceText() {}

  /** What was found, one below the other. */
  public static String of(List<Reference.Found> found) {
    ReferenceText entry = new ReferenceText();
    found.forEach(entry::add);
    return entry.text.toString();
  }

  /** The same for programs: an array of options with what is known of each. */
  public static ObjectNode json(List<Reference.Found> found) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (Reference.Found one : found) {
      if (one instanceof Reference.Found.Whole whole) {
        whole.chapter().topics().forEach(topic -> json(topic, topic.lines(), json));
      } else if (one instanceof Reference.Found.Part part) {
        json(part.topic(), part.topic().lines(), json);
      } else if (one instanceof Reference.Found.Options options) {
        json(options.topic(), options.lines(), json);
      }
    }
    return json;
  }

  private void add(Reference.Found found) {
    if (found instanceof Reference.Found.Whole whole) {
      Chapter chapter = whole.chapter();
      head(chapter.name(), chapter.about() + " It is written in " + chapter.title() + ".");
      boolean several = chapter.topics().size() > 1;
      chapter.topics().forEach(topic -> part(topic, several));
    } else if (found instanceof Reference.Found.Part part) {
      part(part.topic(), true);
    } else if (found instanceof Reference.Found.Options options) {
      String before = options.topic().name() + ".";
      options.lines().forEach(line -> full(before + line.path(), line.option()));
    }
  }

  private void part(Topic topic, boolean named) {
    if (named) {
      head(topic.name(), topic.about() + " (" + topic.title() + ")");
    }
    for (Topic.Line line : topic.lines()) {
      text.append("  ").append(line.path()).append(": ").append(brief(line.option())).append('\n');
    }
  }

  private void head(String name, String about) {
    text.append(name).append('\n').append("  ").append(wrapped(about.strip())).append('\n');
  }

  private static String brief(Option option) {
    String preset = Words.preset(option);
    String must = option.mayBeLeftOut() ? "" : ", required";
    return Words.form(option.form()) + (preset.isEmpty() ? must : ", default " + preset);
  }

  private void full(String name, Option option) {
    head(name, option.description());
    fact("written as", Words.form(option.form()));
    fact("allowed", Words.range(option));
    fact("default", Words.preset(option));
    fact("required", option.mayBeLeftOut() ? "" : "yes");
    fact("example", Words.example(option).orElse(""));
    if (option.form() instanceof Form.Choice choice) {
      List<String> sentences = choice.choices().descriptions();
      for (int i = 0; i < sentences.size(); i++) {
        if (!sentences.get(i).isEmpty()) {
          fact(choice.choices().words().get(i), sentences.get(i));
        }
      }
    }
  }

  private void fact(String name, String value) {
    if (!value.isEmpty()) {
      text.append("  ").append(name).append(": ").append(value).append('\n');
    }
  }

  private static String wrapped(String sentence) {
    return WordUtils.wrap(sentence, WIDTH, "\n  ", false);
  }

  private static void json(Topic topic, List<Topic.Line> lines, ObjectNode json) {
    for (Topic.Line line : lines) {
      Option option = line.option();
      ObjectNode one = json.withArray("options").addObject();
      one.put("option", topic.name() + "." + line.path());
      one.put("description", option.description());
      one.put("form", Words.form(option.form()));
      one.put("allowed", Words.range(option));
      one.put("default", Words.preset(option));
      one.put("required", !option.mayBeLeftOut());
      Words.example(option).ifPresent(example -> one.put("example", example));
    }
  }
}
