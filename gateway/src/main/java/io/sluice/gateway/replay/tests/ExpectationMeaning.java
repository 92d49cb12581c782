package io.sluice.gateway.replay.tests;

import io.sluice.connectors.Tag;
import io.sluice.gateway.config.tests.Around;
import io.sluice.gateway.config.tests.Expectation;
import io.sluice.gateway.config.tests.Kept;
import io.sluice.gateway.config.tests.Shown;
import io.sluice.gateway.config.tests.TimeWindow;
import io.sluice.gateway.config.tests.TimedSample;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Durations;
import io.sluice.gateway.options.Position;
import io.sluice.gateway.options.Problems;
import io.sluice.gateway.options.Quantity;
import io.sluice.gateway.setpoints.SetpointOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a test expects can happen: its names exist, its units fit, its time is within the test. */
final class ExpectationMeaning {
  private final TestNames names;
  private final Problems problems;
  private final PlacedTest test;
  private boolean alarmBefore;

  ExpectationMeaning(TestNames names, Problems problems, PlacedTest test) {
    this.names = names;
    this.problems = problems;
    this.test = test;
  }

  /** Checks one expectation; in the order written. */
  void check(int index) {
    Record said = test.expectations().get(index).said();
    if (said instanceof Expectation.Alarm alarm) {
      alarm(index, alarm);
    } else if (said instanceof Expectation.Cleared cleared) {
      cleared(index, cleared);
    } else if (said instanceof Expectation.Write write) {
      window(index, "write", write.window());
      setpoint(index, "write", write.setpoint(), write.between());
    } else if (said instanceof Expectation.Decided decided) {
      window(index, "decision", decided.window());
      setpoint(index, "decision", decided.setpoint(), List.of());
    } else if (said instanceof Expectation.Summarised summary) {
      summary(index, summary);
    } else if (said instanceof Expectation.Delivered delivered) {
      window(index, "delivered", delivered.window());
      names.defined("spools", delivered.spool(), test.atThen(index, "delivered", "spool"));
    } else if (said instanceof Kept kept) {
      kept(index, kept);
    } else if (said instanceof Shown shown) {
      value(index, shown);
    }
  }

  private void alarm(int index, Expectation.Alarm alarm) {
    alarmBefore = true;
    window(index, "alarm", alarm.window());
    names.defined("detectors", alarm.detector(), test.atThen(index, "alarm", "detector"));
    String because = alarm.because();
    if (because != null) {
      var unused = names.tag(because, test.atThen(index, "alarm", "because"));
    }
  }

  private void cleared(int index, Expectation.Cleared cleared) {
    window(index, "alarm-cleared", cleared.window());
    String detector = cleared.detector();
    if (detector != null) {
      names.defined("detectors", detector, test.atThen(index, "alarm-cleared", "detector"));
    } else if (!alarmBefore) {
      problems.error(
          test.atThen(index, "alarm-cleared"),
          Code.MISSING_KEY,
          "detector is missing: no alarm is expected above whose end this could be");
    }
  }

  private void setpoint(int index, String key, String setpoint, List<Quantity> between) {
    SetpointOptions options = names.setpoint(setpoint, test.atThen(index, key, "setpoint"));
    if (options != null) {
      between(index, key, between, options.tag());
    }
  }

  private void between(int index, String key, List<Quantity> between, String tag) {
    Position at = test.atThen(index, key, "between");
    for (Quantity end : between) {
      if (!names.unit("between", end, tag, at)) {
        return;
      }
    }
  }

  private void summary(int index, Expectation.Summarised summary) {
    window(index, "summary", summary.window());
    Position at = test.atThen(index, "summary", "tag");
    if (!names.defined("assets", summary.asset(), test.atThen(index, "summary", "asset"))) {
      return;
    }
    List<String> tags =
        names.configuration().tagsOfAsset(summary.asset()).stream().map(Tag::name).toList();
    if (!tags.contains(summary.tag())) {
      names.unknown("tag of " + summary.asset(), summary.tag(), tags, at);
      return;
    }
    figure(index, "mean", summary.mean(), summary.tag());
    figure(index, "min", summary.min(), summary.tag());
    figure(index, "max", summary.max(), summary.tag());
    figure(index, "last", summary.last(), summary.tag());
  }

  private void figure(int index, String key, @Nullable Around figure, String tag) {
    if (figure != null) {
      names.unit(key, figure.value(), tag, test.atThen(index, "summary", key));
    }
  }

  private void kept(int index, Kept kept) {
    window(index, "record", kept.window());
    Position at = test.atThen(index, "record", "stream");
    int slash = kept.stream().lastIndexOf('/');
    List<String> assets = List.copyOf(names.configuration().assets().keySet());
    String asset = slash < 0 ? kept.stream() : kept.stream().substring(0, slash);
    boolean own = asset.equals(names.configuration().gateway().gateway().id());
    if (slash < 0
        || !List.of("summaries", "alarms", "decisions").contains(kept.stream().substring(slash + 1))
        || !(own || assets.contains(asset))) {
      problems.error(
          at,
          Code.UNKNOWN_NAME,
          "stream is \""
              + kept.stream()
              + "\"; allowed is ASSET/summaries, ASSET/alarms or ASSET/decisions with one of: "
              + String.join(", ", assets));
    }
  }

  private void value(int index, Shown shown) {
    Position at = test.atThen(index, "value", "at");
    Duration runs = test.test().when().runs();
    if (shown.at().compareTo(runs) > 0) {
      problems.error(
          at,
          Code.CONTRADICTION,
          "at is " + Durations.text(shown.at()) + "; the test runs " + Durations.text(runs));
    }
    Tag tag = names.tag(shown.tag(), test.atThen(index, "value", "tag"));
    if (tag == null) {
      return;
    }
    between(index, "value", shown.between(), tag.name());
    Around is = shown.is();
    if (is != null) {
      names.unit("is", is.value(), tag.name(), test.atThen(index, "value", "is"));
    }
    String status = shown.status();
    if (status != null) {
      try {
        var unused = TimedSample.status(status);
      } catch (IllegalArgumentException wrong) {
        problems.error(
            test.atThen(index, "value", "status"), Code.BAD_VALUE, "status: " + wrong.getMessage());
      }
    }
  }

  private void window(int index, String key, TimeWindow window) {
    Duration runs = test.test().when().runs();
    if (window.from().compareTo(runs) > 0) {
      problems.error(
          test.atThen(index, key),
          Code.CONTRADICTION,
          "it is expected "
              + window
              + ", and the test runs "
              + Durations.text(runs)
              + "; nothing can come after its end");
    }
  }
}
