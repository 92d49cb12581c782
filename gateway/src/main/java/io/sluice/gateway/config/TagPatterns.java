package io.sluice.gateway.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tag names with {@code *} for any letters but a slash: {@code pump-1/*}. */
public final class TagPatterns {
  private final List<Pattern> patterns;

  public TagPatterns(List<String> patterns) {
    this.patterns = patterns.stream().map(TagPatterns::compile).toList();
  }

  /** Whether one of the patterns is this name. */
  public boolean match(String tag) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(tag).matches());
  }

  private static Pattern compile(String pattern) {
    return Pattern.compile(
        Arrays.stream(pattern.split("\\*+", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("[^/]*")));
  }
}
