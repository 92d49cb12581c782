package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.schema.Reference;
import io.sluice.gateway.config.schema.ReferenceText;
import io.sluice.gateway.options.Closest;
import io.sluice.gateway.options.Code;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.commons.text.WordUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * {@code sluice explain CODE} or {@code OPTION}: what a problem means and what to do, or what an
 * option of the files does; without a network.
 */
@CommandLine.Command(
    name = "explain",
    description = {
      "Say what a problem's code means and what to do, or what a file or option of it is for;",
      "without NAME list all codes."
    })
public final class ExplainCommand implements Callable<Integer> {
  private static final int WIDTH = 88;

  private final Terminal terminal;
  private final Supplier<Catalog> catalog;

  @CommandLine.Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "A code as unknown-key, a file as setpoints, or an option as setpoints.clamp.")
  private @Nullable String wanted;

  @CommandLine.Mixin private final JsonOption json = new JsonOption();

  public ExplainCommand(Terminal terminal, Supplier<Catalog> catalog) {
    this.terminal = terminal;
    this.catalog = catalog;
  }

  @Override
  public Integer call() {
    String read = wanted;
    if (read == null) {
      Arrays.stream(Code.values()).forEach(code -> print(code, firstSentence(code)));
      return ExitCode.OK;
    }
    Optional<Code> code = Code.of(read);
    if (code.isPresent()) {
      print(code.get(), code.get().explanation());
      return ExitCode.OK;
    }
    Reference reference = Reference.of(catalog.get());
    List<Reference.Found> found = reference.find(read);
    if (found.isEmpty()) {
      unknown(read, reference);
      return ExitCode.USAGE;
    }
    print(found);
    return ExitCode.OK;
  }

  private void print(List<Reference.Found> found) {
    if (json.wanted()) {
      JsonOption.print(terminal, ReferenceText.json(found));
    } else {
      terminal.out().print(ReferenceText.of(found));
    }
  }

  private void print(Code code, String text) {
    if (json.wanted()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      object.put("code", code.spelling());
      object.put("explanation", text);
      JsonOption.print(terminal, object);
    } else {
      terminal.out().println(code.spelling());
      terminal.out().println("  " + WordUtils.wrap(text, WIDTH, "\n  ", false));
    }
  }

  private void unknown(String read, Reference reference) {
    List<String> names = new ArrayList<>(reference.names());
    Arrays.stream(Code.values()).map(Code::spelling).forEach(names::add);
    String hint = Closest.to(read, names).map(name -> "; did you mean " + name + "?").orElse("");
    terminal.err().println("sluice: there is no code and no option " + read + hint);
    terminal.err().println("sluice explain without a name lists all codes");
  }

  private static String firstSentence(Code code) {
    int end = code.explanation().indexOf(". ");
    return end < 0 ? code.explanation() : code.explanation().substring(0, end + 1);
  }
}
