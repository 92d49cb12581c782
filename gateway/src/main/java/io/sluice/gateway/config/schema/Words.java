package io.sluice.gateway.config.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.options.Choices;
import io.sluice.gateway.options.Form;
import io.sluice.gateway.options.Option;
import java.util.List;
import java.util.Optional;

/** Says an option in words, the same for schema, sample and reference page. */
final class Words {
  /** How a secret is referred to, as regular expression. */
  static final String SECRET = "\\$\\{secret:[^}]+\\}";

  private static final String LEAST = "at least ";
  private static final String MOST = "at most ";

  private Words() {}

  /** What may be written: {@code time with its unit}, {@code one of: none, sign}. */
  static String form(Form form) {
    if (form instanceof Form.Text) {
      return "text";
    }
    if (form instanceof Form.Hidden) {
      return "secret, as ${secret:NAME}";
    }
    if (form instanceof Form.Numeral numeral) {
      return numeral.whole() ? "whole number" : "number";
    }
    if (form instanceof Form.Choice choice) {
      return "one of " + String.join(", ", choice.choices().words());
    }
    if (form instanceof Form.Parsed parsed) {
      return parsed.written().map(written -> written.what()).orElse("text");
    }
    if (form instanceof Form.Listed listed) {
      return "list of " + form(listed.item());
    }
    if (form instanceof Form.Named named) {
      return "by name: " + form(named.value());
    }
    return "section";
  }

  /** What is allowed beyond the form; empty where all of it is. */
  static String range(Option option) {
    List<String> ranges = option.ranges();
    if (ranges.size() == 2 && ranges.get(0).startsWith(LEAST) && ranges.get(1).startsWith(MOST)) {
      String least = ranges.get(0).substring(LEAST.length());
      String most = ranges.get(1).substring(MOST.length());
      return least.equals(most) ? "only " + least : least + " to " + most;
    }
    return String.join(", ", ranges);
  }

  /** An example: the option's own, else one of its form where it has no default to look at. */
  static Optional<String> example(Option option) {
    Optional<String> own = option.example();
    if (own.isEmpty()
        && option.defaultText() == null
        && option.form() instanceof Form.Parsed parsed) {
      return parsed.written().map(written -> written.like());
    }
    return own;
  }

  /** Its sentence, then range and default. */
  static String sentences(Option option) {
    StringBuilder text = new StringBuilder(option.description());
    String range = range(option);
    if (!range.isEmpty()) {
      text.append(" Allowed: ").append(range).append('.');
    }
    String preset = preset(option);
    if (!preset.isEmpty()) {
      text.append(" Default: `").append(preset).append("`.");
    }
    return text.toString().strip();
  }

  /** The default as it would be written; empty where there is none or it is made of others. */
  static String preset(Option option) {
    String preset = option.defaultText();
    return preset == null || preset.equals("{}") ? "" : preset;
  }

  /** An enum with a sentence for each word. */
  static void choice(Choices choices, ObjectNode node) {
    words(choices.words(), choices.descriptions(), node);
  }

  static void words(List<String> words, List<String> sentences, ObjectNode node) {
    ArrayNode enumeration = node.putArray("enum");
    words.forEach(enumeration::add);
    if (sentences.stream().anyMatch(sentence -> !sentence.isEmpty())) {
      ArrayNode descriptions = node.putArray("enumDescriptions");
      sentences.forEach(descriptions::add);
    }
  }
}
