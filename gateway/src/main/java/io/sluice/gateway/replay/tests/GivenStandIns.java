package io.sluice.gateway.replay.tests;

import io.sluice.connectors.Connector;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.recording.PlayedConnector;
import io.sluice.connectors.recording.Player;
import io.sluice.connectors.recording.Recording;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.tests.Given;
import io.sluice.gateway.replay.StandIn;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands in for each connection in one test, and the hands on it. For the run's thread. */
final class GivenStandIns implements AutoCloseable {
  private final Map<String, StandIn> byConnection = new HashMap<>();
  private final GivenSite site;
  private final Optional<Player> player;

  private GivenStandIns(GivenSite site, Optional<Player> player) {
    this.site = site;
    this.player = player;
  }

  /**
   * Makes the plant that a test gives.
   *
   * @param begin wall-clock time at time zero
   */
  static GivenStandIns of(
      PlacedTest test, Configuration configuration, PlantClock clock, Instant begin) {
    Given given = test.test().given();
    String recording = given.recording();
    if (recording != null) {
      return played(test.beside(recording), configuration, clock);
    }
    GivenPlant plant =
        given.source() == Given.Source.SCENARIO
            ? new ScenarioPlant(given, configuration, begin)
            : new SampledPlant(test);
    GivenSite site = new GivenSite(plant, clock);
    GivenStandIns made = new GivenStandIns(site, Optional.empty());
    for (String connection : configuration.connections().keySet()) {
      made.byConnection.put(
          connection, (name, groups, loops) -> new GivenConnector(name, groups, loops, site));
    }
    return made;
  }

  private static GivenStandIns played(Path file, Configuration configuration, PlantClock clock) {
    List<Tag> tags =
        configuration.connections().keySet().stream()
            .flatMap(name -> configuration.tagsOf(name).stream())
            .toList();
    Player player =
        new Player(
            () -> Recording.open(file, tags),
            new Player.Timing(Player.Times.SHIFTED, Player.Repeat.ONCE),
            clock,
            clock.loop("player"));
    GivenStandIns made =
        new GivenStandIns(new GivenSite(new NoPlant(), clock), Optional.of(player));
    for (String connection : configuration.connections().keySet()) {
      made.byConnection.put(connection, (name, groups, loops) -> play(player, name, groups));
    }
    return made;
  }

  private static Connector play(
      Player player, String name, List<io.sluice.connectors.TagGroup> groups) {
    return player.connector(name, groups, PlayedConnector.Writes.IMAGINED);
  }

  Map<String, StandIn> byConnection() {
    return Map.copyOf(byConnection);
  }

  GivenSite site() {
    return site;
  }

  /** The gateway has started its connections: a recording begins. */
  void begin() {
    player.ifPresent(Player::begin);
  }

  /** Why a recording could not be played to where the test ended, in one sentence. */
  Optional<String> trouble() {
    return player.filter(one -> one.state() == Player.State.FAILED).flatMap(Player::trouble);
  }

  @Override
  public void close() {
    player.ifPresent(Player::close);
  }
}
