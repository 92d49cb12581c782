package io.sluice.gateway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import picocli.CommandLine;

/** {@code --json}, on every command. */
final class JsonOption {
  private static final ObjectMapper JSON = new ObjectMapper();

  @CommandLine.Option(
      names = "--json",
      description = "Print one JSON object on stdout, for programs.")
  private boolean wanted;

  boolean wanted() {
    return wanted;
  }

  /** One line on stdout. */
  static void print(Terminal terminal, JsonNode json) {
    try {
      terminal.out().println(JSON.writeValueAsString(json));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of nodes can always be written", impossible);
    }
  }
}
