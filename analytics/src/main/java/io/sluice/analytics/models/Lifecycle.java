package io.sluice.analytics.models;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The states of all versions of one detector's model, as a value: candidate, shadow, champion,
 * retired. Each step gives the next value or a named refusal and touches nothing. There is at most
 * one champion and one shadow.
 *
 * @param versions rising
 * @param former champions that can come back, the latest last
 * @param history the latest changes, oldest first
 * @param forgotten changes that are no longer in the history
 * @param removed versions whose files were removed to keep within the limits
 * @param last the highest version ever given
 * @param counters the highest count seen of each signing key
 */
record Lifecycle(
    List<ModelVersion> versions,
    List<Integer> former,
    List<ModelChange> history,
    long forgotten,
    long removed,
    int last,
    Map<String, Integer> counters) {
  static final Lifecycle EMPTY = new Lifecycle(List.of(), List.of(), List.of(), 0, 0, 0, Map.of());

  private static final int MOST_HISTORY = 200;
  private static final int MOST_FORMER = 10;

  Lifecycle {
    versions = versions.stream().sorted(Comparator.comparingInt(ModelVersion::version)).toList();
    former = List.copyOf(former);
    history = List.copyOf(history);
    counters = Map.copyOf(counters);
  }

  /** Why a step is not taken. */
  enum Refusal {
    NOT_THERE,
    ALREADY_THERE,
    NOT_IN_SHADOW,
    IS_CHAMPION,
    NO_FORMER_CHAMPION,
    NEVER_CHAMPION,
    REPLAYED
  }

  /** What became of a step. */
  sealed interface Step {
    /** Taken. */
    record Done(Lifecycle next) implements Step {}

    /** Not taken; the sentence is for the user. */
    record Refused(Refusal refusal, String sentence) implements Step {}
  }

  /** A new version begins as a candidate. */
  Step add(ModelVersion fresh, Instant now, Deed deed) {
    ModelVersion.Signature signature = fresh.signature();
    Optional<Step.Refused> refused = refusal(fresh.id(), signature);
    if (refused.isPresent()) {
      return refused.get();
    }
    List<ModelVersion> all = new ArrayList<>(versions);
    all.add(fresh.in(ModelState.CANDIDATE));
    Map<String, Integer> counts = new TreeMap<>(counters);
    if (!signature.key().isEmpty()) {
      counts.put(signature.key(), signature.counter());
    }
    int highest = Math.max(last, fresh.version());
    Lifecycle with = new Lifecycle(all, former, history, forgotten, removed, highest, counts);
    return new Step.Done(
        with.noted(new ModelChange(now, fresh.version(), null, ModelState.CANDIDATE, deed)));
  }

  /** Why a model of that id and signature cannot be added: it is here, or older than one seen. */
  Optional<Step.Refused> refusal(String id, ModelVersion.Signature signature) {
    Optional<ModelVersion> same = first(one -> one.id().equals(id));
    if (same.isPresent()) {
      String sentence = "it is here already as v" + same.get().version();
      return Optional.of(new Step.Refused(Refusal.ALREADY_THERE, sentence));
    }
    int seen = counters.getOrDefault(signature.key(), 0);
    if (signature.key().isEmpty() || signature.counter() > seen) {
      return Optional.empty();
    }
    String sentence =
        "it is version "
            + signature.counter()
            + " of its maker, of whom version "
            + seen
            + " was here before: an older model does not come back this way; where it is still"
            + " kept, use rollback";
    return Optional.of(new Step.Refused(Refusal.REPLAYED, sentence));
  }

  /** Lets a version score beside the champion; a shadow before it is a candidate again. */
  Step shadow(int version, Instant now, Deed deed) {
    Optional<ModelVersion> wanted = find(version);
    if (wanted.isEmpty()) {
      return notThere(version);
    }
    return switch (wanted.get().state()) {
      case CHAMPION -> refused(Refusal.IS_CHAMPION, "v" + version + " is the champion");
      case SHADOW -> refused(Refusal.ALREADY_THERE, "v" + version + " is in shadow already");
      case CANDIDATE, RETIRED -> {
        Lifecycle next =
            shadow().map(old -> moved(old.version(), ModelState.CANDIDATE, now, deed)).orElse(this);
        yield new Step.Done(next.moved(version, ModelState.SHADOW, now, deed));
      }
    };
  }

  /** Makes the shadow champion; where there is no champion, a candidate may become it at once. */
  Step promote(int version, Instant now, Deed deed) {
    Optional<ModelVersion> wanted = find(version);
    if (wanted.isEmpty()) {
      return notThere(version);
    }
    ModelState state = wanted.get().state();
    boolean first = champion().isEmpty() && state == ModelState.CANDIDATE;
    if (state == ModelState.CHAMPION) {
      return refused(Refusal.ALREADY_THERE, "v" + version + " is the champion already");
    }
    return state == ModelState.SHADOW || first
        ? new Step.Done(crowned(version, now, deed))
        : refused(
            Refusal.NOT_IN_SHADOW,
            "v" + version + " is " + state.word() + ", only what is in shadow is promoted");
  }

  /** Makes a version champion whatever its state: the champion cannot serve any more. */
  Step adopt(int version, Instant now, Deed deed) {
    Optional<ModelVersion> wanted = find(version);
    if (wanted.isEmpty()) {
      return notThere(version);
    }
    return wanted.get().state() == ModelState.CHAMPION
        ? refused(Refusal.ALREADY_THERE, "v" + version + " is the champion already")
        : new Step.Done(crowned(version, now, deed));
  }

  /** Brings the champion before this one back. */
  Step rollback(Instant now, Deed deed) {
    return former.isEmpty()
        ? refused(Refusal.NO_FORMER_CHAMPION, "there is no champion before this one")
        : rollback(former.get(former.size() - 1), now, deed);
  }

  /** Brings a certain former champion back; those after it cannot come back this way any more. */
  Step rollback(int version, Instant now, Deed deed) {
    if (find(version).isEmpty()) {
      return notThere(version);
    }
    int place = former.lastIndexOf(version);
    if (place < 0) {
      return refused(Refusal.NEVER_CHAMPION, "v" + version + " was no champion before this one");
    }
    Lifecycle next =
        champion().map(old -> moved(old.version(), ModelState.RETIRED, now, deed)).orElse(this);
    return new Step.Done(
        next.moved(version, ModelState.CHAMPION, now, deed).formerly(former.subList(0, place)));
  }

  /** Sets a candidate or shadow aside. */
  Step retire(int version, Instant now, Deed deed) {
    Optional<ModelVersion> wanted = find(version);
    if (wanted.isEmpty()) {
      return notThere(version);
    }
    return switch (wanted.get().state()) {
      case CHAMPION ->
          refused(
              Refusal.IS_CHAMPION,
              "v" + version + " is the champion; promote another or roll back instead");
      case RETIRED -> refused(Refusal.ALREADY_THERE, "v" + version + " is retired already");
      case CANDIDATE, SHADOW -> new Step.Done(moved(version, ModelState.RETIRED, now, deed));
    };
  }

  /** Records what was seen of a version. */
  Step seen(int version, Map<String, Double> figures, Instant now) {
    Optional<ModelVersion> wanted = find(version);
    if (wanted.isEmpty()) {
      return notThere(version);
    }
    ModelVersion newer = wanted.get().with(wanted.get().evidence().with(figures, now));
    return new Step.Done(replaced(newer));
  }

  Optional<ModelVersion> champion() {
    return in(ModelState.CHAMPION);
  }

  Optional<ModelVersion> shadow() {
    return in(ModelState.SHADOW);
  }

  Optional<ModelVersion> find(int version) {
    return first(one -> one.version() == version);
  }

  /** Versions to remove so that the rest is within the limits; the oldest that served first. */
  List<ModelVersion> surplus(Retention limits) {
    List<ModelVersion> removable =
        versions.stream()
            .filter(one -> !stays(one))
            .sorted(
                Comparator.comparing((ModelVersion one) -> one.state() != ModelState.RETIRED)
                    .thenComparingInt(ModelVersion::version))
            .toList();
    int count = versions.size();
    long bytes = versions.stream().mapToLong(ModelVersion::bytes).sum();
    List<ModelVersion> surplus = new ArrayList<>();
    for (ModelVersion one : removable) {
      if (count > limits.versions() || bytes > limits.bytes()) {
        surplus.add(one);
        count--;
        bytes -= one.bytes();
      }
    }
    return surplus;
  }

  private boolean stays(ModelVersion one) {
    boolean before = !former.isEmpty() && former.get(former.size() - 1) == one.version();
    return one.state() == ModelState.CHAMPION
        || one.state() == ModelState.SHADOW
        || before
        || one.version() == last;
  }

  /** The same without some versions, whose files are gone. */
  Lifecycle without(List<Integer> gone) {
    List<ModelVersion> left =
        versions.stream().filter(one -> !gone.contains(one.version())).toList();
    List<Integer> back = former.stream().filter(one -> !gone.contains(one)).toList();
    long all = removed + versions.size() - left.size();
    return new Lifecycle(left, back, history, forgotten, all, last, counters);
  }

  private Lifecycle crowned(int version, Instant now, Deed deed) {
    Optional<ModelVersion> old = champion();
    List<Integer> back = new ArrayList<>(former);
    back.remove(Integer.valueOf(version));
    old.ifPresent(one -> back.add(one.version()));
    if (back.size() > MOST_FORMER) {
      back.remove(0);
    }
    Lifecycle next =
        old.map(one -> moved(one.version(), ModelState.RETIRED, now, deed)).orElse(this);
    return next.moved(version, ModelState.CHAMPION, now, deed).formerly(back);
  }

  private Lifecycle moved(int version, ModelState to, Instant now, Deed deed) {
    ModelVersion old = find(version).orElseThrow();
    return replaced(old.in(to)).noted(new ModelChange(now, version, old.state(), to, deed));
  }

  private Lifecycle replaced(ModelVersion newer) {
    List<ModelVersion> all =
        versions.stream().map(one -> one.version() == newer.version() ? newer : one).toList();
    return new Lifecycle(all, former, history, forgotten, removed, last, counters);
  }

  private Lifecycle formerly(List<Integer> back) {
    return new Lifecycle(versions, back, history, forgotten, removed, last, counters);
  }

  private Lifecycle noted(ModelChange change) {
    List<ModelChange> all = new ArrayList<>(history);
    all.add(change);
    int over = Math.max(0, all.size() - MOST_HISTORY);
    List<ModelChange> kept = all.subList(over, all.size());
    return new Lifecycle(versions, former, kept, forgotten + over, removed, last, counters);
  }

  private Optional<ModelVersion> in(ModelState state) {
    return first(one -> one.state() == state);
  }

  private Optional<ModelVersion> first(Predicate<ModelVersion> wanted) {
    return versions.stream().filter(wanted).findFirst();
  }

  private static Step notThere(int version) {
    return refused(Refusal.NOT_THERE, "there is no version " + version);
  }

  private static Step refused(Refusal refusal, String sentence) {
    return new Step.Refused(refusal, sentence);
  }
}
