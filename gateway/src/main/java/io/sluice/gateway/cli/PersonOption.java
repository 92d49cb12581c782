package io.sluice.gateway.cli;

import picocli.CommandLine;

/** {@code --person}: who decides; the gateway keeps the name with what was done. */
final class PersonOption {
  @CommandLine.Option(
      names = "--person",
      required = true,
      paramLabel = "NAME",
      description = "Who decides this.")
  private String person = "";

  String name() {
    return person;
  }
}
