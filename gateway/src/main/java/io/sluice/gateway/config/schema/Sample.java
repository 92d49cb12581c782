package io.sluice.gateway.config.schema;

import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.Noun;
import io.sluice.gateway.options.Form;
import io.sluice.gateway.options.Option;
import io.sluice.gateway.options.RecordShape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.text.WordUtils;
import org.jspecify.annotations.Nullable;

/**
 * A file with every option and its sentence: what must be given stands there with an example, the
 * rest is commented out with its default. The reader takes it as it is.
 */
public final class Sample {
  private static final int WIDTH = 96;
  private static final String SCHEMA_LINE = "# yaml-language-server: $schema=.schema/";

  /** What is done with a default. */
  private enum Defaults {
    COMMENTED,
    WRITTEN
  }

  private final StringBuilder text = new StringBuilder();
  private final Defaults defaults;

  /** Where nothing must be given, the defaults stand there: an empty section is none. */
  private Sample(List<Class<? extends Record>> records) {
    boolean nothing = records.stream().allMatch(type -> mayBeEmpty(RecordShape.of(type)));
    this.defaults = nothing ? Defaults.WRITTEN : Defaults.COMMENTED;
  }

  /** Samples by name: {@code setpoints}, {@code connections/opcua}. */
  public static Map<String, String> of(Catalog catalog) {
    Map<String, String> samples = new TreeMap<>();
    samples.put("gateway", gateway(catalog));
    for (Noun noun : catalog.nouns()) {
      if (noun.entries() == Noun.Entries.ALIKE) {
        samples.put(noun.key(), entry(noun, null, noun.about(), noun.records(null)));
      }
      noun.kinds()
          .forEach(
              (kind, options) ->
                  samples.put(
                      noun.key() + "/" + kind,
                      entry(noun, kind, RecordShape.describe(options), noun.records(options))));
    }
    return samples;
  }

  private static String gateway(Catalog catalog) {
    Sample sample = new Sample(List.of(catalog.gateway()));
    sample.line("", SCHEMA_LINE + "gateway.json");
    sample.words("", RecordShape.describe(catalog.gateway()));
    sample.section("", RecordShape.of(catalog.gateway()));
    return sample.text.toString();
  }

  private static String entry(
      Noun noun, @Nullable String kind, String about, List<Class<? extends Record>> records) {
    Sample sample = new Sample(records);
    sample.line("", SCHEMA_LINE + noun.key() + ".json");
    sample.words("", about);
    sample.line("", noun.key() + ":");
    sample.line("  ", noun.singular() + "-1:");
    if (kind != null) {
      sample.line("    ", "kind: " + kind);
    }
    records.forEach(type -> sample.section("    ", RecordShape.of(type)));
    return sample.text.toString();
  }

  private void section(String indent, RecordShape<?> shape) {
    shape.options().forEach(option -> option(indent, option));
  }

  private void option(String indent, Option option) {
    words(indent, Words.sentences(option));
    String lead = commented(option) ? indent + "# " : indent;
    Form form = option.form();
    if (form instanceof Form.Section section) {
      line(lead, option.key() + ":");
      section(lead + "  ", section.shape());
    } else if (form instanceof Form.Named named && named.value() instanceof Form.Section section) {
      line(lead, option.key() + ":");
      line(lead + "  ", mayBeEmpty(section.shape()) ? "name-1: {}" : "name-1:");
      section(lead + "    ", section.shape());
    } else {
      line(lead, option.key() + ": " + value(option, form));
    }
  }

  private boolean commented(Option option) {
    boolean written = defaults == Defaults.WRITTEN && hasDefault(option);
    return option.mayBeLeftOut() && !written;
  }

  private static boolean hasDefault(Option option) {
    return option.form() instanceof Form.Section section
        ? !option.nullable() && section.shape().options().stream().anyMatch(Sample::hasDefault)
        : option.defaultText() != null;
  }

  private static boolean mayBeEmpty(RecordShape<?> shape) {
    return shape.options().stream().allMatch(Option::mayBeLeftOut);
  }

  private static String value(Option option, Form form) {
    String preset = option.defaultText();
    String example = preset != null ? preset : Words.example(option).orElse(null);
    return example != null ? written(example, form) : anything(option, form);
  }

  private static String anything(Option option, Form form) {
    if (form instanceof Form.Hidden) {
      return "\"${secret:" + option.key() + "}\"";
    }
    if (form instanceof Form.Numeral) {
      return "1";
    }
    if (form instanceof Form.Choice choice) {
      return choice.choices().words().get(0);
    }
    if (form instanceof Form.Listed listed) {
      return option.mayBeLeftOut() ? "[]" : "[" + anything(option, listed.item()) + "]";
    }
    if (form instanceof Form.Named named) {
      return "{name-1: " + anything(option, named.value()) + "}";
    }
    return option.key();
  }

  /** In quotes where YAML would read something else than the text. */
  private static String written(String value, Form form) {
    boolean list = form instanceof Form.Listed;
    boolean plain =
        value.matches("[A-Za-z0-9/.][^#:{}\\[\\],&*!|>'\"%@`]*(:[^\\s#{}\\[\\],'\"]+)*");
    boolean number = value.matches("-?[0-9.]+");
    return plain || number || (list && value.startsWith("[")) ? value : "\"" + value + "\"";
  }

  private void words(String indent, String sentences) {
    int width = Math.max(40, WIDTH - indent.length());
    for (String line : WordUtils.wrap(sentences, width, "\n", false).split("\n", -1)) {
      line(indent + "# ", line);
    }
  }

  private void line(String lead, String words) {
    text.append((lead + words).stripTrailing()).append('\n');
  }
}
