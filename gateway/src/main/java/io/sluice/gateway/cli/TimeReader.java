package io.sluice.gateway.cli;

import io.sluice.gateway.options.Durations;
import java.time.Duration;
import picocli.CommandLine;

/** Times on the command line: as in the files, and {@code 10m}, as everybody writes in a shell. */
final class TimeReader implements CommandLine.ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    try {
      return time(text);
    } catch (IllegalArgumentException wrong) {
      throw new CommandLine.TypeConversionException(String.valueOf(wrong.getMessage()));
    }
  }

  /**
   * Reads a time.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  static Duration time(String text) {
    return Durations.parse(text.strip().replaceFirst("^([0-9.]+)\\s*m$", "$1 min"));
  }
}
