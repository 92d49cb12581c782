package io.sluice.gateway.config.imports;

import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ignition's tag export (8.x, JSON): a provider or folder of nested folders, tags, and instances of
 * UDTs. Members of an instance come from the definition in {@code _types_} where the file has it,
 * with what the instance overrides.
 */
final class IgnitionJson implements TagSource {
  private static final String TYPES = "_types_";

  /** UDTs in UDTs in UDTs; a definition that holds itself would go on for ever. */
  private static final int DEEPEST = 30;

  @Override
  public void read(SourceFile file, Harvest into) {
    JsonTree.read(file, into).ifPresent(tree -> new Export(file, into).read(tree));
  }

  /** One export. */
  private static final class Export {
    private final SourceFile file;
    private final Harvest into;
    private final IgnitionTag tags;
    private final Map<String, Node.Section> definitions = new HashMap<>();

    Export(SourceFile file, Harvest into) {
      this.file = file;
      this.into = into;
      this.tags = new IgnitionTag(into);
    }

    void read(Node tree) {
      if (tree instanceof Node.Items items) {
        items.nodes().forEach(node -> define(node, "", 0));
        items.nodes().forEach(node -> walk(node, List.of(), Map.of()));
      } else if (tree instanceof Node.Section top && looksLikeTags(top)) {
        define(top, "", 0);
        boolean unnamed = text(top, "name").isEmpty() || text(top, "tagType").equals("Provider");
        if (unnamed) {
          children(top).forEach(node -> walk(node, List.of(), Map.of()));
        } else {
          walk(top, List.of(), Map.of());
        }
      } else {
        into.unreadable(
            file.whole(),
            Code.IMPORT_SHAPE,
            "is JSON and no tag export of Ignition, which has \"tags\" and \"tagType\"");
      }
      tags.finish(file);
    }

    private static boolean looksLikeTags(Node.Section top) {
      return top.get("tags").isPresent() || !text(top, "tagType").isEmpty();
    }

    /** Collects UDT definitions by their path below {@code _types_}. */
    private void define(Node node, String path, int depth) {
      if (!(node instanceof Node.Section tag) || depth > DEEPEST) {
        return;
      }
      String name = text(tag, "name");
      String inside = path.isEmpty() ? name : path + "/" + name;
      if (text(tag, "tagType").equals("UdtType")) {
        definitions.put(below(inside), tag);
      }
      String next = text(tag, "tagType").equals("Provider") ? "" : inside;
      children(tag).forEach(child -> define(child, next, depth + 1));
    }

    private static String below(String path) {
      int types = path.indexOf(TYPES + "/");
      return types < 0 ? path : path.substring(types + TYPES.length() + 1);
    }

    private void walk(Node node, List<String> path, Map<String, String> parameters) {
      if (!(node instanceof Node.Section tag) || !into.room(node.at())) {
        return;
      }
      String name = text(tag, "name");
      String type = text(tag, "tagType");
      if (name.equals(TYPES) || type.equals("UdtType")) {
        return;
      }
      List<String> here = with(path, name);
      if (here.size() > DEEPEST) {
        into.unreadable(tag.at(), Code.TOO_DEEP, "folders are nested deeper than " + DEEPEST);
      } else if (name.isEmpty()) {
        Harvest.Row row = into.row(tag.at(), String.join("/", path));
        row.wrong(
            tag.at(), Code.MISSING_KEY, "a tag in " + String.join("/", path) + "/ has no name");
        row.done();
      } else if (type.equals("UdtInstance")) {
        instance(tag, here, parameters);
      } else if (type.equals("Folder") || (type.isEmpty() && tag.get("tags").isPresent())) {
        children(tag).forEach(child -> walk(child, here, parameters));
      } else {
        tags.read(tag, here, parameters);
      }
    }

    private void instance(Node.Section tag, List<String> here, Map<String, String> outer) {
      String typeId = text(tag, "typeId");
      String wanted = below(typeId.replaceFirst("^\\[[^\\]]*\\]", ""));
      Optional<Node.Section> definition = Optional.ofNullable(definitions.get(wanted));
      Map<String, String> parameters = new HashMap<>(outer);
      definition.ifPresent(known -> parameters(known, parameters));
      parameters(tag, parameters);
      parameters.put("InstanceName", here.get(here.size() - 1));
      List<Node> members = definition.map(Export::children).orElse(List.of());
      List<Node> merged = merged(members, children(tag));
      if (definition.isEmpty() && merged.stream().noneMatch(Export::complete)) {
        Harvest.Row row = into.row(tag.at(), String.join("/", here));
        row.unsupported(
            tag.get("typeId").map(Node::at).orElse(tag.at()),
            String.join("/", here)
                + " is an instance of \""
                + typeId
                + "\", whose definition is not in this file; export the UDT definitions with it");
        row.done();
        return;
      }
      merged.forEach(member -> walk(member, here, parameters));
    }

    /** Whether a member says by itself where its value comes from. */
    private static boolean complete(Node node) {
      return node instanceof Node.Section tag
          && (tag.get("opcItemPath").isPresent() || tag.get("tags").isPresent());
    }

    private static void parameters(Node.Section tag, Map<String, String> into) {
      if (tag.get("parameters").orElse(null) instanceof Node.Section written) {
        for (Node.Field field : written.fields()) {
          if (field.value() instanceof Node.Text plain) {
            into.put(field.key(), plain.value());
          } else if (field.value() instanceof Node.Section typed) {
            typed.text("value").ifPresent(value -> into.put(field.key(), value.value()));
          }
        }
      }
    }

    /** The definition's members, each with what the instance says otherwise, then its own. */
    private static List<Node> merged(List<Node> defined, List<Node> own) {
      Map<String, Node.Section> overrides = new HashMap<>();
      own.stream()
          .filter(Node.Section.class::isInstance)
          .map(Node.Section.class::cast)
          .forEach(tag -> overrides.put(text(tag, "name"), tag));
      List<Node> merged = new ArrayList<>();
      for (Node node : defined) {
        Node.Section member = node instanceof Node.Section section ? section : null;
        Node.Section over = member == null ? null : overrides.remove(text(member, "name"));
        merged.add(over == null || member == null ? node : merged(member, over));
      }
      own.stream()
          .filter(node -> node instanceof Node.Section tag && overrides.containsValue(tag))
          .forEach(merged::add);
      return merged;
    }

    private static Node.Section merged(Node.Section member, Node.Section over) {
      List<Node.Field> fields = new ArrayList<>();
      for (Node.Field field : member.fields()) {
        Node.Field better = over.field(field.key()).orElse(field);
        boolean nested = field.key().equals("tags") && over.field("tags").isPresent();
        fields.add(
            nested
                ? new Node.Field(
                    better.at(),
                    "tags",
                    new Node.Items(better.value().at(), merged(children(member), children(over))))
                : better);
      }
      over.fields().stream()
          .filter(field -> member.field(field.key()).isEmpty())
          .forEach(fields::add);
      return new Node.Section(over.at(), fields);
    }

    private static List<Node> children(Node.Section tag) {
      return tag.get("tags").orElse(null) instanceof Node.Items items ? items.nodes() : List.of();
    }

    private static String text(Node.Section tag, String key) {
      return tag.text(key).map(Node.Text::value).orElse("");
    }

    private static List<String> with(List<String> path, String name) {
      List<String> longer = new ArrayList<>(path);
      longer.add(name);
      return longer;
    }
  }
}
