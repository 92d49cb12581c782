package io.sluice.gateway;

import io.sluice.gateway.GatewayException.Trouble;
import io.sluice.gateway.config.ConfigFiles;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.ListenAddress;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.config.UserFiles;
import io.sluice.gateway.config.versions.Versions;
import io.sluice.gateway.options.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A live gateway on the user's files: starts on them or on the last good version, and follows what
 * is saved. For one thread.
 */
public final class UserRun implements AutoCloseable {
  private final LiveGateway live;
  private final ConfigFiles reader;
  private final UserFiles user;
  private final Path data;
  private @Nullable Versions versions;

  /**
   * Opens nothing yet.
   *
   * @param data directory for spool, models, audit and versions
   */
  public UserRun(LiveGateway live, ConfigFiles reader, UserFiles user, Path data) {
    this.live = live;
    this.reader = reader;
    this.user = user;
    this.data = data;
  }

  /** What is told while starting. */
  public interface Told {
    void problems(List<Problem> problems);

    /** That something else runs than what lies on the disk. */
    void loudly(String sentence);
  }

  /**
   * Starts; returns what runs, or empty where nothing can and the problems say why.
   *
   * @param listen where the page of such a configuration is served
   * @throws GatewayException with a sentence for the user
   */
  public Optional<Configuration> start(Told told, Function<Configuration, ListenAddress> listen)
      throws GatewayException {
    if (!Files.isDirectory(data.resolve("versions"))) {
      // A first start on broken files must leave nothing behind.
      Loaded first = reader.load(user.read());
      if (first instanceof Loaded.Refused) {
        told.problems(first.problems());
        return Optional.empty();
      }
    }
    DataDirectory.probe(data);
    try {
      Versions held = Versions.hold(data);
      versions = held;
      return start(new Ground(reader, user, held), told, listen);
    } catch (IOException unusable) {
      throw new GatewayException(
          Trouble.CONFIGURATION, "the versions of the files: " + unusable.getMessage(), unusable);
    }
  }

  @Override
  public void close() {
    live.close();
    if (versions != null) {
      versions.close();
    }
  }

  private Optional<Configuration> start(
      Ground ground, Told told, Function<Configuration, ListenAddress> listen)
      throws GatewayException, IOException {
    Opening opening = new Opening(ground, live.world().clock());
    Opening.Plan plan = opening.plan();
    told.problems(plan.problems());
    if (!(plan instanceof Opening.Plan.Run run)) {
      return Optional.empty();
    }
    if (!run.said().isEmpty()) {
      told.loudly(run.said());
    }
    Opening.Plan.Run running = start(opening, run, told::loudly, listen);
    live.follow(ground, opening.started(running), running.lying());
    return Optional.of(running.configuration());
  }

  private Opening.Plan.Run start(
      Opening opening,
      Opening.Plan.Run run,
      Consumer<String> loudly,
      Function<Configuration, ListenAddress> listen)
      throws GatewayException, IOException {
    try {
      live.start(run.configuration(), data, listen.apply(run.configuration()));
      return run;
    } catch (GatewayException refused) {
      Optional<Opening.Plan.Run> instead =
          refused.trouble() == Trouble.CONFIGURATION
              ? opening.instead(run, String.valueOf(refused.getMessage()))
              : Optional.empty();
      if (instead.isEmpty()) {
        throw refused;
      }
      loudly.accept(instead.get().said());
      live.start(instead.get().configuration(), data, listen.apply(instead.get().configuration()));
      return instead.get();
    }
  }
}
