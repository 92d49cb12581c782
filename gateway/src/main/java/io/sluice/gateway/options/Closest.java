package io.sluice.gateway.options;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the one name that was probably meant, or none: a wild guess is worse than no guess. */
public final class Closest {
  private static final double SURE = 0.90;
  private static final int LONGEST = 128;

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
    return Optional.ofNullable(best);
  }

  /** 0 where it is not close. */
  private static double similarity(String read, String candidate) {
    int longer = Math.max(read.length(), candidate.length());
    int edits = new LevenshteinDistance(Math.max(1, longer / 3)).apply(read, candidate);
    double likeness = new JaroWinklerSimilarity().apply(read, candidate);
    if ((edits < 0 && likeness < SURE) || edits >= longer) {
      return 0;
    }
    return likeness - (edits < 0 ? 0.5 : (double) edits / longer);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
