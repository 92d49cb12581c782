package io.sluice.gateway;

import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.config.ConfigFiles;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Difference;
import io.sluice.gateway.config.UserFiles;
import io.sluice.gateway.config.versions.Fate;
import io.sluice.gateway.config.versions.Version;
import io.sluice.gateway.config.versions.Versions;
import io.sluice.gateway.fakes.FakeConnectorKind;
import io.sluice.gateway.options.Secrets;
import io.sluice.gateway.status.StatusServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A person who edits files, and a gateway that only remembers what it was given. */
final class Editing implements AutoCloseable {
  static final String ROUTE =
      """
      - route:
          id: watch
          from: {uri: tags:plc, parameters: {group: fast}, steps: [{to: log:scans}]}
      """;
  static final String TAGS =
      "tag,group,address,type,unit,low,high\npump-1/flow,fast,1,FLOAT64,l/min,0,400\n";
  static final String ASSETS = "assets: {pump-1: {path: skid/pump-1, tags: pump-1/*}}\n";

  final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-20T08:00:00Z"));
  final List<Configuration> given = new ArrayList<>();
  final Versions versions;
  final Ground ground;
  private final Path folder;
  private BiFunction<Configuration, Configuration, ChangeResult> gateway = Editing::swap;
  private Optional<Health> health = Optional.empty();
  private @Nullable Changes changes;

  Editing(Path folder) throws IOException {
    this.folder = folder;
    save("config/gateway.yaml", "gateway: {id: gw}\n");
    save(
        "config/connections.yaml",
        "connections: {plc: {kind: fake, groups: {fast: {every: 100 ms}}}}\n");
    save("config/tags/plc.csv", TAGS);
    save("config/assets.yaml", ASSETS);
    save("routes/watch.camel.yaml", ROUTE);
    Surroundings world =
        new Surroundings(clock, clock, Map.of("fake", new FakeConnectorKind()), Map.of());
    ConfigFiles reader = Installed.configFiles(world, Secrets.none());
    UserFiles user = reader.files(folder.resolve("config"), folder.resolve("routes"));
    versions = Versions.hold(folder.resolve("data"));
    ground = new Ground(reader, user, versions);
  }

  /** Starts as the gateway does; what happens is to be found in {@link #state}. */
  Opening.Plan start() throws IOException {
    Opening opening = new Opening(ground, clock);
    Opening.Plan plan = opening.plan();
    if (plan instanceof Opening.Plan.Run run) {
      given.add(run.configuration());
      changes = new Changes(new Target(), ground, clock, opening.started(run), () -> health);
      changes.start(run.lying());
      clock.advance(Duration.ofSeconds(1));
    }
    return plan;
  }

  /** The gateway ends without a word, and starts again. */
  Opening.Plan restart() throws IOException {
    var unused = changes().end();
    clock.settle();
    return start();
  }

  /** What the gateway says to the next changes. */
  void answers(BiFunction<Configuration, Configuration, ChangeResult> answer) {
    gateway = answer;
  }

  void health(Health now) {
    health = Optional.of(now);
  }

  void save(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Saves and waits until it has been noticed. */
  void saved(String name, String text) throws IOException {
    save(name, text);
    clock.advance(Duration.ofSeconds(2));
  }

  String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  Changes changes() {
    return Objects.requireNonNull(changes, "started");
  }

  ChangeState state() {
    return changes().state();
  }

  String line() {
    return ChangeJson.line(state());
  }

  Configuration running() {
    return given.get(given.size() - 1);
  }

  Answer told(CompletionStage<Answer> answer) {
    clock.settle();
    return answer.toCompletableFuture().join();
  }

  Answer apply(@Nullable Duration within) {
    return told(changes().apply(null, null, new Changes.Order(within, "", "Ada")));
  }

  List<Fate> outcomes() throws IOException {
    return versions.kept().versions().stream().map(Version::outcome).toList();
  }

  @Override
  public void close() {
    versions.close();
  }

  private static ChangeResult swap(Configuration running, Configuration next) {
    Difference difference = Difference.between(running, next);
    return difference.isEmpty()
        ? new ChangeResult.Unchanged()
        : new ChangeResult.Swapped(difference, Duration.ofMillis(20));
  }

  private final class Target implements Changeable {
    @Override
    public Configuration running() {
      return Editing.this.running();
    }

    @Override
    public ChangeResult change(Configuration next) {
      ChangeResult result = gateway.apply(running(), next);
      if (result instanceof ChangeResult.Swapped || result instanceof ChangeResult.Unchanged) {
        given.add(next);
      }
      return result;
    }
  }
}
