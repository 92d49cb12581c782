package io.sluice.gateway.replay.tests;

import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Entry;
import io.sluice.gateway.config.tests.Expectation;
import io.sluice.gateway.config.tests.TimeWindow;
import io.sluice.gateway.options.Quantity;
import io.sluice.gateway.replay.RunLog;
import io.sluice.gateway.setpoints.Decision;
import io.sluice.gateway.setpoints.SetpointOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether setpoints decided and wrote as expected. */
final class SetpointCheck {
  private static final int MOST_TOLD = 3;

  private final Configuration configuration;
  private final PlacedTest test;
  private final Story story;

  SetpointCheck(Configuration configuration, PlacedTest test, Story story) {
    this.configuration = configuration;
    this.test = test;
    this.story = story;
  }

  Optional<Miss> wrote(int index, Expectation.Write wanted) {
    TimeWindow window = wanted.window();
    List<RunLog.Written> all = writes(wanted.setpoint());
    List<RunLog.Written> then =
        all.stream().filter(one -> window.has(story.since(one.time()))).toList();
    List<RunLog.Written> outside =
        then.stream().filter(one -> !between(one.value(), wanted.between())).toList();
    if (outside.isEmpty() && Spoken.enough(then.size(), wanted.count(), wanted.tolerance())) {
      return Optional.empty();
    }
    String expected =
        Spoken.wanted(wanted.count(), wanted.tolerance(), "write")
            + " of "
            + wanted.setpoint()
            + (wanted.between().isEmpty()
                ? ""
                : " between " + wanted.between().get(0) + " and " + wanted.between().get(1))
            + Spoken.when(window);
    String received =
        outside.isEmpty()
            ? Spoken.count(then.size(), "write") + told(wanted.setpoint(), then, all, window)
            : listed(wanted.setpoint(), outside);
    return Optional.of(new Miss(test.atThen(index), expected, received));
  }

  Optional<Miss> decided(int index, Expectation.Decided wanted) {
    TimeWindow window = wanted.window();
    List<RunLog.Decided> all =
        story.decisions().stream()
            .filter(one -> one.outcome().setpoint().equals(wanted.setpoint()))
            .toList();
    List<RunLog.Decided> alike = all.stream().filter(one -> alike(one, wanted)).toList();
    long then = alike.stream().filter(one -> window.has(story.since(one.time()))).count();
    if (Spoken.enough(then, wanted.count(), wanted.tolerance())) {
      return Optional.empty();
    }
    String what = word(wanted.kind().name()) + " of " + wanted.setpoint();
    String expected =
        Spoken.wanted(wanted.count(), wanted.tolerance(), "decision")
            + " "
            + what
            + (wanted.guard() == null ? "" : " by the guard " + wanted.guard())
            + Spoken.when(window);
    return Optional.of(
        new Miss(
            test.atThen(index),
            expected,
            Spoken.count(then, "such decision") + near(wanted.setpoint(), all, alike, window)));
  }

  /** Writes that no expectation speaks of. */
  Optional<Miss> noOtherWrite(int index) {
    List<String> others = new ArrayList<>();
    for (String setpoint : configuration.entries("setpoints").keySet()) {
      List<RunLog.Written> unexpected =
          writes(setpoint).stream().filter(one -> !expectedWrite(setpoint, one)).toList();
      if (!unexpected.isEmpty()) {
        others.add(listed(setpoint, unexpected));
      }
    }
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Miss(test.atThen(index), "no write but those expected", String.join("; ", others)));
  }

  /** Decisions of setpoints that no expectation speaks of. */
  Optional<Miss> noOtherDecision(int index) {
    List<RunLog.Decided> others =
        story.decisions().stream().filter(one -> !expectedDecision(one)).toList();
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Miss(test.atThen(index), "no decision but those expected", sentences(others)));
  }

  private boolean expectedWrite(String setpoint, RunLog.Written written) {
    return test.expectations().stream()
        .anyMatch(
            one ->
                one.said() instanceof Expectation.Write write
                    && write.setpoint().equals(setpoint)
                    && write.window().has(story.since(written.time())));
  }

  private boolean expectedDecision(RunLog.Decided decided) {
    String setpoint = decided.outcome().setpoint();
    Decision decision = decided.outcome().decision();
    boolean writes = decision instanceof Decision.Write || decision instanceof Decision.Clamp;
    return test.expectations().stream()
        .map(Expectation::said)
        .anyMatch(
            said ->
                (said instanceof Expectation.Decided wanted
                        && wanted.setpoint().equals(setpoint)
                        && alike(decided, wanted))
                    || (said instanceof Expectation.Write write
                        && writes
                        && write.setpoint().equals(setpoint)));
  }

  private static boolean alike(RunLog.Decided decided, Expectation.Decided wanted) {
    Decision decision = decided.outcome().decision();
    return decided.outcome().setpoint().equals(wanted.setpoint())
        && word(decision.getClass().getSimpleName()).equals(word(wanted.kind().name()))
        && (wanted.guard() == null || wanted.guard().equals(decision.guard()));
  }

  private String near(
      String setpoint, List<RunLog.Decided> all, List<RunLog.Decided> alike, TimeWindow window) {
    Optional<RunLog.Decided> nearest =
        Spoken.nearest(alike.isEmpty() ? all : alike, one -> story.since(one.time()), window);
    return nearest
        .map(
            one ->
                "; "
                    + setpoint
                    + " "
                    + Spoken.at(story.since(one.time()), window)
                    + ": "
                    + word(one.outcome().decision().getClass().getSimpleName())
                    + " by "
                    + one.outcome().decision().guard()
                    + ", "
                    + one.outcome().decision().sentence())
        .orElse("; nobody asked " + setpoint + " for anything");
  }

  private String told(
      String setpoint, List<RunLog.Written> then, List<RunLog.Written> all, TimeWindow window) {
    if (!then.isEmpty()) {
      return ": " + listed(setpoint, then);
    }
    Optional<RunLog.Written> nearest = Spoken.nearest(all, one -> story.since(one.time()), window);
    if (nearest.isPresent()) {
      return "; "
          + setpoint
          + " wrote "
          + spelt(setpoint, nearest.get().value())
          + " "
          + Spoken.at(story.since(nearest.get().time()), window);
    }
    String refused = story.refusedReleases().get(setpoint);
    if (refused != null) {
      return "; its release was refused: " + refused;
    }
    List<RunLog.Decided> decisions =
        story.decisions().stream()
            .filter(one -> one.outcome().setpoint().equals(setpoint))
            .toList();
    return decisions.isEmpty()
        ? "; nobody asked " + setpoint + " for anything"
        : "; " + sentences(decisions);
  }

  private String sentences(List<RunLog.Decided> decisions) {
    String more =
        decisions.size() > MOST_TOLD ? " and " + (decisions.size() - MOST_TOLD) + " more" : "";
    return decisions.stream()
            .limit(MOST_TOLD)
            .map(
                one ->
                    one.outcome().setpoint()
                        + " at "
                        + Spoken.time(story.since(one.time()))
                        + ": "
                        + word(one.outcome().decision().getClass().getSimpleName())
                        + ", "
                        + one.outcome().decision().sentence())
            .collect(Collectors.joining("; "))
        + more;
  }

  private String listed(String setpoint, List<RunLog.Written> writes) {
    String more = writes.size() > MOST_TOLD ? " and " + (writes.size() - MOST_TOLD) + " more" : "";
    return setpoint
        + " wrote "
        + writes.stream()
            .limit(MOST_TOLD)
            .map(
                one -> spelt(setpoint, one.value()) + " at " + Spoken.time(story.since(one.time())))
            .collect(Collectors.joining(", "))
        + more;
  }

  private List<RunLog.Written> writes(String setpoint) {
    return story.writes(options(setpoint).tag());
  }

  private String spelt(String setpoint, double value) {
    Quantity low = options(setpoint).clamp().low();
    return Quantity.text(value, low.unit());
  }

  private SetpointOptions options(String setpoint) {
    Entry entry = configuration.entry("setpoints", setpoint);
    return entry.options(SetpointOptions.class);
  }

  private static boolean between(double value, List<Quantity> ends) {
    @Nullable Quantity low = ends.isEmpty() ? null : ends.get(0);
    return low == null || (value >= low.value() && value <= ends.get(1).value());
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
