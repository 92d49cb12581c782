package io.sluice.gateway.options;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the one name that was probably meant, or none: a wild guess is worse than no guess. */
public final class Closest {
  private static final double SURE = 0.90;
  private static final int LONGEST = 128;
  private static final int SHORTEST_PART = 4;

  private Closest() {}

  /** The closest allowed name where it is close; differences of case count for nothing. */
  public static Optional<String> to(String read, Collection<String> allowed) {
    if (read.length() > LONGEST) {
      return Optional.empty();
    }
    String wanted = plain(read);
    String best = null;
    double bestScore = 0;
    for (String candidate : allowed) {
      double score = similarity(wanted, plain(candidate));
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    return best == null ? containing(wanted, allowed) : Optional.of(best);
  }

  /** The only name of which a part was written: {@code broker} of {@code plant-broker}. */
  private static Optional<String> containing(String wanted, Collection<String> allowed) {
    if (wanted.length() < SHORTEST_PART) {
      return Optional.empty();
    }
    List<String> found =
        allowed.stream()
            .filter(one -> plain(one).contains(wanted) || shortened(wanted, plain(one)))
            .distinct()
            .limit(2)
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** 0 where it is not close. */
  private static double similarity(String read, String candidate) {
    if (sorted(read).equals(sorted(candidate))) {
      return 1;
    }
    int longer = Math.max(read.length(), candidate.length());
    int edits = new LevenshteinDistance(Math.max(1, longer / 3)).apply(read, candidate);
    double likeness = new JaroWinklerSimilarity().apply(read, candidate);
    if ((edits < 0 && likeness < SURE) || edits >= longer) {
      return 0;
    }
    return likeness - (edits < 0 ? 0.5 : (double) edits / longer);
  }

  /** Swapped letters are the commonest slip, and in a word of two or three all others differ. */
  private static String sorted(String word) {
    return word.chars()
        .sorted()
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Whether letters were only left out: {@code parms} of {@code parameters}. */
  private static boolean shortened(String read, String candidate) {
    int at = 0;
    for (int i = 0; i < candidate.length() && at < read.length(); i++) {
      at += candidate.charAt(i) == read.charAt(at) ? 1 : 0;
    }
    return at == read.length() && candidate.charAt(0) == read.charAt(0);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
