package io.sluice.gateway.replay;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.VirtualClock;
import io.sluice.connectors.recording.PlayedConnector.Writes;
import io.sluice.connectors.recording.Player;
import io.sluice.connectors.recording.Recorded;
import io.sluice.connectors.recording.Recording;
import io.sluice.connectors.recording.RecordingException;
import io.sluice.gateway.GatewayException;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.setpoints.ReleaseAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A recording through the whole gateway on a virtual clock that begins when the recording does.
 * Every connection plays its tags of it; a setpoint's write changes only what is played. Closed
 * setpoints are released in the name of {@value #PERSON} once the inputs have been heard; shadow
 * stays shadow.
 *
 * <p>For one thread.
 */
public final class Replay implements AutoCloseable {
  /** Who releases closed setpoints. */
  public static final String PERSON = "replay";

  private static final Duration HEARD = Duration.ofSeconds(1);

  private final Path file;
  private final VirtualRun run;
  private final Player player;
  private final Source source;
  private final Map<String, ReleaseAnswer> released = new HashMap<>();
  private Duration passed = Duration.ZERO;

  private Replay(Path file, VirtualRun run, Player player, Source source) {
    this.file = file;
    this.run = run;
    this.player = player;
    this.source = source;
  }

  /**
   * Starts the gateway with the recording at its beginning.
   *
   * @param world kinds that the configuration names
   * @param models where the gateway keeps its models, only read; null to begin without any
   * @throws RecordingException where it cannot be read
   * @throws GatewayException where the gateway cannot start
   */
  public static Replay open(
      Configuration configuration, Surroundings world, Path file, @Nullable Path models)
      throws RecordingException, GatewayException {
    Source source = new Source(configuration, file);
    VirtualClock clock = new VirtualClock(source.begin());
    PlantClock.Loop loop = clock.loop("replay");
    Player player =
        new Player(source, new Player.Timing(Player.Times.KEPT, Player.Repeat.ONCE), clock, loop);
    Map<String, StandIn> standIns = new HashMap<>();
    for (String connection : configuration.connections().keySet()) {
      standIns.put(
          connection, (name, groups, own) -> player.connector(name, groups, Writes.IMAGINED));
    }
    VirtualRun run =
        VirtualRun.start(new VirtualRun.Setting(configuration, world, clock, standIns, models));
    // Saved models are adopted before the first scan, as in a gateway that has run for a while.
    clock.settle();
    player.begin();
    return new Replay(file, run, player, source);
  }

  /** Lets so much recorded time pass; false once the recording is at its end. */
  public boolean advance(Duration by) {
    Duration left = by;
    if (released.isEmpty() && passed.plus(by).compareTo(HEARD) >= 0) {
      Duration first = HEARD.minus(passed);
      run.advance(first);
      passed = passed.plus(first);
      left = by.minus(first);
      released.putAll(run.release(PERSON));
    }
    run.advance(left);
    passed = passed.plus(left);
    return player.state() == Player.State.PLAYING;
  }

  /** How much of the file has been played, 0 to 1. */
  public double share() {
    return source.share();
  }

  /** The gateway under replay. */
  public VirtualRun run() {
    return run;
  }

  /**
   * Stops the gateway in good order and tells what happened.
   *
   * @throws RecordingException where the recording could not be played to its end
   */
  public ReplayReport finish() throws RecordingException {
    if (player.state() == Player.State.FAILED) {
      throw new RecordingException(player.trouble().orElse(file + " could not be played"));
    }
    run.stop();
    return new ReplayReport(run, played());
  }

  @Override
  public void close() {
    run.close();
    player.close();
  }

  private ReplayReport.Played played() {
    List<String> notes = new ArrayList<>(player.differences());
    player.trouble().ifPresent(notes::add);
    return new ReplayReport.Played(
        file.getFileName().toString(),
        player.firstRead().orElse(Instant.EPOCH),
        player.lastRead().orElse(Instant.EPOCH),
        player.played(),
        player.missed(),
        notes,
        player.notRecorded(),
        source.unknown(),
        player.marks());
  }

  /** Opens the recording, first to look when it begins, then to play it. */
  private static final class Source implements Player.Source {
    private final Configuration configuration;
    private final Path file;
    private @Nullable Recording playing;
    private List<String> unknown = List.of();

    Source(Configuration configuration, Path file) {
      this.configuration = configuration;
      this.file = file;
    }

    Instant begin() throws RecordingException {
      try (Recording recording = open()) {
        Recorded entry = recording.next();
        while (entry instanceof Recorded.Mark) {
          entry = recording.next();
        }
        if (entry instanceof Recorded.Read read) {
          return read.scan().readTime();
        }
        throw new RecordingException(file + ": holds no scan");
      }
    }

    @Override
    public Recording open() throws RecordingException {
      Recording opened =
          Recording.open(
              file,
              configuration.connections().keySet().stream()
                  .flatMap(name -> configuration.tagsOf(name).stream())
                  .toList());
      playing = opened;
      unknown = opened.unknown();
      return opened;
    }

    double share() {
      return playing == null ? 0 : playing.share();
    }

    List<String> unknown() {
      return unknown;
    }
  }
}
