package io.sluice.gateway.cli;

/** What the process says to scripts when it ends (sysexits.h where it has a number). */
public final class ExitCode {
  public static final int OK = 0;

  /** Done, and something was found that needs attention. */
  public static final int FINDINGS = 1;

  /** The command line was not understood. */
  public static final int USAGE = 64;

  /** A device, server or gateway could not be reached. */
  public static final int UNREACHABLE = 69;

  /** A bug of ours. */
  public static final int BUG = 70;

  /** The configuration cannot be used. */
  public static final int CONFIGURATION = 78;

  private ExitCode() {}
}
