package io.sluice.gateway.replay.tests;

import io.sluice.analytics.TrainingException;
import io.sluice.connectors.PlantClock;
import io.sluice.gateway.GatewayException;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Configuration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plays tests one after another, each on a gateway of its own. For one thread. */
public final class RouteTests {
  private final Configuration configuration;
  private final Surroundings world;
  private final @Nullable Path models;
  private final PlantClock wall;

  /**
   * @param world kinds of connectors and uplinks that the configuration names
   * @param models the gateway's own models, only read; null where there are none
   * @param wall tells how long a test takes
   */
  public RouteTests(
      Configuration configuration, Surroundings world, @Nullable Path models, PlantClock wall) {
    this.configuration = configuration;
    this.world = world;
    this.models = models;
    this.wall = wall;
  }

  /**
   * What became of all tests.
   *
   * @param outcomes in the order played
   * @param coverage what they touched together
   */
  public record Played(List<TestOutcome> outcomes, Coverage coverage) {
    public Played {
      outcomes = List.copyOf(outcomes);
    }

    public boolean good() {
      return outcomes.stream().allMatch(TestOutcome::good);
    }
  }

  /**
   * Plays the tests.
   *
   * @param each hears of each outcome at once
   * @throws IOException where no temporary directory can be made
   */
  public Played play(List<PlacedTest> tests, Consumer<TestOutcome> each) throws IOException {
    Coverage coverage = new Coverage(configuration);
    List<TestOutcome> outcomes = new ArrayList<>();
    try (TestModels shared = new TestModels(configuration, models, wall)) {
      for (PlacedTest test : tests) {
        TestOutcome outcome = play(test, shared, coverage);
        outcomes.add(outcome);
        each.accept(outcome);
      }
    }
    return new Played(outcomes, coverage);
  }

  private TestOutcome play(PlacedTest test, TestModels shared, Coverage coverage) {
    long begun = wall.nanoTime();
    List<Miss> misses = List.of();
    String broken = null;
    try {
      Story story = new TestRun(configuration, world, test).play(shared);
      coverage.add(test, story);
      misses = new Checks(configuration, test, story).misses();
      if (story.log().leftOut() > 0) {
        broken = "so much happened that " + story.log().leftOut() + " entries were not kept";
      }
    } catch (GatewayException | TrainingException refused) {
      broken = String.valueOf(refused.getMessage());
    }
    Duration took = Duration.ofNanos(wall.nanoTime() - begun);
    return new TestOutcome(test, misses, broken, test.test().when().runs(), took);
  }
}
