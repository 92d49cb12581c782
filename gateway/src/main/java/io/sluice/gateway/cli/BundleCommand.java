package io.sluice.gateway.cli;

import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.options.Masking;
import io.sluice.gateway.options.ProblemPrinter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * {@code sluice bundle}: what somebody who helps needs to see, in one file, and no secret. Works
 * with files that have errors and without a gateway that runs.
 */
@CommandLine.Command(
    name = "bundle",
    description = "Packs versions, files, status and audit for support, without secrets.")
public final class BundleCommand implements Callable<Integer> {
  private static final int AUDIT_FILES = 2;

  private final Terminal terminal;
  private final Supplier<Catalog> catalog;

  @CommandLine.Mixin private final FilesOption files = new FilesOption();

  @CommandLine.Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "sluice-bundle.zip",
      description = "File to make; must not be there (default: ${DEFAULT-VALUE}).")
  private Path target = Path.of("sluice-bundle.zip");

  @CommandLine.Option(
      names = "--log",
      paramLabel = "FILE",
      description = "A log file whose end is packed as well.")
  private @Nullable Path log;

  public BundleCommand(Terminal terminal, Supplier<Catalog> catalog) {
    this.terminal = terminal;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Bundle bundle = Bundle.create(target)) {
      pack(bundle);
    } catch (FileAlreadyExistsException there) {
      terminal.err().println("sluice: " + target + " is there already; give another name");
      return ExitCode.USAGE;
    } catch (IOException refused) {
      terminal.err().println("sluice: " + target + " cannot be written: " + refused.getMessage());
      return ExitCode.UNREACHABLE;
    }
    terminal.err().println("sluice: packed in " + target + "; look through it before you send it");
    return ExitCode.OK;
  }

  private void pack(Bundle bundle) throws IOException, InterruptedException {
    bundle.text("versions.txt", versions());
    Loaded loaded = files.load(catalog.get());
    ProblemPrinter printer = new ProblemPrinter(false);
    bundle.text(
        "check.txt", loaded.problems().stream().map(printer::text).collect(Collectors.joining()));
    directory(bundle, "config", files.config(), List.of(".yaml", ".yml"));
    directory(bundle, "config/tags", files.config().resolve("tags"), List.of(".csv"));
    directory(bundle, "routes", files.routes(), List.of(".yaml", ".yml"));
    if (log != null) {
      bundle.end("log.txt", log);
    }
    if (loaded instanceof Loaded.Checked checked) {
      running(bundle, checked.configuration());
    }
  }

  private void running(Bundle bundle, Configuration configuration)
      throws IOException, InterruptedException {
    Path data = Path.of(configuration.gateway().data());
    for (Path audit : newest(data.resolve("audit"), AUDIT_FILES)) {
      bundle.end("audit/" + audit.getFileName(), audit);
    }
    bundle.text("models.txt", listing(data.resolve("models")));
    try {
      bundle.text("status.json", new GatewayClient(configuration).get("/status").text());
    } catch (IOException nobody) {
      bundle.text("status.txt", String.valueOf(nobody.getMessage()));
    }
  }

  private static void directory(Bundle bundle, String name, Path directory, List<String> endings)
      throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path file : entries.filter(Files::isRegularFile).sorted().toList()) {
        String last = file.getFileName().toString();
        if (endings.stream().anyMatch(last::endsWith)) {
          bundle.end(name + "/" + last, file);
        }
      }
    }
  }

  private static List<Path> newest(Path directory, int most) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      List<Path> all = entries.filter(Files::isRegularFile).sorted().toList();
      return all.subList(Math.max(0, all.size() - most), all.size());
    }
  }

  private static String listing(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return "none\n";
    }
    StringBuilder text = new StringBuilder();
    try (Stream<Path> all = Files.walk(directory, 3)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        text.append(directory.relativize(file))
            .append("  ")
            .append(Files.size(file))
            .append(" B\n");
      }
    }
    return text.toString();
  }

  private static String versions() {
    String path = System.getProperty("java.class.path", "");
    String jars =
        Stream.of(path.split(java.io.File.pathSeparator, -1))
            .map(entry -> Path.of(entry).getFileName())
            .map(String::valueOf)
            .filter(name -> name.endsWith(".jar"))
            .sorted()
            .collect(Collectors.joining("\n"));
    return "sluice "
        + VersionCommand.version()
        + "\njava "
        + System.getProperty("java.version")
        + "\nos "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + "\n"
        + Masking.line(jars)
        + "\n";
  }
}
