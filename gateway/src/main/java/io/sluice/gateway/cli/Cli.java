package io.sluice.gateway.cli;

import io.sluice.gateway.options.Closest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * The command line: finds the command, and turns every end into an exit code and at most a few
 * lines. A person's mistake never shows a stack trace; ours is written to a file that is named.
 */
public final class Cli {
  private static final Logger log = LoggerFactory.getLogger(Cli.class);
  private static final int MOST_CAUSES = 20;

  private final Terminal terminal;
  private final CommandLine line;

  /**
   * Puts the commands together.
   *
   * @param commands picocli commands, each a {@code Callable<Integer>} that returns an {@link
   *     ExitCode}
   */
  public Cli(Terminal terminal, List<Callable<Integer>> commands) {
    this.terminal = terminal;
    this.line = new CommandLine(new Sluice());
    commands.forEach(command -> line.addSubcommand(line(command)));
    CommandLine.Help.Ansi ansi =
        terminal.colour() == Terminal.Colour.ON
            ? CommandLine.Help.Ansi.ON
            : CommandLine.Help.Ansi.OFF;
    line.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
    line.setOut(terminal.out());
    line.setErr(terminal.err());
    line.setParameterExceptionHandler(this::misunderstood);
    line.setExecutionExceptionHandler((bug, command, parsed) -> bug(bug));
  }

  /** A command with those that it holds. */
  static CommandLine line(Callable<Integer> command) {
    CommandLine made = new CommandLine(command);
    if (command instanceof CommandGroup group) {
      group.commands().forEach(inner -> made.addSubcommand(line(inner)));
    }
    return made;
  }

  /** Runs one command line to its end and returns its exit code; never throws. */
  public int run(String... arguments) {
    try {
      return line.execute(arguments);
    } finally {
      terminal.out().flush();
      terminal.err().flush();
    }
  }

  private int misunderstood(CommandLine.ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = terminal.err();
    err.println("sluice: " + wrong.getMessage());
    if (wrong instanceof CommandLine.UnmatchedArgumentException unmatched) {
      String read = unmatched.getUnmatched().get(0);
      Closest.to(read, command.getSubcommands().keySet())
          .ifPresent(meant -> err.println("did you mean " + meant + "?"));
    }
    err.println("see: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private int bug(Exception bug) {
    log.debug("a command failed by a bug", bug);
    terminal.err().println("sluice: this is a bug of Sluice, not of your files: " + sentence(bug));
    terminal.err().println(details(bug));
    return ExitCode.BUG;
  }

  private static String sentence(Exception bug) {
    String message = bug.getMessage();
    String first = message == null ? "" : message.lines().findFirst().orElse("");
    return first.isBlank() ? bug.getClass().getSimpleName() : first;
  }

  private static String details(Exception bug) {
    try {
      Path file = Files.createTempFile("sluice-bug-", ".txt");
      try (PrintWriter out =
          new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
        out.println("sluice " + VersionCommand.version());
        frames(bug, out);
      }
      return "details are in " + file + "; please send that file with your report";
    } catch (IOException noPlace) {
      return "details could not be written: the directory for temporary files is not writable";
    }
  }

  private static void frames(Throwable bug, PrintWriter out) {
    int depth = 0;
    for (Throwable at = bug; at != null && depth < MOST_CAUSES; at = at.getCause()) {
      out.println((depth == 0 ? "" : "Caused by: ") + at);
      for (StackTraceElement frame : at.getStackTrace()) {
        out.println("\tat " + frame);
      }
      depth++;
    }
  }

  @CommandLine.Command(
      name = "sluice",
      description = "An industrial edge gateway that notices. Not a safety system.",
      synopsisSubcommandLabel = "COMMAND",
      footer = {
        "",
        "Exit codes: 0 done, 1 findings, 64 usage, 69 cannot reach, 70 our bug, 78 configuration."
      })
  private static final class Sluice implements Callable<Integer> {
    @CommandLine.Option(
        names = {"-h", "--help"},
        usageHelp = true,
        scope = CommandLine.ScopeType.INHERIT,
        description = "Show this help.")
    private boolean help;

    @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
      if (spec != null && !help) {
        spec.commandLine().usage(spec.commandLine().getErr());
      }
      return ExitCode.USAGE;
    }
  }
}
