package io.sluice.gateway.replay.tests;

import io.sluice.analytics.TrainingException;
import io.sluice.analytics.Verdict;
import io.sluice.connectors.Connector;
import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.GatewayException;
import io.sluice.gateway.GatewayException.Trouble;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.tests.Shown;
import io.sluice.gateway.config.tests.When;
import io.sluice.gateway.replay.VirtualRun;
import io.sluice.gateway.setpoints.ReleaseAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Plays one test from time zero to its end. For one thread. */
final class TestRun {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final String PERSON = "test";

  private final Configuration configuration;
  private final Surroundings world;
  private final PlacedTest test;
  private final VirtualClock clock = new VirtualClock(BEGIN);
  private final SeenTags tags = new SeenTags();

  /** Something that is done at a time, once time has come there. */
  private record Step(Duration at, Deed deed) {}

  private interface Deed {
    void run(VirtualRun run, GivenSite site, Story story) throws GatewayException;
  }

  /**
   * @param world kinds that the configuration names
   */
  TestRun(Configuration configuration, Surroundings world, PlacedTest test) {
    this.configuration = configuration;
    this.world = world;
    this.test = test;
  }

  /**
   * Plays it.
   *
   * @throws GatewayException where the gateway cannot start
   * @throws TrainingException where a detector cannot learn from what it is given
   */
  Story play(TestModels models) throws GatewayException, TrainingException {
    try (GivenStandIns plant = GivenStandIns.of(test, configuration, clock, BEGIN);
        VirtualRun run = VirtualRun.start(setting(plant, models))) {
      Story story = new Story(clock, test.test().when().runs(), run.log());
      plant.begin();
      live(run, plant.site(), story);
      run.parts()
          .watches()
          .forEach(
              (name, watch) -> {
                if (!watch.status().watching()) {
                  story.noModel(name);
                }
              });
      story.seen(tags);
      run.stop();
      Optional<String> trouble = plant.trouble();
      if (trouble.isPresent()) {
        throw new GatewayException(Trouble.CONFIGURATION, trouble.get());
      }
      return story;
    }
  }

  private VirtualRun.Setting setting(GivenStandIns plant, TestModels models)
      throws TrainingException {
    return new VirtualRun.Setting(
        configuration, world, clock, plant.byConnection(), models.of(test));
  }

  private void live(VirtualRun run, GivenSite site, Story story) throws GatewayException {
    listen(run, story);
    clock.settle();
    test.test().given().release().forEach(setpoint -> release(run, story, setpoint));
    Duration now = Duration.ZERO;
    for (Step step : steps()) {
      run.advance(step.at().minus(now));
      now = step.at();
      step.deed().run(run, site, story);
    }
    run.advance(story.runs().minus(now));
  }

  /** Events and looks at tags, in order of time; what is looked at comes before what is done. */
  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < test.expectations().size(); i++) {
      if (test.expectations().get(i).said() instanceof Shown shown) {
        int index = i;
        steps.add(
            new Step(
                shown.at(),
                (run, site, story) -> story.shown(index, run.parts().latest().of(shown.tag()))));
      }
    }
    for (When.Event event : test.test().when().events()) {
      steps.add(new Step(event.at(), (run, site, story) -> happen(event, run, site, story)));
    }
    steps.sort(Comparator.comparing(Step::at));
    return steps;
  }

  private void happen(When.Event event, VirtualRun run, GivenSite site, Story story)
      throws GatewayException {
    switch (event.action()) {
      case STOP -> site.stop(event.name());
      case START -> site.start(event.name());
      case UPLINK_OFF -> run.cut(event.name());
      case UPLINK_ON -> run.mend(event.name());
      case HOLD -> run.hold(event.name(), PERSON);
      case RELEASE -> release(run, story, event.name());
      case RESTART -> {
        run.restart();
        listen(run, story);
      }
    }
  }

  private static void release(VirtualRun run, Story story, String setpoint) {
    if (run.release(setpoint, PERSON) instanceof ReleaseAnswer.Refused refused) {
      story.refusedRelease(setpoint, refused.sentence());
    }
  }

  private void listen(VirtualRun run, Story story) {
    run.parts()
        .hubs()
        .forEach(
            (connection, hub) -> {
              Connector connector = run.parts().connectors().get(connection);
              if (connector != null) {
                connector.groups().forEach(group -> hub.subscribe(group.name(), tags::seen));
              }
            });
    run.parts()
        .watches()
        .values()
        .forEach(
            watch ->
                watch.listen(
                    (scan, found) -> {
                      if (found.verdict() == Verdict.SCORED) {
                        story.scored(found.detector(), found.score(), story.since(scan.readTime()));
                      }
                    }));
  }
}
