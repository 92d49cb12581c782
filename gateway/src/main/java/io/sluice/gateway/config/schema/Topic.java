package io.sluice.gateway.config.schema;

import io.sluice.gateway.options.Form;
import io.sluice.gateway.options.Option;
import io.sluice.gateway.options.RecordShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Options that stand together: those of a kind, of an endpoint, of a row.
 *
 * @param name as looked up: {@code connections.opcua}; that of its chapter where there is no other
 * @param title as a person reads it: {@code kind: opcua}
 * @param about one sentence, may be empty
 * @param records where its options are declared
 */
public record Topic(
    String name, String title, String about, List<Class<? extends Record>> records) {
  public Topic {
    records = List.copyOf(records);
  }

  /**
   * One option with its place.
   *
   * @param path below the topic: {@code groups.NAME.every}
   */
  public record Line(String path, Option option) {}

  /** All options, those of sections below the section. */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    records.forEach(type -> add("", RecordShape.of(type), lines));
    return lines;
  }

  private static void add(String prefix, RecordShape<?> shape, List<Line> lines) {
    for (Option option : shape.options()) {
      lines.add(new Line(prefix + option.key(), option));
      below(prefix + option.key(), option.form(), lines);
    }
  }

  private static void below(String path, Form form, List<Line> lines) {
    if (form instanceof Form.Section section) {
      add(path + ".", section.shape(), lines);
    } else if (form instanceof Form.Named named) {
      below(path + ".NAME", named.value(), lines);
    } else if (form instanceof Form.Listed listed) {
      below(path, listed.item(), lines);
    }
  }
}
