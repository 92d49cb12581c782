package io.sluice.gateway.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/**
 * Where a command prints: data to {@code out}, everything else to {@code err}. Not closed by
 * commands.
 *
 * @param out standard output
 * @param err standard error
 * @param colour whether a person looks at it on a terminal that shows colours
 */
public record Terminal(PrintWriter out, PrintWriter err, Colour colour) {
  /** Whether to colour what is printed. */
  public enum Colour {
    ON,
    OFF
  }

  /** The process's own streams; colours only on a terminal and never where NO_COLOR is set. */
  public static Terminal ofProcess() {
    boolean person = CommandLine.Help.Ansi.AUTO.enabled();
    return new Terminal(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        person ? Colour.ON : Colour.OFF);
  }
}
