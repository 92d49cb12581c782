package io.sluice.gateway.config;

import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Position;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Problems;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may be a name. Names appear in file names, topics, metrics and URLs. */
final class Names {
  static final String FORM = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
  private static final Pattern NAME = Pattern.compile(FORM);
  private static final Pattern TAG = Pattern.compile("[\\p{L}0-9][\\p{L}\\p{M}0-9._/-]{0,127}");

  private Names() {}

  /** Whether it may name an entry or a route; if not, a problem says so. */
  static boolean good(String name, Position at, Problems problems) {
    if (NAME.matcher(name).matches()) {
      return true;
    }
    problems.add(
        Problem.error(
                at,
                Code.BAD_NAME,
                "\""
                    + name
                    + "\" is no name; allowed are letters a-z, digits, dots, dashes and"
                    + " underscores, beginning with a letter or digit, at most 64")
            .suggest(closest(name)));
    return false;
  }

  /** Whether it may name a tag; if not, a problem says so. */
  static boolean goodTag(String name, Position at, Problems problems) {
    if (TAG.matcher(name).matches()) {
      return true;
    }
    problems.error(
        at,
        Code.BAD_NAME,
        "\""
            + name
            + "\" is no tag name; allowed are letters, digits and . _ / -, beginning with a"
            + " letter or digit, at most 128");
    return false;
  }

  static @Nullable String closest(String name) {
    String mended =
        name.strip()
            .replaceAll("[^A-Za-z0-9._-]+", "-")
            .replaceAll("-{2,}", "-")
            .replaceAll("^[^A-Za-z0-9]+|-+$", "");
    return NAME.matcher(mended).matches() ? mended : null;
  }
}
