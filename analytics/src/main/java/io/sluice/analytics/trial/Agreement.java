package io.sluice.analytics.trial;

/**
 * How a shadow goes with the champion.
 *
 * @param rows rows that both have scored
 * @param pearson correlation of the logarithms of their scores, -1 to 1
 * @param spearman correlation of the ranks of their scores, -1 to 1
 * @param activationsAlone the shadow's activations that the champion saw nothing of
 */
public record Agreement(long rows, double pearson, double spearman, long activationsAlone) {
  /** Nothing seen by both. */
  public static final Agreement NONE = new Agreement(0, 0, 0, 0);

  /** As of now. */
  public static Agreement of(SideBySide seen) {
    return new Agreement(seen.rows(), seen.pearson(), seen.spearman(), seen.activationsAlone());
  }

  /** Both together: correlations are weighted by their rows. */
  public Agreement plus(Agreement later) {
    long all = rows + later.rows;
    if (all == 0) {
      return NONE;
    }
    return new Agreement(
        all,
        (pearson * rows + later.pearson * later.rows) / all,
        (spearman * rows + later.spearman * later.rows) / all,
        activationsAlone + later.activationsAlone);
  }
}
