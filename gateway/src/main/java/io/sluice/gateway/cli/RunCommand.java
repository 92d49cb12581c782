package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.connectors.SystemClock;
import io.sluice.gateway.GatewayException;
import io.sluice.gateway.Installed;
import io.sluice.gateway.LiveGateway;
import io.sluice.gateway.UserRun;
import io.sluice.gateway.config.ConfigFiles;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.ListenAddress;
import io.sluice.gateway.config.UserFiles;
import io.sluice.gateway.options.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code sluice run}: the gateway on the user's files, until SIGTERM. */
@CommandLine.Command(
    name = "run",
    description = {
      "Run the gateway on the user's files until SIGTERM or Ctrl-C.",
      "Saved files take effect by themselves, unless gateway.yaml says otherwise; where they are"
          + " broken, the last good version runs.",
      "Exit code 0 after an orderly stop, 78 when the files cannot be used, 69 when a port or the data"
          + " directory is taken."
    })
public final class RunCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final IntConsumer end;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  @CommandLine.Mixin private final FilesOption files = new FilesOption();
  @CommandLine.Mixin private final JsonOption json = new JsonOption();

  @CommandLine.Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory, instead of data: in gateway.yaml.")
  private @Nullable Path data;

  @CommandLine.Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of the page, instead of http: in gateway.yaml; 0 takes a free one.")
  private @Nullable Integer port;

  /**
   * Makes the command.
   *
   * @param end ends the process with an exit code while it is shutting down
   */
  public RunCommand(Terminal terminal, IntConsumer end) {
    this.terminal = terminal;
    this.end = end;
  }

  @Override
  public Integer call() throws InterruptedException {
    LiveGateway live = new LiveGateway(new SystemClock());
    ConfigFiles reader = files.reader(Installed.catalog(live.world()));
    UserFiles user = reader.files(files.config(), files.routes());
    Path directory = data == null ? reader.whereabouts(user.read()).data() : data;
    try (UserRun run = new UserRun(live, reader, user, directory)) {
      Optional<Configuration> running = run.start(new Loud(), this::listen);
      return running.isEmpty() ? ExitCode.CONFIGURATION : await(live, running.get());
    } catch (GatewayException refused) {
      return ProblemReport.refused(terminal, refused);
    } finally {
      stopped.countDown();
    }
  }

  private int await(LiveGateway live, Configuration configuration) throws InterruptedException {
    announce(configuration, live.port());
    Thread hook = new Thread(this::stopAndWait, "sluice-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    stop.await();
    return ExitCode.OK;
  }

  /** To people, on standard error. */
  private final class Loud implements UserRun.Told {
    @Override
    public void problems(List<Problem> problems) {
      new ProblemReport(terminal).text(terminal.err(), problems);
    }

    @Override
    public void loudly(String sentence) {
      sentence.lines().forEach(line -> terminal.err().println("sluice: " + line));
    }
  }

  private ListenAddress listen(Configuration configuration) {
    ListenAddress written = configuration.gateway().http().listen();
    return port == null ? written : new ListenAddress(written.host(), port);
  }

  private void announce(Configuration configuration, int listening) {
    String id = configuration.gateway().gateway().id();
    String page = "http://" + listen(configuration).host() + ":" + listening + "/";
    if (json.wanted()) {
      JsonOption.print(
          terminal, JsonNodeFactory.instance.objectNode().put("gateway", id).put("page", page));
    } else {
      terminal.err().println("sluice: " + id + " runs; page " + page + "; Ctrl-C stops");
      terminal.err().println("sluice: supervisory only, not a safety system");
    }
  }

  /** The process must not end before the gateway has: the hook waits for the command. */
  private void stopAndWait() {
    stop.countDown();
    try {
      stopped.await();
      // An orderly stop is a success; a JVM that ends by SIGTERM would say 143.
      end.accept(ExitCode.OK);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
