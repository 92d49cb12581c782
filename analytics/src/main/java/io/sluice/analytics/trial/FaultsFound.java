package io.sluice.analytics.trial;

/**
 * How many of the faults that were put into copies of real rows a model has noticed.
 *
 * @param found faults whose alarm was raised, 0 or more
 * @param tried faults put in; 0 where there were too few rows to try
 */
public record FaultsFound(int found, int tried) {
  /** Not tried yet. */
  public static final FaultsFound NONE = new FaultsFound(0, 0);

  public FaultsFound {
    if (found < 0 || found > tried) {
      throw new IllegalArgumentException(found + " of " + tried + " faults is none");
    }
  }

  /** Part found, 0 to 1. */
  public double share() {
    return tried == 0 ? 0 : (double) found / tried;
  }

  @Override
  public String toString() {
    return found + " of " + tried;
  }
}
