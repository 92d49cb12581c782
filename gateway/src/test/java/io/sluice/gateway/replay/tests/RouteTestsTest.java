package io.sluice.gateway.replay.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.Installed;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.fakes.Shipped;
import io.sluice.gateway.options.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteTestsTest {
  private final SmallPlant plant;

  RouteTestsTest(@TempDir Path folder) throws IOException {
    this.plant = new SmallPlant(folder);
  }

  @Test
  void eachKindOfExpectationIsMetWhereItShouldBe() throws IOException {
    TestFiles.Read read = plant.read("passes.test.yaml");
    assertThat(read.problems()).isEmpty();
    RouteTests.Played played = plant.play(read.tests());
    assertThat(played.good()).as(plant.printed(played)).isTrue();
    assertThat(played.outcomes()).hasSize(2);
  }

  @Test
  void eachKindOfExpectationIsMissedWithWhatHappenedInstead() throws IOException {
    TestFiles.Read read = plant.read("fails.test.yaml");
    assertThat(read.problems()).isEmpty();
    assertGolden("fails.txt", plant.printed(plant.play(read.tests())));
  }

  @Test
  void twoRunsOfTheSameTestsAreTheSame() throws IOException {
    List<PlacedTest> tests = plant.read("fails.test.yaml").tests();
    assertThat(TestJson.of(plant.play(tests))).isEqualTo(TestJson.of(plant.play(tests)));
  }

  @Test
  void theShippedTestsPass() throws IOException {
    Loaded loaded =
        Installed.configFiles(SmallPlant.world(), Secrets.none())
            .load(Shipped.config(), Shipped.routes());
    assertThat(loaded).as("%s", loaded.problems()).isInstanceOf(Loaded.Checked.class);
    if (loaded instanceof Loaded.Checked checked) {
      TestFiles.Read read = TestFiles.read(TestFiles.in(Shipped.routes()), checked.configuration());
      assertThat(read.problems()).isEmpty();
      RouteTests.Played played =
          new RouteTests(checked.configuration(), SmallPlant.world(), null, SmallPlant.STILL)
              .play(read.tests(), outcome -> {});
      assertThat(played.good()).as(plant.printed(played)).isTrue();
      assertThat(played.coverage().percent()).isGreaterThan(90);
    }
  }

  static void assertGolden(String name, String printed) throws IOException {
    Path golden = SmallPlant.RESOURCES.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, printed);
    } else {
      assertThat(printed).isEqualTo(Files.readString(golden));
    }
  }
}
