package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.GatewayException;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.ProblemPrinter;
import io.sluice.gateway.options.Severity;
import java.io.PrintWriter;
import java.util.List;

/** Prints problems for people or programs. */
public final class ProblemReport {
  private final Terminal terminal;

  public ProblemReport(Terminal terminal) {
    this.terminal = terminal;
  }

  /** All problems and a last line that counts them; nothing where there are none. */
  public void text(PrintWriter to, List<Problem> problems) {
    ProblemPrinter printer = new ProblemPrinter(terminal.colour() == Terminal.Colour.ON);
    problems.forEach(problem -> to.print(printer.text(problem)));
    if (!problems.isEmpty()) {
      Code first = problems.get(0).code();
      to.println();
      to.println(
          count(problems, Severity.ERROR, "error")
              + ", "
              + count(problems, Severity.WARNING, "warning")
              + "; sluice explain "
              + first
              + " says more");
    }
    to.flush();
  }

  /** Says why the gateway cannot start; gives the exit code. */
  static int refused(Terminal terminal, GatewayException refused) {
    terminal.err().println("sluice: " + refused.getMessage());
    return refused.trouble() == GatewayException.Trouble.CONFIGURATION
        ? ExitCode.CONFIGURATION
        : ExitCode.UNREACHABLE;
  }

  /** The same as one object: errors, warnings, problems. */
  public static ObjectNode json(List<Problem> problems) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("errors", number(problems, Severity.ERROR));
    json.put("warnings", number(problems, Severity.WARNING));
    ArrayNode all = json.putArray("problems");
    problems.forEach(problem -> all.add(ProblemPrinter.json(problem)));
    return json;
  }

  private static long number(List<Problem> problems, Severity severity) {
    return problems.stream().filter(problem -> problem.severity() == severity).count();
  }

  private static String count(List<Problem> problems, Severity severity, String word) {
    long number = number(problems, severity);
    return number + " " + word + (number == 1 ? "" : "s");
  }
}
