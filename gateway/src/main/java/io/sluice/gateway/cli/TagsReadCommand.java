package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.UnreachableException;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Entry;
import io.sluice.gateway.config.TagPatterns;
import io.sluice.gateway.config.online.Reading;
import io.sluice.gateway.config.online.Visit;
import io.sluice.gateway.options.Closest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice tags read}: what a device says now of its tags. */
@CommandLine.Command(
    name = "read",
    description = {
      "Connect once with the connection of that name, read its tags, and show them.",
      "Exit code 0 when all are Good, 1 when some are not, 69 when the device cannot be reached."
    })
final class TagsReadCommand extends DeviceCommand {
  private static final Duration WITHIN = Duration.ofSeconds(10);

  @CommandLine.Parameters(
      index = "1..*",
      paramLabel = "TAG",
      description = "Tags of its list, also as pump-1/*; all where none is given.")
  private List<String> wanted = new ArrayList<>();

  TagsReadCommand(Terminal terminal, Supplier<Surroundings> world) {
    super(terminal, world);
  }

  @Override
  int run(Configuration readable, Entry entry) throws InterruptedException {
    List<Tag> all = readable.tagsOf(connection());
    List<Tag> tags = chosen(all);
    if (tags.isEmpty()) {
      return nothing(all);
    }
    try (Visit visit = Visit.to(kind(entry), entry, world().clock(), WITHIN)) {
      List<Reading> readings = visit.read(tags);
      print(readings);
      return readings.stream().allMatch(Reading::good) ? ExitCode.OK : ExitCode.FINDINGS;
    } catch (UnreachableException refused) {
      return unreachable(refused);
    }
  }

  private List<Tag> chosen(List<Tag> all) {
    if (wanted.isEmpty()) {
      return all;
    }
    TagPatterns patterns = new TagPatterns(wanted);
    return all.stream().filter(tag -> patterns.match(tag.name())).toList();
  }

  private int nothing(List<Tag> all) {
    if (all.isEmpty()) {
      terminal
          .err()
          .println("sluice: " + connection() + " has no tags that can be read; sluice check");
      return ExitCode.CONFIGURATION;
    }
    List<String> names = all.stream().map(Tag::name).toList();
    String hint =
        Closest.to(wanted.get(0), names).map(name -> "; did you mean " + name + "?").orElse("");
    terminal
        .err()
        .println("sluice: " + connection() + " has no tag " + String.join(", ", wanted) + hint);
    return ExitCode.USAGE;
  }

  private void print(List<Reading> readings) {
    if (jsonWanted()) {
      JsonOption.print(terminal, json(readings));
      return;
    }
    Table table = new Table("tag", "value", "unit", "status", "source time", "address");
    for (Reading one : readings) {
      Tag tag = one.tag();
      table.row(
          tag.name(),
          one.shown(),
          tag.unit(),
          one.status().toString(),
          one.sourceTime().toString(),
          tag.address());
    }
    table.print(terminal.out());
  }

  private ObjectNode json(List<Reading> readings) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("connection", connection());
    ArrayNode tags = json.putArray("tags");
    for (Reading one : readings) {
      ObjectNode tag = tags.addObject();
      tag.put("tag", one.tag().name());
      one.number()
          .ifPresentOrElse(
              number -> tag.put("value", number),
              () -> tag.put("value", one.shown().isEmpty() ? null : one.shown()));
      tag.put("unit", one.tag().unit());
      tag.put("status", one.status().toString());
      tag.put("sourceTime", one.sourceTime().toString());
      tag.put("address", one.tag().address());
    }
    return json;
  }
}
