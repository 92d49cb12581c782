package io.sluice.analytics.trial;

import java.util.List;

/**
 * Whether the evidence on a shadow is enough to make it the champion; the reasons are sentences.
 */
public sealed interface PromotionAdvice {
  /** Each thing looked at and what was found. */
  List<String> reasons();

  /** Enough, and good. */
  record Ready(List<String> reasons) implements PromotionAdvice {
    public Ready {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Not enough, or not good; the reasons are only those that speak against it. A named person may
   * promote it all the same and say why.
   */
  record NotYet(List<String> reasons) implements PromotionAdvice {
    public NotYet {
      reasons = List.copyOf(reasons);
    }
  }
}
