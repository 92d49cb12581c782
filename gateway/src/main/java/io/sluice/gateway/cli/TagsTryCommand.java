package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.connectors.ConnectorKind;
import io.sluice.connectors.Tag;
import io.sluice.connectors.UnreachableException;
import io.sluice.connectors.WordSpan;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Entry;
import io.sluice.gateway.config.online.Reading;
import io.sluice.gateway.config.online.Visit;
import io.sluice.gateway.config.online.WordGuess;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice tags try}: the same registers in every type, order and scale. */
@CommandLine.Command(
    name = "try",
    description = {
      "Read the registers at an address once and show what they mean in every type, word and byte"
          + " order and scale; those close to --like stand first, marked *.",
      "Exit code 0 when one is close, 1 when none is, 69 when the device cannot be reached."
    })
final class TagsTryCommand extends DeviceCommand {
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final int MOST_ROWS = 24;

  @CommandLine.Parameters(index = "1", paramLabel = "ADDRESS", description = "As in a tag list.")
  private String address = "";

  @CommandLine.Option(
      names = "--like",
      required = true,
      paramLabel = "VALUE",
      description = "What the instrument shows.")
  private double like;

  @CommandLine.Option(
      names = "--words",
      paramLabel = "N",
      defaultValue = "4",
      description = "Registers to read, 1 to 16 (default: ${DEFAULT-VALUE}).")
  private int words = 4;

  @CommandLine.Option(names = "--all", description = "Show all meanings, not the closest only.")
  private boolean all;

  TagsTryCommand(Terminal terminal, Supplier<Surroundings> world) {
    super(terminal, world);
  }

  private boolean ours;
  private WordGuess.Order usual = WordGuess.Order.ABCD;

  @Override
  int run(Configuration readable, Entry entry) throws InterruptedException {
    if (words < 1 || words > 16) {
      return usage("--words is " + words + ", allowed is 1 to 16");
    }
    List<Tag> registers;
    try {
      registers = registers(kind(entry), entry);
    } catch (IllegalArgumentException wrong) {
      return usage(String.valueOf(wrong.getMessage()));
    }
    if (registers.isEmpty()) {
      return usage(
          connection()
              + " is of kind "
              + entry.kind()
              + " with typed values, so there is nothing to try; sluice tags browse or read shows them");
    }
    try (Visit visit = Visit.to(kind(entry), entry, world().clock(), WITHIN)) {
      ours = "modbus".equals(entry.kind());
      usual = order(entry.text("word-order").map(Node.Text::value).orElse("ABCD"));
      return show(visit.read(registers));
    } catch (UnreachableException refused) {
      return unreachable(refused);
    }
  }

  /** One more on each side, for a list that counts from the other end. */
  private <O extends Record> List<Tag> registers(ConnectorKind<O> kind, Entry entry) {
    return kind.words(entry.options(kind.options()), address, new WordSpan(1, words + 1));
  }

  private int show(List<Reading> read) {
    List<Candidate> candidates = candidates(read);
    Candidate asked = candidates.get(0);
    if (asked.words().isEmpty()) {
      Reading first = asked.first();
      terminal
          .err()
          .println(
              "sluice: "
                  + first.tag().address()
                  + " is "
                  + first.status()
                  + "; no register there?");
      candidates.stream().skip(1).forEach(this::neighbour);
      return ExitCode.FINDINGS;
    }
    if (jsonWanted()) {
      JsonOption.print(terminal, json(asked));
    } else {
      text(asked);
      candidates.stream().skip(1).forEach(this::neighbour);
    }
    return asked.rows(like).get(0).plausible() ? ExitCode.OK : ExitCode.FINDINGS;
  }

  /**
   * A place to begin reading at.
   *
   * @param first what was read there
   * @param words Good words from there on
   * @param ours whether the connection reads every order
   */
  private record Candidate(Reading first, List<Integer> words, boolean ours) {
    List<WordGuess.Row> rows(double like) {
      return words.isEmpty() ? List.of() : WordGuess.rows(words, like, ours);
    }
  }

  /** The address that was asked for, then its neighbours. */
  private List<Candidate> candidates(List<Reading> read) {
    int asked = read.size() > words + 1 ? 1 : 0;
    List<Candidate> candidates = new ArrayList<>();
    candidates.add(candidate(read, asked));
    if (asked > 0) {
      candidates.add(candidate(read, 0));
    }
    if (asked + 1 < read.size()) {
      candidates.add(candidate(read, asked + 1));
    }
    return candidates;
  }

  private Candidate candidate(List<Reading> read, int from) {
    List<Integer> good = new ArrayList<>();
    for (int i = from; i < Math.min(read.size(), from + words); i++) {
      Reading one = read.get(i);
      if (!one.good() || one.number().isEmpty()) {
        break;
      }
      good.add((int) one.number().getAsDouble());
    }
    return new Candidate(read.get(from), good, ours);
  }

  private void text(Candidate asked) {
    terminal.out().println("words from " + address + ": " + hex(asked.words()));
    Table table = new Table("", "type", "order", "scale", "value", "in the tag list");
    int shown = 0;
    for (WordGuess.Row row : asked.rows(like)) {
      if (!all && shown++ >= MOST_ROWS) {
        break;
      }
      table.row(
          row.plausible() ? "*" : "",
          row.type(),
          row.order(),
          Quantity.number(row.scale()),
          shown(row.value()),
          row.plausible() ? cells(row) : "");
    }
    table.print(terminal.out());
  }

  private String cells(WordGuess.Row row) {
    String scale = row.scale() == 1 ? "" : Quantity.number(row.scale());
    if (row.sayable()) {
      return "address,type,scale: "
          + place(address)
          + row.suffix(usual)
          + ","
          + row.type()
          + ","
          + scale;
    }
    return row.type().startsWith("BCD")
        ? "no connection reads BCD"
        : "kind modbus reads " + row.type() + " " + row.order();
  }

  private static WordGuess.Order order(String written) {
    return Arrays.stream(WordGuess.Order.values())
        .filter(order -> order.name().equalsIgnoreCase(written))
        .findFirst()
        .orElse(WordGuess.Order.ABCD);
  }

  /** The address without the order that it was read in. */
  private static String place(String address) {
    return address.replaceFirst("#.*$", "");
  }

  private void neighbour(Candidate near) {
    List<WordGuess.Row> rows = near.rows(like);
    if (!rows.isEmpty() && rows.get(0).plausible() && rows.get(0).sayable()) {
      WordGuess.Row row = rows.get(0);
      terminal
          .err()
          .println(
              "hint: "
                  + place(near.first().tag().address())
                  + row.suffix(usual)
                  + " as "
                  + row.type()
                  + (row.scale() == 1 ? "" : " × " + Quantity.number(row.scale()))
                  + " is "
                  + shown(row.value())
                  + "; does the device's list count from 0?");
    }
  }

  private ObjectNode json(Candidate asked) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("connection", connection()).put("address", address).put("like", like);
    asked.words().forEach(json.putArray("words")::add);
    ArrayNode rows = json.putArray("rows");
    for (WordGuess.Row row : asked.rows(like)) {
      rows.addObject()
          .put("type", row.type())
          .put("order", row.order())
          .put("scale", row.scale())
          .put("value", row.value())
          .put("plausible", row.plausible())
          .put("sayable", row.sayable());
    }
    return json;
  }

  private static String hex(List<Integer> words) {
    return String.join(
        " ", words.stream().map(word -> String.format(Locale.ROOT, "%04X", word)).toList());
  }

  /** A meaning that is far off is not worth a line of zeros. */
  private static String shown(double value) {
    double size = Math.abs(value);
    boolean usual = value == 0 || (size >= 1e-4 && size < 1e10);
    return usual ? Quantity.number(value) : String.format(Locale.ROOT, "%.3e", value);
  }
}
