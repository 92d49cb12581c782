package io.sluice.gateway.config.imports;

import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Durations;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;
import io.sluice.gateway.options.SourceFile;
import java.time.Duration;
import java.util.List;

/** The {@code [[inputs.modbus]]} and {@code [[inputs.opcua]]} of a Telegraf configuration. */
final class TelegrafToml implements TagSource {
  /** What Telegraf does where nothing is said. */
  private static final Duration USUAL = Duration.ofSeconds(10);

  @Override
  public void read(SourceFile file, Harvest into) {
    TomlTree.read(file, into).ifPresent(tree -> read(file, tree, into));
  }

  private static void read(SourceFile file, Node tree, Harvest into) {
    List<Node.Section> modbus = sections(tree, "inputs", "modbus");
    List<Node.Section> opcua = sections(tree, "inputs", "opcua");
    if (modbus.isEmpty() && opcua.isEmpty()) {
      into.unreadable(
          file.whole(), Code.IMPORT_SHAPE, "has no [[inputs.modbus]] and no [[inputs.opcua]]");
      return;
    }
    TagNames names = new TagNames();
    List<Node.Section> wanted = into.target().modbus() ? modbus : opcua;
    if (wanted.isEmpty()) {
      into.unreadable(
          file.whole(),
          Code.IMPORT_SHAPE,
          into.target().modbus()
              ? "has [[inputs.opcua]] only, and the connection is a Modbus device"
              : "has [[inputs.modbus]] only, and the connection is no Modbus device");
      return;
    }
    if (!modbus.isEmpty() && !opcua.isEmpty()) {
      into.note(
          file,
          into.target().modbus()
              ? "the [[inputs.opcua]] are left out: they belong to another connection"
              : "the [[inputs.modbus]] are left out: they belong to another connection");
    }
    Duration every =
        sections(tree, "agent").stream()
            .map(agent -> interval(agent, into, USUAL))
            .findFirst()
            .orElse(USUAL);
    if (into.target().modbus()) {
      TelegrafModbus reader = new TelegrafModbus(file, into, names);
      wanted.forEach(plugin -> reader.plugin(plugin, interval(plugin, into, every)));
    } else {
      TelegrafOpcUa reader = new TelegrafOpcUa(into, names);
      wanted.forEach(plugin -> reader.plugin(plugin, interval(plugin, into, every)));
    }
  }

  /** The tables below these keys, one or many. */
  static List<Node.Section> sections(Node tree, String... path) {
    Node found = tree instanceof Node.Section section ? section.get(path).orElse(null) : null;
    if (found instanceof Node.Items items) {
      return items.nodes().stream()
          .filter(Node.Section.class::isInstance)
          .map(Node.Section.class::cast)
          .toList();
    }
    return found instanceof Node.Section one ? List.of(one) : List.of();
  }

  /** A single value as text, or empty. */
  static String text(Node.Section section, String key) {
    return section.text(key).map(Node.Text::value).orElse("");
  }

  static Position at(Node.Section section, String key) {
    return section.get(key).map(Node::at).orElse(section.at());
  }

  /** How often it reads, where it says so itself. */
  private static Duration interval(Node.Section from, Harvest into, Duration otherwise) {
    String written = text(from, "interval");
    if (written.isEmpty()) {
      return otherwise;
    }
    try {
      return Durations.parse(written.endsWith("m") ? written + "in" : written);
    } catch (IllegalArgumentException wrong) {
      into.note(at(from, "interval"), Code.IMPORT_NOTE, "interval: " + wrong.getMessage());
      return otherwise;
    }
  }
}
