package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Connector;
import io.sluice.gateway.config.Difference;
import io.sluice.gateway.fakes.FakeConnector;
import io.sluice.gateway.fakes.Invariants;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is edited in whatever order: sums hold, and what is not named is not touched. */
class RandomEditsTest {
  /** One way to write a file, and another. */
  private record Edit(String file, String one, String other) {}

  private static final List<Edit> EDITS =
      List.of(
          new Edit("routes/pump.camel.yaml", "every: 1 s", "every: 2 s"),
          new Edit("routes/pump.camel.yaml", "step: -10 %", "step: -5 %"),
          new Edit("routes/oven.camel.yaml", "every: 1 s", "every: 3 s"),
          new Edit("routes/oven.camel.yaml", "- route:", "# words\n- route:"),
          new Edit("routes/listen.camel.yaml", "\"heard\"", "\"listened\""),
          new Edit("routes/uplink.camel.yaml", "uri: spool:cloud", "uri: \"spool:cloud?batch=7\""),
          new Edit("config/detectors.yaml", "priority: medium", "priority: high"),
          new Edit("config/detectors.yaml", "priority: low", "priority: high"),
          new Edit("config/setpoints.yaml", "low: 1000 rpm", "low: 1100 rpm"),
          new Edit("config/spools.yaml", "100 MB", "50 MB"),
          new Edit("config/uplinks.yaml", "{kind: fake}", "{kind: fake, topic: other}"),
          new Edit("config/connections.yaml", "fast: {every: 100 ms}", "fast: {every: 150 ms}"),
          new Edit("config/connections.yaml", "live: {every: 100 ms}", "live: {every: 50 ms}"),
          new Edit(
              "config/tags/oven.csv",
              "bottom,live,2,FLOAT64,°C,0,300",
              "bottom,live,2,FLOAT64,°C,0,400"),
          new Edit(
              "config/tags/plc.csv",
              "\npump-1/speed-sp",
              "\nx/y,fast,9,BOOL,,,,,,read,mode,\npump-1/speed-sp"));

  @Test
  void everySumHoldsAfterEachEdit(@TempDir Path folder) throws Exception {
    edit(1, 25, folder);
  }

  @ParameterizedTest
  @Tag("soak")
  @ValueSource(longs = {2, 3, 4})
  void everySumHoldsAfterEachOfAHundredEdits(long seed, @TempDir Path folder) throws Exception {
    edit(seed, 100, folder);
  }

  private static void edit(long seed, int edits, Path folder) throws Exception {
    Random dice = new Random(seed);
    try (EditedSite site = new EditedSite(folder).start()) {
      Map<FakeConnector, Integer> writesAtTheEnd = new HashMap<>();
      for (int i = 0; i < edits; i++) {
        if (dice.nextInt(3) == 0) {
          site.gateway.release("speed", "Ada");
        }
        site.run(Duration.ofMillis(50L * dice.nextInt(30)));
        for (int more = dice.nextInt(3); more >= 0; more--) {
          turn(site, EDITS.get(dice.nextInt(EDITS.size())));
        }
        step(site, writesAtTheEnd);
      }
      site.run(Duration.ofSeconds(5));
      site.everySumHolds();
      Invariants.arrived(site.received());
      writesAtTheEnd.forEach(
          (retired, writes) ->
              assertThat(retired.writes()).as("writes of " + retired.name()).hasSize(writes));
    }
  }

  private static void step(EditedSite site, Map<FakeConnector, Integer> writesAtTheEnd) {
    Parts before = site.parts();
    ChangeResult result = site.change();
    assertThat(result).isInstanceOfAny(ChangeResult.Unchanged.class, ChangeResult.Swapped.class);
    if (result instanceof ChangeResult.Swapped swapped) {
      untouched(swapped.difference(), before, site.parts());
      for (Connector old : before.connectors().values()) {
        if (!site.parts().connectors().containsValue(old)) {
          writesAtTheEnd.put((FakeConnector) old, ((FakeConnector) old).writes().size());
        }
      }
    } else {
      assertThat(site.parts()).isSameAs(before);
    }
    site.everySumHolds();
  }

  private static void untouched(Difference difference, Parts before, Parts after) {
    same("connections", difference, before.connectors(), after.connectors());
    same("assets", difference, before.assets(), after.assets());
    same("detectors", difference, before.watches(), after.watches());
    same("setpoints", difference, before.setpoints(), after.setpoints());
    same("spools", difference, before.spools(), after.spools());
    same("uplinks", difference, before.uplinks(), after.uplinks());
  }

  private static <T> void same(
      String noun, Difference difference, Map<String, T> before, Map<String, T> after) {
    assertThat(after.keySet()).isEqualTo(before.keySet());
    before.forEach(
        (name, part) -> {
          if (difference.of(noun, name).isPresent()) {
            assertThat(after.get(name)).as(noun + " " + name).isNotSameAs(part);
          } else {
            assertThat(after.get(name)).as(noun + " " + name).isSameAs(part);
          }
        });
  }

  private static void turn(EditedSite site, Edit edit) throws Exception {
    String text = site.read(edit.file());
    site.write(
        edit.file(),
        text.contains(edit.other())
            ? text.replace(edit.other(), edit.one())
            : text.replace(edit.one(), edit.other()));
  }
}
