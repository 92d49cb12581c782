package io.sluice.gateway.config;

import io.sluice.gateway.options.Closest;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.FileSource;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Problems;
import io.sluice.gateway.options.RecordReader;
import io.sluice.gateway.options.Secrets;
import io.sluice.gateway.options.SourceFile;
import io.sluice.gateway.options.SourceReader;
import io.sluice.gateway.options.SourceReader.WindowsTraces;
import io.sluice.gateway.options.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the user's directories into a checked configuration, or tells everything that is wrong.
 * {@code check} and {@code run} are the same loader. Opens nothing but files; for one thread at a
 * time.
 */
public final class ConfigFiles {
  private static final String GATEWAY = "gateway.yaml";
  private static final String TEST = ".test.yaml";

  private final Catalog catalog;
  private final Secrets secrets;
  private final Map<String, SourceFile> proposed;

  public ConfigFiles(Catalog catalog, Secrets secrets) {
    this(catalog, secrets, Map.of());
  }

  private ConfigFiles(Catalog catalog, Secrets secrets, Map<String, SourceFile> proposed) {
    this.catalog = catalog;
    this.secrets = secrets;
    this.proposed = proposed;
  }

  /** The same reader, to which a connection's tag list is this one, whatever lies on disk. */
  public ConfigFiles proposing(String connection, SourceFile tagList) {
    return new ConfigFiles(catalog, secrets, Map.of(connection, tagList));
  }

  /** Reads as much as can be read, and keeps every problem; {@link #load} decides what may run. */
  public Sketch sketch(Path config, Path routes) {
    Problems problems = new Problems(Integer.MAX_VALUE);
    Snapshot files = files(config, routes).read();
    new Directory(config, problems, files)
        .exists("--config", "the directory with connections.yaml");
    Configuration read = new Loading(problems, files).load(config, routes);
    return new Sketch(read, problems.sorted());
  }

  /**
   * Reads and checks all files.
   *
   * @param config gateway.yaml, connections.yaml, tags/ and so on
   * @param routes *.camel.yaml
   */
  public Loaded load(Path config, Path routes) {
    return load(files(config, routes).read());
  }

  /** The same from files that have been read before. */
  public Loaded load(Snapshot files) {
    Problems problems = new Problems();
    boolean there =
        new Directory(files.config(), problems, files)
            .exists("--config", "the directory with connections.yaml");
    there &=
        new Directory(files.routes(), problems, files)
            .exists("--routes", "the directory with *.camel.yaml");
    if (!there) {
      return new Loaded.Refused(problems.sorted());
    }
    Configuration read = new Loading(problems, files).load(files.config(), files.routes());
    return problems.hasErrors()
        ? new Loaded.Refused(problems.sorted())
        : new Loaded.Checked(read, problems.sorted());
  }

  /** Where the gateway on these files is to be found, whether or not they are good. */
  public Whereabouts whereabouts(Snapshot files) {
    Loading loading = new Loading(new Problems(), files);
    return loading
        .gateway(files.config())
        .map(read -> new Whereabouts(Path.of(read.data()), read.http().listen()))
        .orElseGet(() -> Whereabouts.guess(files));
  }

  /** What {@link #load} reads of these directories. */
  public UserFiles files(Path config, Path routes) {
    Set<String> names = new TreeSet<>(Set.of(GATEWAY));
    catalog.nouns().forEach(noun -> names.add(noun.file()));
    return new UserFiles(config, routes, names);
  }

  /** One loading of all files. */
  private final class Loading {
    private final Problems problems;
    private final Snapshot files;
    private final SourceReader sources;
    private final YamlReader yaml;
    private final RecordReader records;
    private final RecordReader cells;
    private final Draft draft;

    Loading(Problems problems, Snapshot files) {
      this.problems = problems;
      this.files = files;
      this.sources = new SourceReader(problems, files);
      this.yaml = new YamlReader(problems);
      this.records = new RecordReader(problems, secrets);
      this.cells = new RecordReader(problems, Secrets.none(), RecordReader.FixForm.VALUE);
      this.draft = new Draft(problems);
    }

    Configuration load(Path config, Path routes) {
      Directory directory = new Directory(config, problems, files);
      Optional<Node> written = directory.file(GATEWAY).flatMap(this::document);
      GatewayOptions gateway = gateway(config, written);
      nouns(directory);
      tagLists(config.resolve(UserFiles.TAGS));
      strangers(directory);
      List<Scheme> schemes =
          new AllowedSchemes(problems, written).of(catalog.schemes(), gateway.routes().allow());
      RouteGuard guard = new RouteGuard(problems, new Endpoints(schemes, problems, cells));
      List<RouteFile> routeFiles = routes(routes, guard);
      draft.addConditions(guard.content().conditions());
      catalog.meanings().forEach(meaning -> meaning.check(draft));
      new RouteMeaning(draft, guard.content()).check();
      return new Configuration(config, gateway, draft.nouns(), draft.tagLists(), routeFiles);
    }

    /** gateway.yaml alone; empty where it is not good. */
    Optional<GatewayOptions> gateway(Path config) {
      Optional<Node> written =
          new Directory(config, problems, files).file(GATEWAY).flatMap(this::document);
      GatewayOptions read = gateway(config, written);
      return problems.hasErrors() ? Optional.empty() : Optional.of(read);
    }

    private GatewayOptions gateway(Path config, Optional<Node> written) {
      Node.Section nothing =
          new Node.Section(
              new SourceFile(config.resolve(GATEWAY).toString(), "").whole(), List.of());
      return records
          .read(written.orElse(nothing), GatewayOptions.class)
          .or(() -> new RecordReader(new Problems(), secrets).read(nothing, GatewayOptions.class))
          .orElseThrow(() -> new IllegalStateException("gateway.yaml has no complete defaults"));
    }

    private void nouns(Directory directory) {
      NounReader reader = new NounReader(problems, records, draft);
      for (Noun noun : catalog.nouns()) {
        draft.know(noun);
        directory.file(noun.file()).ifPresent(file -> noun(reader, noun, file));
      }
    }

    private void noun(NounReader reader, Noun noun, Path file) {
      int before = problems.count();
      Optional<Node> node = document(file);
      node.ifPresent(read -> reader.read(noun, read));
      if (node.isEmpty() && problems.count() > before) {
        draft.unsure(noun.key());
      }
    }

    private void tagLists(Path tags) {
      TagListReader reader =
          new TagListReader(problems, cells, draft, new TagArrays(catalog.connectors(), draft));
      for (Path file : new Directory(tags, problems, files).files()) {
        String name = file.getFileName().toString();
        if (name.endsWith(UserFiles.CSV)) {
          String connection = name.substring(0, name.length() - UserFiles.CSV.length());
          if (proposed.containsKey(connection)) {
            continue;
          }
          sources
              .read(file, UserFiles.LARGEST_LIST, WindowsTraces.NORMAL)
              .ifPresentOrElse(
                  source -> tagList(reader, connection, source), () -> draft.unsure(Draft.TAGS));
        } else {
          int dot = name.lastIndexOf('.');
          problems.add(
              Problem.warning(
                      new SourceFile(file.toString(), "").whole(),
                      Code.UNKNOWN_FILE,
                      "is not read; tag lists are called CONNECTION.csv")
                  .suggest(dot < 1 ? null : name.substring(0, dot) + UserFiles.CSV));
        }
      }
      proposed.forEach((connection, source) -> tagList(reader, connection, source));
    }

    private void tagList(TagListReader reader, String connection, SourceFile source) {
      reader.read(connection, source);
      List<String> names = draft.written("connections").stream().map(Node.Field::key).toList();
      if (!names.contains(connection) && !draft.isUnsure("connections")) {
        problems.add(
            Problem.error(
                    source.whole(),
                    Code.NO_CONNECTION,
                    "there is no connection "
                        + connection
                        + (names.isEmpty() ? "" : "; defined: " + String.join(", ", names)))
                .suggest(
                    Closest.to(connection, names).map(name -> name + UserFiles.CSV).orElse(null)));
      }
    }

    private List<RouteFile> routes(Path routes, RouteGuard guard) {
      List<RouteFile> read = new ArrayList<>();
      for (Path file : new Directory(routes, problems, files).files()) {
        String name = file.getFileName().toString();
        if (name.endsWith(UserFiles.ROUTE)) {
          sources
              .read(file, YamlReader.LARGEST, WindowsTraces.WARN)
              .ifPresent(
                  source -> document(source).ifPresent(node -> read.add(guard.check(file, node))));
        } else if (!name.endsWith(TEST) && isYaml(name)) {
          problems.add(
              Problem.warning(
                      new SourceFile(file.toString(), "").whole(),
                      Code.UNKNOWN_FILE,
                      "is not read; route files end with .camel.yaml and their tests with"
                          + " .test.yaml")
                  .suggest(name.replaceFirst("\\.ya?ml$", UserFiles.ROUTE)));
        }
      }
      return read;
    }

    private Optional<Node> document(Path file) {
      return sources.read(file, YamlReader.LARGEST, WindowsTraces.WARN).flatMap(this::document);
    }

    private Optional<Node> document(SourceFile source) {
      int before = problems.count();
      Optional<Node> node = yaml.read(source);
      if (node.isEmpty() && problems.count() == before) {
        empty(source);
      }
      return node;
    }

    /**
     * Comments alone are a choice; no text at all is what an editor leaves in the midst of saving.
     */
    private void empty(SourceFile source) {
      if (source.text().isBlank()) {
        problems.error(source.whole(), Code.MISSING_VALUE, "is empty; delete it if that is meant");
      } else {
        problems.warning(source.whole(), Code.MISSING_VALUE, "has comments only");
      }
    }

    private void strangers(Directory directory) {
      List<String> known = new ArrayList<>(List.of(GATEWAY));
      catalog.nouns().forEach(noun -> known.add(noun.file()));
      for (Path file : directory.files()) {
        String name = file.getFileName().toString();
        boolean data = isYaml(name) || name.endsWith(UserFiles.CSV);
        if (data && !known.contains(name) && files.kind(file) == FileSource.Kind.FILE) {
          problems.add(
              Problem.warning(
                      new SourceFile(file.toString(), "").whole(),
                      Code.UNKNOWN_FILE,
                      "is not read; known here: " + String.join(", ", known) + ", tags/*.csv")
                  .suggest(Closest.to(name, known).orElse(null)));
        }
      }
    }

    private static boolean isYaml(String name) {
      return name.endsWith(".yaml") || name.endsWith(".yml");
    }
  }
}
