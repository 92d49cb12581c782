package io.sluice.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A directory with config and routes, and canaries around it: a port that must not be connected to,
 * a class that must not be initialised, values that must not be printed, directories and children
 * that must not change.
 */
final class Sandbox implements AutoCloseable {
  /** The value of a system property that no output may have. */
  static final String CANARY = "canary-5f1c9b";

  private static final Path HERE = Path.of("").toAbsolutePath();

  private final Path root;
  private final ServerSocketChannel port;
  private final Set<ProcessHandle> children;
  private Set<String> before = Set.of();

  Sandbox(Path root) throws IOException {
    this.root = root;
    Files.createDirectories(root.resolve("config"));
    Files.createDirectories(root.resolve("routes"));
    port = ServerSocketChannel.open();
    port.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    port.configureBlocking(false);
    children = children();
    System.setProperty("sluice.canary", CANARY);
  }

  Path root() {
    return root;
  }

  Path config() {
    return root.resolve("config");
  }

  Path routes() {
    return root.resolve("routes");
  }

  /** A text with this sandbox's canaries in it. */
  String filled(String text) throws IOException {
    InetSocketAddress address = (InetSocketAddress) port.getLocalAddress();
    return text.replace("@DIR@", root.toString())
        .replace("@PORT@", Integer.toString(address.getPort()))
        .replace("@CLASS@", CanaryClass.class.getName());
  }

  /** A text without what differs from run to run. */
  String plain(String text) throws IOException {
    InetSocketAddress address = (InetSocketAddress) port.getLocalAddress();
    return text.replace(root + "/", "")
        .replace(root.toString(), "DIR")
        .replace(Integer.toString(address.getPort()), "PORT");
  }

  /** Remembers how everything is. */
  void begin() throws IOException {
    before = files();
  }

  /** Fails where anything happened since {@link #begin}. */
  void assertUntouched(String printed) throws IOException {
    assertThat(files()).as("files").isEqualTo(before);
    assertThat(children()).as("child processes").isEqualTo(children);
    assertThat(port.accept()).as("connection").isNull();
    assertThat(CanaryClass.Touched.touched).as("class initialised").isFalse();
    assertThat(printed).doesNotContain(CANARY).doesNotContain("\tat ");
    assertThat(printed).doesNotContainPattern("\\b(java|javax|org|com)\\.[\\w.]+Exception");
    assertThat(printed).doesNotContain(String.valueOf(System.getenv("PATH")));
  }

  @Override
  public void close() throws IOException {
    port.close();
    System.clearProperty("sluice.canary");
  }

  private static Set<ProcessHandle> children() {
    return ProcessHandle.current().children().collect(Collectors.toSet());
  }

  private Set<String> files() throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path directory : List.of(root, root.resolve("config"), root.resolve("routes"), HERE)) {
      if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        try (Stream<Path> entries = Files.list(directory)) {
          entries.forEach(entry -> found.add(entry.toString()));
        }
      }
    }
    return found;
  }
}
