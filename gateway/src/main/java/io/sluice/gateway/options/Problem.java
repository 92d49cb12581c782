package io.sluice.gateway.options;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with what the user wrote.
 *
 * @param at where
 * @param severity whether it must be mended
 * @param code which kind of problem; explained by {@code sluice explain}
 * @param message one sentence: what was read and what is allowed; never a secret
 * @param suggestion the one close thing that was probably meant, or null
 * @param fix text that can be pasted instead, or null
 */
public record Problem(
    Position at,
    Severity severity,
    Code code,
    String message,
    @Nullable String suggestion,
    @Nullable String fix) {
  private static final int LONGEST = 400;

  public Problem {
    message = Masking.urls(message);
    if (message.length() > LONGEST) {
      message = message.substring(0, LONGEST) + "…";
    }
    // A fix may repeat the user's line.
    fix = fix == null ? null : Masking.line(fix);
  }

  public static Problem error(Position at, Code code, String message) {
    return new Problem(at, Severity.ERROR, code, message, null, null);
  }

  public static Problem warning(Position at, Code code, String message) {
    return new Problem(at, Severity.WARNING, code, message, null, null);
  }

  public Problem suggest(@Nullable String closest) {
    return new Problem(at, severity, code, message, closest, fix);
  }

  public Problem fix(@Nullable String text) {
    return new Problem(at, severity, code, message, suggestion, text);
  }

  public String path() {
    return at.file().name();
  }

  public int line() {
    return at.line();
  }

  public int column() {
    return at.column();
  }
}
