package io.sluice.analytics.alarms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One of the 72 states of an alarm's life: four regions beside each other (OPC UA Part 9, 5.8).
 *
 * @param stand process condition and acknowledgement; goes on while the alarm is hidden
 * @param shelving put aside by an operator
 * @param suppression hidden by design
 * @param service taken out for maintenance
 */
public record LifeState(Stand stand, Shelving shelving, Suppression suppression, Service service) {
  /** No alarm, nothing hidden. */
  public static final LifeState NORMAL =
      new LifeState(Stand.NORMAL, Shelving.UNSHELVED, Suppression.UNSUPPRESSED, Service.IN_SERVICE);

  /** Every state there is. */
  public static List<LifeState> all() {
    List<LifeState> all = new ArrayList<>();
    for (Stand stand : Stand.values()) {
      for (Shelving shelving : Shelving.values()) {
        for (Suppression suppression : Suppression.values()) {
          for (Service service : Service.values()) {
            all.add(new LifeState(stand, shelving, suppression, service));
          }
        }
      }
    }
    return all;
  }

  /** Why the operator is not told, the strongest reason first; empty where he is. */
  public Optional<HeldBack> hiddenBy() {
    if (service == Service.OUT_OF_SERVICE) {
      return Optional.of(HeldBack.OUT_OF_SERVICE);
    }
    if (suppression == Suppression.SUPPRESSED) {
      return Optional.of(HeldBack.SUPPRESSED);
    }
    return shelving == Shelving.UNSHELVED ? Optional.empty() : Optional.of(HeldBack.SHELVED);
  }

  /** The state's letter in ISA-18.2: A to F in view, G shelved, H suppressed, I out of service. */
  public String letter() {
    return hiddenBy()
        .map(
            hidden ->
                switch (hidden) {
                  case OUT_OF_SERVICE -> "I";
                  case SUPPRESSED -> "H";
                  case SHELVED, FLOOD -> "G";
                })
        .orElse(stand.letter());
  }

  LifeState with(Stand next) {
    return new LifeState(next, shelving, suppression, service);
  }

  LifeState with(Shelving next) {
    return new LifeState(stand, next, suppression, service);
  }

  LifeState with(Suppression next) {
    return new LifeState(stand, shelving, next, service);
  }

  LifeState with(Service next) {
    return new LifeState(stand, shelving, suppression, next);
  }
}
