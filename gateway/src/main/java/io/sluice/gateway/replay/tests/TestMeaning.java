package io.sluice.gateway.replay.tests;

import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.tests.Given;
import io.sluice.gateway.config.tests.PlantFault;
import io.sluice.gateway.config.tests.TimedSample;
import io.sluice.gateway.config.tests.When;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Durations;
import io.sluice.gateway.options.Position;
import io.sluice.gateway.options.Problems;
import io.sluice.gateway.options.Quantity;
import io.sluice.gateway.setpoints.SetpointMode;
import io.sluice.gateway.setpoints.SetpointOptions;
import io.sluice.simulator.Fault;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a test gives and does exists, in the units it has. */
final class TestMeaning {
  private static final Set<When.Action> RECORDED_NOT =
      Set.of(When.Action.STOP, When.Action.START, When.Action.RESTART);

  private final Problems problems;
  private final TestNames names;

  TestMeaning(Configuration configuration, Problems problems) {
    this.problems = problems;
    this.names = new TestNames(configuration, problems);
  }

  void check(PlacedTest test) {
    Given given = test.test().given();
    switch (given.source()) {
      case SAMPLES -> samples(test, given);
      case SCENARIO -> scenario(test, given);
      case RECORDING -> file(test, "recording", String.valueOf(given.recording()));
    }
    String history = given.history();
    if (history != null) {
      file(test, "history", history);
    }
    for (int i = 0; i < given.release().size(); i++) {
      releasable(given.release().get(i), test.items("given", "release").get(i).at());
    }
    events(test);
    ExpectationMeaning expectations = new ExpectationMeaning(names, problems, test);
    for (int i = 0; i < test.expectations().size(); i++) {
      expectations.check(i);
    }
  }

  private void file(PlacedTest test, String key, String name) {
    if (!Files.isRegularFile(test.beside(name))) {
      problems.error(
          test.at("given", key),
          Code.FILE_MISSING,
          key + " is " + name + "; there is no such file beside " + test.file());
    }
  }

  private void samples(PlacedTest test, Given given) {
    Map<String, List<TimedSample>> all;
    try {
      all = GivenSamples.of(test);
    } catch (IllegalArgumentException wrong) {
      String key = given.file() == null ? "csv" : "file";
      problems.error(test.at("given", key), Code.BAD_VALUE, key + ": " + wrong.getMessage());
      return;
    }
    Set<String> known = new HashSet<>();
    all.forEach(
        (tag, points) -> {
          Position at = placeOf(test, tag);
          Tag found = names.tag(tag, at);
          if (found != null) {
            known.add(tag);
            points(test, found, points, given.course());
          }
        });
    given
        .noise()
        .forEach(
            (tag, noise) -> {
              Position at = test.at("given", "noise", tag);
              if (!all.containsKey(tag)) {
                problems.error(
                    at, Code.CONTRADICTION, "there is noise on " + tag + ", which is not given");
              } else if (known.contains(tag)) {
                names.unit("noise", noise, tag, at);
              }
            });
  }

  /** Points of a tag stand under samples, or in a table, which is one place. */
  private static Position placeOf(PlacedTest test, String tag) {
    if (test.test().given().samples().containsKey(tag)) {
      return test.at("given", "samples", tag);
    }
    return test.at("given", test.test().given().file() == null ? "csv" : "file");
  }

  private void points(
      PlacedTest test, Tag tag, List<TimedSample> points, Given.@Nullable Course course) {
    if (tag.type() == DataType.STRING) {
      problems.error(
          placeOf(test, tag.name()),
          Code.BAD_VALUE,
          tag.name() + " is a text; only numbers can be given");
      return;
    }
    boolean written = test.test().given().samples().containsKey(tag.name());
    boolean told = false;
    for (int i = 0; i < points.size(); i++) {
      TimedSample point = points.get(i);
      Position at =
          written
              ? test.items("given", "samples", tag.name()).get(i).at()
              : placeOf(test, tag.name());
      Quantity value = point.value();
      if (value != null && written) {
        names.unit(tag.name(), value, tag.name(), at);
      }
      if (i > 0 && point.at().compareTo(points.get(i - 1).at()) <= 0) {
        problems.error(
            at,
            Code.CONTRADICTION,
            tag.name()
                + " has a point at "
                + Durations.text(point.at())
                + " after one at "
                + Durations.text(points.get(i - 1).at())
                + "; times rise");
      }
      boolean open = i + 1 < points.size() && value != null && point.course() == null;
      if (open && course == null && !told) {
        told = true;
        problems.error(
            at,
            Code.MISSING_KEY,
            "what "
                + tag.name()
                + " does between two points is not said; write then: hold or then: ramp under"
                + " given, or hold or ramp behind the point");
      }
    }
  }

  private void scenario(PlacedTest test, Given given) {
    List<PlantFault> faults = given.allFaults();
    for (int i = 0; i < faults.size(); i++) {
      Position at =
          given.fault() != null && i == 0
              ? test.at("given", "fault")
              : test.items("given", "faults").get(i - (given.fault() == null ? 0 : 1)).at();
      try {
        var unused = Fault.parse(faults.get(i).fault());
      } catch (IllegalArgumentException wrong) {
        problems.error(at, Code.BAD_VALUE, "fault: " + wrong.getMessage());
      }
    }
    boolean none =
        names.configuration().connections().keySet().stream()
            .flatMap(name -> names.configuration().tagsOf(name).stream())
            .noneMatch(tag -> ScenarioPlant.pointOf(tag).isPresent());
    if (none) {
      problems.error(
          test.at("given", "scenario"),
          Code.CONTRADICTION,
          "no tag of the tag lists is a point of the scenario's plant, by name or by address; give"
              + " samples or a recording instead");
    }
  }

  private void events(PlacedTest test) {
    List<When.Event> events = test.test().when().events();
    for (int i = 0; i < events.size(); i++) {
      When.Event event = events.get(i);
      Position at = test.items("when", "events").get(i).at();
      if (RECORDED_NOT.contains(event.action())
          && test.test().given().source() == Given.Source.RECORDING) {
        problems.error(
            at,
            Code.CONTRADICTION,
            "a recording runs on; stop, start and restart are for samples and scenarios");
      }
      switch (event.action()) {
        case STOP, START -> names.defined("connections", event.name(), at);
        case UPLINK_OFF, UPLINK_ON -> names.defined("uplinks", event.name(), at);
        case HOLD -> names.defined("setpoints", event.name(), at);
        case RELEASE -> releasable(event.name(), at);
        case RESTART -> {
          // There is always a gateway.
        }
      }
    }
  }

  private void releasable(String setpoint, Position at) {
    SetpointOptions options = names.setpoint(setpoint, at);
    if (options != null && options.mode() != SetpointMode.CLOSED) {
      problems.error(
          at,
          Code.CONTRADICTION,
          setpoint
              + " is in mode "
              + options.mode().name().toLowerCase(java.util.Locale.ROOT)
              + "; only a closed setpoint is released");
    }
  }
}
