package io.sluice.analytics.trial;

import io.sluice.analytics.Goal;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.models.Deed;
import io.sluice.analytics.models.ModelRegistry;
import io.sluice.analytics.models.ModelState;
import io.sluice.analytics.models.ModelVersion;
import java.util.List;

/**
 * Makes a shadow the champion where what was recorded of it allows it. Reads and writes files:
 * never on an event loop.
 */
public final class Promotion {
  private final ModelRegistry registry;
  private final PromotionRule rule;

  public Promotion(ModelRegistry registry, PromotionRule rule) {
    this.registry = registry;
    this.rule = rule;
  }

  /**
   * What the recorded evidence says.
   *
   * @throws ModelException if there is no such version
   */
  public PromotionAdvice advice(String detector, int version, Goal goal) throws ModelException {
    ModelVersion shadow = find(detector, version);
    int champion = registry.champion(detector).map(ModelVersion::version).orElse(0);
    if (champion == 0) {
      return new PromotionAdvice.Ready(List.of("there is no champion yet"));
    }
    TrialRecord trial = TrialRecord.of(shadow.evidence().figures());
    if (trial.against() != champion) {
      return new PromotionAdvice.NotYet(
          List.of("nothing was recorded of v" + version + " beside the champion v" + champion));
    }
    return rule.judge(trial.champion(), trial.shadow(), trial.agreement(), goal);
  }

  /**
   * Promotes on evidence alone.
   *
   * @throws ModelException saying what is missing; nothing has changed then
   */
  public ModelVersion promote(String detector, int version, Goal goal, Deed deed)
      throws ModelException {
    PromotionAdvice advice = advice(detector, version, goal);
    if (advice instanceof PromotionAdvice.NotYet) {
      throw new ModelException(
          detector
              + " v"
              + version
              + " is not promoted: "
              + String.join("; ", advice.reasons())
              + "; a person who knows better says --force with a reason");
    }
    return registry.promote(detector, version, deed);
  }

  /**
   * Promotes against the evidence, in the name of a person.
   *
   * @param deed a person and a reason, neither of them empty
   * @throws ModelException if the reason is missing, or the version can be no champion
   */
  public ModelVersion force(String detector, int version, Deed deed) throws ModelException {
    if (deed.why().isBlank()) {
      throw new ModelException("--force needs a reason, as --why \"the pump was overhauled\"");
    }
    if (find(detector, version).state() == ModelState.CANDIDATE
        && registry.champion(detector).isPresent()) {
      var unused = registry.shadow(detector, version, deed);
    }
    return registry.promote(detector, version, deed);
  }

  private ModelVersion find(String detector, int version) throws ModelException {
    return registry.list(detector).stream()
        .filter(one -> one.version() == version)
        .findFirst()
        .orElseThrow(() -> new ModelException(detector + ": there is no version " + version));
  }
}
