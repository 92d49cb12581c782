package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.options.Closest;
import io.sluice.gateway.options.Code;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.commons.text.WordUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code sluice explain CODE}: what a problem means and what to do, without a network. */
@CommandLine.Command(
    name = "explain",
    description = "Say what a problem's code means and what to do; without CODE list all codes.")
public final class ExplainCommand implements Callable<Integer> {
  private static final int WIDTH = 88;

  private final Terminal terminal;

  @CommandLine.Parameters(arity = "0..1", paramLabel = "CODE", description = "As unknown-key.")
  private @Nullable String wanted;

  @CommandLine.Mixin private final JsonOption json = new JsonOption();

  public ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String read = wanted;
    if (read == null) {
      Arrays.stream(Code.values()).forEach(code -> print(code, firstSentence(code)));
      return ExitCode.OK;
    }
    Optional<Code> code = Code.of(read);
    code.ifPresentOrElse(found -> print(found, found.explanation()), () -> unknown(read));
    return code.isPresent() ? ExitCode.OK : ExitCode.USAGE;
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

  private void unknown(String read) {
    List<String> codes = Arrays.stream(Code.values()).map(Code::spelling).toList();
    String hint = Closest.to(read, codes).map(code -> "; did you mean " + code + "?").orElse("");
    terminal.err().println("sluice: there is no code " + read + hint);
    terminal.err().println("sluice explain without a code lists all of them");
  }

  private static String firstSentence(Code code) {
    int end = code.explanation().indexOf(". ");
    return end < 0 ? code.explanation() : code.explanation().substring(0, end + 1);
  }
}
