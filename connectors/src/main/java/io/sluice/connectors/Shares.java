package io.sluice.connectors;

/** Samples of a tag by quality. */
public record Shares(long good, long uncertain, long bad) {
  public static final Shares NONE = new Shares(0, 0, 0);

  public long all() {
    return good + uncertain + bad;
  }

  /** Percent of the samples that were Good, 0 where there were none. */
  public double goodPercent() {
    return percent(good);
  }

  public double uncertainPercent() {
    return percent(uncertain);
  }

  public double badPercent() {
    return percent(bad);
  }

  private double percent(long part) {
    return all() == 0 ? 0 : 100.0 * part / all();
  }
}
