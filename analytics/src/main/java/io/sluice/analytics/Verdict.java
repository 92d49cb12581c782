package io.sluice.analytics;

/** What came of a row: a score, or the reason why there is none. */
public enum Verdict {
  /** The row has a score. */
  SCORED("scored"),
  /** No model yet: rows are being collected. */
  LEARNING("learning"),
  /** The window is not filled since the start, a gap or an outage. */
  WARMING_UP("warming-up"),
  /** Too many tags were read with a Bad status. */
  BAD_QUALITY("bad-quality"),
  /** Too many tags are older than allowed. */
  STALE("stale"),
  /** Too many tags are NaN or infinite. */
  NOT_FINITE("not-finite"),
  /** Too many tags stand still that never did in training: the source is frozen. */
  FROZEN("frozen"),
  /** The machine changed its mode, or is in one that training has not seen. */
  MODE_CHANGED("mode-changed"),
  /** Rows do not come at the steady interval that the detector needs. */
  UNSTEADY("unsteady"),
  /** Rows come more or less often than in training. */
  OTHER_INTERVAL("other-interval"),
  /** The detector was given no time for this row. */
  OVER_BUDGET("over-budget"),
  /**
   * The model threw, or gave a score that is not finite: a fault of the model, not of the plant.
   */
  MODEL_FAILED("model-failed");

  private final String label;

  Verdict(String label) {
    this.label = label;
  }

  /** The name of the counter that such rows are added to. */
  public String label() {
    return label;
  }
}
