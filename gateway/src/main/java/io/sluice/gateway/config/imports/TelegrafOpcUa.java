package io.sluice.gateway.config.imports;

import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Telegraf's inputs.opcua: nodes, and groups of nodes with defaults. Telegraf asks the server for
 * the type of a value, so a file has none; FLOAT64 stands for any number, because an OPC UA
 * connection reads what the node holds.
 */
final class TelegrafOpcUa {
  private static final Set<String> IDENTIFIER_TYPES = Set.of("s", "i", "g", "b");

  private final Harvest into;
  private final TagNames names;

  TelegrafOpcUa(Harvest into, TagNames names) {
    this.into = into;
    this.names = names;
  }

  void plugin(Node.Section plugin, Duration rate) {
    String folder = TelegrafToml.text(plugin, "name");
    Defaults defaults = new Defaults(folder.equals("opcua") ? "" : folder, "", "", rate);
    TelegrafToml.sections(plugin, "nodes").forEach(node -> node(node, defaults));
    for (Node.Section group : TelegrafToml.sections(plugin, "group")) {
      Defaults inside =
          new Defaults(
              or(TelegrafToml.text(group, "name"), defaults.folder()),
              TelegrafToml.text(group, "namespace"),
              TelegrafToml.text(group, "identifier_type"),
              rate);
      TelegrafToml.sections(group, "nodes").forEach(node -> node(node, inside));
    }
  }

  /** What a group says for all of its nodes. */
  private record Defaults(String folder, String namespace, String identifierType, Duration rate) {}

  private void node(Node.Section node, Defaults defaults) {
    if (!into.room(node.at())) {
      return;
    }
    String name = or(TelegrafToml.text(node, "name"), TelegrafToml.text(node, "field_name"));
    Harvest.Row row = into.row(node.at(), name);
    row.rate(defaults.rate());
    if (name.isEmpty()) {
      row.wrong(node.at(), Code.MISSING_KEY, "a node has no name");
    } else {
      List<String> path =
          defaults.folder().isEmpty() ? List.of(name) : List.of(defaults.folder(), name);
      row.put("tag", TelegrafToml.at(node, "name"), names.of(path));
    }
    address(node, defaults, row);
    row.put("type", node.at(), "FLOAT64");
    row.done();
  }

  private void address(Node.Section node, Defaults defaults, Harvest.Row row) {
    String namespace = or(TelegrafToml.text(node, "namespace"), defaults.namespace());
    String type = or(TelegrafToml.text(node, "identifier_type"), defaults.identifierType());
    String identifier = TelegrafToml.text(node, "identifier");
    if (!namespace.matches("[0-9]{1,5}")) {
      row.wrong(
          TelegrafToml.at(node, "namespace"),
          namespace.isEmpty() ? Code.MISSING_KEY : Code.NOT_A_NUMBER,
          "namespace is \"" + namespace + "\", allowed is a number");
    }
    if (!IDENTIFIER_TYPES.contains(type)) {
      row.wrong(
          TelegrafToml.at(node, "identifier_type"),
          type.isEmpty() ? Code.MISSING_KEY : Code.UNKNOWN_CHOICE,
          "identifier_type is \"" + type + "\", allowed is s, i, g or b");
    }
    if (identifier.isEmpty()) {
      row.wrong(TelegrafToml.at(node, "identifier"), Code.MISSING_KEY, "a node has no identifier");
      return;
    }
    String address = "ns=" + namespace + ";" + type + "=" + identifier;
    row.put("address", TelegrafToml.at(node, "identifier"), address);
  }

  private static String or(String first, String second) {
    return first.isEmpty() ? second : first;
  }
}
