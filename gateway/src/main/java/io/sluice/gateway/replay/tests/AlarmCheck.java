package io.sluice.gateway.replay.tests;

import io.sluice.analytics.Contribution;
import io.sluice.gateway.assets.AlarmEvent;
import io.sluice.gateway.config.tests.Expectation;
import io.sluice.gateway.config.tests.TimeWindow;
import io.sluice.gateway.options.Quantity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether alarms came and went as expected. */
final class AlarmCheck {
  private final PlacedTest test;
  private final Story story;

  AlarmCheck(PlacedTest test, Story story) {
    this.test = test;
    this.story = story;
  }

  Optional<Miss> raised(int index, Expectation.Alarm wanted) {
    TimeWindow window = wanted.window();
    List<AlarmEvent> raised = of(wanted.detector(), AlarmEvent.Change.RAISED);
    boolean met =
        raised.stream()
            .anyMatch(one -> window.has(story.since(one.time())) && names(one, wanted.because()));
    if (met) {
      return Optional.empty();
    }
    String expected =
        "an alarm of "
            + wanted.detector()
            + Spoken.when(window)
            + (wanted.because() == null ? "" : " because of " + wanted.because());
    return Optional.of(
        new Miss(
            test.atThen(index),
            expected,
            nearest(raised, window, "an alarm of " + wanted.detector() + " came ")
                .map(said -> said + reasons(raised, window, wanted.because()))
                .orElseGet(() -> none(wanted.detector()))));
  }

  Optional<Miss> cleared(int index, Expectation.Cleared wanted) {
    TimeWindow window = wanted.window();
    String detector = detector(index, wanted);
    List<AlarmEvent> cleared = of(detector, AlarmEvent.Change.CLEARED);
    if (cleared.stream().anyMatch(one -> window.has(story.since(one.time())))) {
      return Optional.empty();
    }
    String received =
        nearest(cleared, window, "the alarm of " + detector + " was cleared ")
            .orElseGet(
                () ->
                    of(detector, AlarmEvent.Change.RAISED).isEmpty()
                        ? none(detector)
                        : "the alarm of " + detector + " stood to the end of the test");
    return Optional.of(
        new Miss(
            test.atThen(index),
            "the alarm of " + detector + " to be cleared" + Spoken.when(window),
            received));
  }

  /** Alarms that no expectation speaks of. */
  Optional<Miss> noOther(int index) {
    List<AlarmEvent> others =
        story.alarms(AlarmEvent.Change.RAISED).stream().filter(one -> !expected(one)).toList();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Miss(
            test.atThen(index),
            "no alarm but those expected",
            others.stream()
                .map(
                    one ->
                        "an alarm at "
                            + Spoken.time(story.since(one.time()))
                            + ": "
                            + one.sentence())
                .limit(3)
                .collect(Collectors.joining("; "))));
  }

  /** The detector that is meant: where none is written, that of the alarm above. */
  private String detector(int index, Expectation.Cleared wanted) {
    String detector = wanted.detector();
    for (int i = index - 1; i >= 0 && detector == null; i--) {
      if (test.expectations().get(i).said() instanceof Expectation.Alarm alarm) {
        detector = alarm.detector();
      }
    }
    return String.valueOf(detector);
  }

  private boolean expected(AlarmEvent event) {
    return test.expectations().stream()
        .anyMatch(
            one ->
                one.said() instanceof Expectation.Alarm alarm
                    && alarm.detector().equals(event.detector())
                    && alarm.window().has(story.since(event.time())));
  }

  private List<AlarmEvent> of(String detector, AlarmEvent.Change change) {
    return story.alarms(change).stream().filter(one -> one.detector().equals(detector)).toList();
  }

  private Optional<String> nearest(List<AlarmEvent> all, TimeWindow window, String begin) {
    return Spoken.nearest(all, one -> story.since(one.time()), window)
        .map(one -> begin + Spoken.at(story.since(one.time()), window));
  }

  private String reasons(List<AlarmEvent> all, TimeWindow window, @Nullable String because) {
    return Spoken.nearest(all, one -> story.since(one.time()), window)
        .filter(one -> !names(one, because))
        .map(
            one ->
                " because of "
                    + one.because().stream()
                        .map(Contribution::tag)
                        .distinct()
                        .collect(Collectors.joining(", ")))
        .orElse("");
  }

  private static boolean names(AlarmEvent event, @Nullable String tag) {
    return tag == null || event.because().stream().anyMatch(one -> one.tag().equals(tag));
  }

  private String none(String detector) {
    if (story.withoutModel(detector)) {
      return detector
          + " has no model and judges nothing; give history: FILE.csv with normal operation under"
          + " given, or learn: {history: FILE} in detectors.yaml, or save one with sluice train";
    }
    return "no alarm of "
        + detector
        + story
            .peak(detector)
            .map(
                peak ->
                    "; its highest score was "
                        + Quantity.number(Math.round(peak.score() * 100) / 100.0)
                        + " at "
                        + Spoken.time(peak.at())
                        + ", an alarm needs 1")
            .orElse("; it never had a verdict, because its tags were not all good");
  }
}
