package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.connectors.BrowsedNode;
import io.sluice.connectors.ConnectorKind;
import io.sluice.connectors.TagBrowser;
import io.sluice.connectors.UnreachableException;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Entry;
import io.sluice.gateway.config.imports.ImportTarget;
import io.sluice.gateway.config.imports.PickedTags;
import io.sluice.gateway.options.Quantity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code sluice tags browse}: a server's tree, and tags picked from it. */
@CommandLine.Command(
    name = "browse",
    description = {
      "Show the tree of an OPC UA server with value, type, status and access.",
      "--pick adds what matches to the connection's tag list, with unit and range from the server"
          + " and the address by namespace URI; all or nothing.",
      "Exit code 1 when nothing could be picked, 69 when the server cannot be reached."
    })
final class TagsBrowseCommand extends DeviceCommand {
  private static final Duration WITHIN = Duration.ofSeconds(60);

  @CommandLine.Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NODE",
      description = "Node to begin with, as nsu=urn:vendor:plc;s=Pump1 (default: Objects).")
  private String node = "";

  @CommandLine.Option(
      names = "--depth",
      paramLabel = "N",
      defaultValue = "10",
      description = "Levels below the node, 1 to 100 (default: ${DEFAULT-VALUE}).")
  private int depth = 10;

  @CommandLine.Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Most nodes, 1 to 1000000 (default: ${DEFAULT-VALUE}).")
  private int most = 20_000;

  @CommandLine.Option(
      names = "--filter",
      paramLabel = "TEXT",
      description = "Show only what has this in its path, in either letter case.")
  private @Nullable String filter;

  @CommandLine.Option(
      names = "--pick",
      paramLabel = "GLOB",
      description = "Take the values whose path matches, * within a level and ** over levels.")
  private List<String> picks = new ArrayList<>();

  @CommandLine.Option(
      names = "--group",
      paramLabel = "NAME",
      description = "Group of the connection for the picked tags.")
  private @Nullable String group;

  @CommandLine.Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Tag list to add to (default: CONFIG/tags/NAME.csv).")
  private @Nullable Path out;

  TagsBrowseCommand(Terminal terminal, Supplier<Surroundings> world) {
    super(terminal, world);
  }

  @Override
  int run(Configuration readable, Entry entry) throws InterruptedException {
    Optional<TagBrowser> browser = browser(kind(entry), entry);
    if (browser.isEmpty()) {
      return usage(
          connection()
              + " is of kind "
              + entry.kind()
              + ", whose protocol cannot list what a device has; take the device's own list with"
              + " sluice tags import, and sluice tags try for single addresses");
    }
    try {
      TagBrowser.Limits limits = new TagBrowser.Limits(depth, most, WITHIN);
      TagBrowser.Found found = browser.get().browse(node, limits);
      int code = picks.isEmpty() ? show(found) : pick(found, readable, entry);
      found.leftOut().forEach(why -> terminal.err().println("note: " + why));
      return code;
    } catch (IllegalArgumentException wrong) {
      return usage(String.valueOf(wrong.getMessage()));
    } catch (UnreachableException refused) {
      return unreachable(refused);
    }
  }

  private <O extends Record> Optional<TagBrowser> browser(ConnectorKind<O> kind, Entry entry) {
    return kind.browser(connection(), entry.options(kind.options()), world().clock());
  }

  private int show(TagBrowser.Found found) {
    List<BrowsedNode> nodes = found.nodes().stream().filter(this::wanted).toList();
    if (jsonWanted()) {
      JsonOption.print(terminal, json(nodes));
      return ExitCode.OK;
    }
    Table table = new Table("name", "value", "unit", "type", "status", "access", "address");
    for (BrowsedNode one : nodes) {
      String name = "  ".repeat(filter == null ? one.path().size() - 1 : 0) + label(one);
      BrowsedNode.Point point = one.point();
      if (point == null) {
        table.row(name + "/", "", "", "", "", "", one.address());
      } else {
        table.row(
            name,
            point.shown(),
            point.unit(),
            point.typeName(),
            point.status().toString(),
            access(point),
            one.address());
      }
    }
    table.print(terminal.out());
    return ExitCode.OK;
  }

  private String label(BrowsedNode one) {
    return filter == null ? one.name() : String.join("/", one.path());
  }

  private boolean wanted(BrowsedNode one) {
    String text = filter;
    return text == null
        || String.join("/", one.path())
            .toLowerCase(Locale.ROOT)
            .contains(text.toLowerCase(Locale.ROOT));
  }

  private static String access(BrowsedNode.Point point) {
    return point.access().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private int pick(TagBrowser.Found found, Configuration readable, Entry entry) {
    Path list = out == null ? files().config().resolve("tags").resolve(connection() + ".csv") : out;
    PickedTags picked = new PickedTags(reader(), files().config(), files().routes(), readable);
    try {
      PickedTags.Result result =
          picked.add(found.nodes(), picks, ImportTarget.of(entry, group), list);
      new ProblemReport(terminal).text(terminal.err(), result.problems());
      result.notes().forEach(note -> terminal.err().println("note: " + note));
      if (result.added() == 0) {
        terminal.err().println("nothing was written");
        return ExitCode.FINDINGS;
      }
      terminal.out().println(list + ": " + result.added() + " tags added");
      return ExitCode.OK;
    } catch (IOException refused) {
      terminal.err().println("sluice: " + list + " cannot be read or written by this user");
      return ExitCode.CONFIGURATION;
    }
  }

  private ObjectNode json(List<BrowsedNode> nodes) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("connection", connection());
    ArrayNode all = json.putArray("nodes");
    for (BrowsedNode one : nodes) {
      ObjectNode object = all.addObject();
      object.put("path", String.join("/", one.path())).put("address", one.address());
      BrowsedNode.Point point = one.point();
      if (point != null) {
        object.put("type", point.typeName()).put("value", point.shown()).put("unit", point.unit());
        object.put("status", point.status().toString()).put("access", access(point));
        object.put("range", range(point)).put("description", point.description());
      }
    }
    return json;
  }

  private static @Nullable String range(BrowsedNode.Point point) {
    return Double.isInfinite(point.low())
        ? null
        : Quantity.number(point.low()) + " to " + Quantity.number(point.high());
  }
}
