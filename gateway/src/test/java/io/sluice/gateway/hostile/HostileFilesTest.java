package io.sluice.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sluice.connectors.SystemClock;
import io.sluice.gateway.Installed;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.cli.CheckCommand;
import io.sluice.gateway.cli.Cli;
import io.sluice.gateway.cli.ExitCode;
import io.sluice.gateway.cli.RunCommand;
import io.sluice.gateway.cli.Terminal;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.SecretFiles;
import io.sluice.gateway.options.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a file tries, it is refused with place and reason, and nothing has happened. */
class HostileFilesTest {
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final long MOST_BYTES = 192L << 20;

  private static final Path PAGE = Path.of("../docs/reference/hostile-files.md");
  private static final ConcurrentSkipListMap<String, String> ROWS = new ConcurrentSkipListMap<>();

  private final StringWriter out = new StringWriter();

  /** The page in the documents is made from what is refused here. */
  @AfterAll
  static void theReferencePageSaysTheSame() throws IOException {
    if (ROWS.size() < files().size()) {
      return;
    }
    String page =
        """
        # Hostile files

        Made by `HostileFilesTest`, which shows for each of these %d files that `check` and `run`
        refuse it in less than 2 s, and that no file is made, no process started, no connection
        opened, no class initialised and no value of the environment printed. What a route may say
        is in [routes](../how-to/routes.md).

        | file | what it tries | how it is refused |
        |---|---|---|
        """
                .formatted(ROWS.size())
            + String.join("", ROWS.values());
    if (Boolean.getBoolean("reference.update")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).as("run with -Dreference.update=true").hasContent(page);
  }

  static List<HostileFile> files() throws IOException {
    return HostileFile.all();
  }

  @Test
  void thereAreMoreThanAHundred() throws IOException {
    assertThat(files())
        .hasSizeGreaterThan(100)
        .extracting(HostileFile::name)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("files")
  @Timeout(60)
  void aHostileFileIsRefusedClearlyAndDoesNothing(HostileFile file, @TempDir Path root)
      throws Exception {
    try (Sandbox sandbox = new Sandbox(root)) {
      file.make(sandbox);
      sandbox.begin();
      List<Problem> problems = check(sandbox);
      Problem told = told(problems, file);
      assertThat(told.message()).isNotBlank().hasSizeLessThan(500);
      assertThat(run("check", sandbox)).isIn(ExitCode.FINDINGS, ExitCode.CONFIGURATION);
      assertThat(run("run", sandbox)).as("what run says").isEqualTo(ExitCode.CONFIGURATION);
      sandbox.assertUntouched(out + problems.toString());
      ROWS.put(file.name(), row(file, told, sandbox));
    }
  }

  private static String row(HostileFile file, Problem told, Sandbox sandbox) throws IOException {
    String message = told.code().spelling() + ": " + told.message();
    if (message.length() > 160) {
      message = message.substring(0, 160) + "…";
    }
    return "| "
        + file.name()
        + " | "
        + cell(file.title())
        + " | "
        + cell(sandbox.plain(message))
        + " |\n";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
  }

  private static Problem told(List<Problem> problems, HostileFile file) {
    List<Problem> errors =
        problems.stream().filter(problem -> problem.severity() == Severity.ERROR).toList();
    assertThat(errors)
        .as("refused as %s in line %d", file.code(), file.line())
        .anyMatch(
            problem ->
                problem.code().spelling().equals(file.code()) && problem.line() == file.line());
    return errors.stream()
        .filter(problem -> problem.code().spelling().equals(file.code()))
        .findFirst()
        .orElseThrow();
  }

  /** Reads the files as check and run do, with an eye on time and memory. */
  private static List<Problem> check(Sandbox sandbox) {
    SystemClock clock = new SystemClock();
    Surroundings world = Surroundings.of(clock, clock);
    SecretFiles secrets = new SecretFiles(List.of(sandbox.config().resolve("secrets")));
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytes = thread.getCurrentThreadAllocatedBytes();
    long nanos = thread.getCurrentThreadCpuTime();
    List<Problem> problems =
        Installed.configFiles(world, secrets).load(sandbox.config(), sandbox.routes()).problems();
    assertThat(Duration.ofNanos(thread.getCurrentThreadCpuTime() - nanos)).isLessThan(LONGEST);
    assertThat(thread.getCurrentThreadAllocatedBytes() - bytes).isLessThan(MOST_BYTES);
    return problems;
  }

  private int run(String command, Sandbox sandbox) {
    Terminal terminal =
        new Terminal(new PrintWriter(out), new PrintWriter(out), Terminal.Colour.OFF);
    List<Callable<Integer>> commands = new ArrayList<>();
    commands.add(new CheckCommand(terminal, HostileFilesTest::catalog, HostileFilesTest::world));
    commands.add(new RunCommand(terminal, code -> {}));
    return new Cli(terminal, commands)
        .run(
            command,
            "--config",
            sandbox.config().toString(),
            "--routes",
            sandbox.routes().toString());
  }

  private static Catalog catalog() {
    return Installed.catalog(world());
  }

  private static Surroundings world() {
    SystemClock clock = new SystemClock();
    return Surroundings.of(clock, clock);
  }
}
