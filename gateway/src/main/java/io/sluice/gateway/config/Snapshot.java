package io.sluice.gateway.config;

import io.sluice.gateway.options.FileSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The user's files as they were at one moment, in memory: what is checked is what is run and kept,
 * whatever happens on the disk meanwhile. Immutable; made by {@link UserFiles}.
 */
public final class Snapshot implements FileSource {
  private final Path config;
  private final Path routes;
  private final Map<Path, Item> items;
  private final SortedMap<String, byte[]> files;
  private final String hash;

  Snapshot(Path config, Path routes, Map<Path, Item> items) {
    this.config = config;
    this.routes = routes;
    this.items = Map.copyOf(items);
    this.files = contents();
    this.hash = digest();
  }

  /**
   * The same as if these files lay in these directories.
   *
   * @param files by {@link #files} name
   */
  public static Snapshot of(Path config, Path routes, Map<String, byte[]> files) {
    Map<Path, Item> items = new HashMap<>();
    items.put(config, Item.unread(Kind.FOLDER, Lies.INSIDE));
    items.put(config.resolve(UserFiles.TAGS), Item.unread(Kind.FOLDER, Lies.INSIDE));
    items.put(routes, Item.unread(Kind.FOLDER, Lies.INSIDE));
    files.forEach(
        (name, bytes) -> {
          Path path = UserFiles.path(config, routes, name);
          items.put(path, Item.file(bytes));
        });
    return new Snapshot(config, routes, items);
  }

  /** The same contents as if they lay elsewhere. */
  public Snapshot in(Path otherConfig, Path otherRoutes) {
    return of(otherConfig, otherRoutes, files);
  }

  public Path config() {
    return config;
  }

  public Path routes() {
    return routes;
  }

  /**
   * What was read, by name: {@code config/gateway.yaml}, {@code config/tags/plc.csv}, {@code
   * routes/pump.camel.yaml}. Not to be written to.
   */
  public SortedMap<String, byte[]> files() {
    return files;
  }

  /** SHA-256 over names and contents, in hexadecimal. Equal where a reload would read the same. */
  public String hash() {
    return hash;
  }

  /** All bytes read. */
  public long bytes() {
    return files.values().stream().mapToLong(bytes -> bytes.length).sum();
  }

  /**
   * Whether it looks as if somebody were still writing: a folder is gone or empty that was not, or
   * a file that differs does not end with a line end.
   */
  public boolean looksUnfinished(Snapshot before) {
    for (Path folder : List.of(config, routes)) {
      if (before.holds(folder) && !holds(folder)) {
        return true;
      }
    }
    return files.entrySet().stream()
        .filter(file -> !Arrays.equals(file.getValue(), before.files.get(file.getKey())))
        .anyMatch(file -> !endsWithLine(file.getValue()));
  }

  /** Whether the folder has any file that is read. */
  public boolean holds(Path folder) {
    return items.entrySet().stream()
        .anyMatch(item -> item.getValue().bytes != null && item.getKey().startsWith(folder));
  }

  @Override
  public Kind kind(Path path) {
    Item item = items.get(path);
    return item == null ? Kind.NOTHING : item.kind;
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    Item item = items.get(folder);
    if (item == null || item.failure != null) {
      throw item == null || item.failure == null
          ? new NoSuchFileException(folder.toString())
          : item.failure;
    }
    List<Path> found = new ArrayList<>();
    items.keySet().stream().filter(path -> folder.equals(path.getParent())).forEach(found::add);
    return found;
  }

  @Override
  public boolean inside(Path folder, Path file) throws IOException {
    Item item = items.get(file);
    if (item == null || item.lies == Lies.NOWHERE) {
      throw new NoSuchFileException(file.toString());
    }
    return item.lies == Lies.INSIDE;
  }

  @Override
  public byte[] read(Path file, int most) throws IOException {
    Item item = items.get(file);
    if (item == null || item.bytes == null) {
      throw item == null || item.failure == null
          ? new NoSuchFileException(file.toString())
          : item.failure;
    }
    return item.bytes.length <= most ? item.bytes.clone() : Arrays.copyOf(item.bytes, most);
  }

  private SortedMap<String, byte[]> contents() {
    SortedMap<String, byte[]> all = new TreeMap<>();
    items.forEach(
        (path, item) -> {
          if (item.bytes != null) {
            all.put(UserFiles.name(config, routes, path), item.bytes);
          }
        });
    return Collections.unmodifiableSortedMap(all);
  }

  /** What cannot be read changes the sum too: it must be noticed when it can be read again. */
  private String digest() {
    MessageDigest sum = sha256();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      add(sum, file.getKey());
      add(sum, Integer.toString(file.getValue().length));
      sum.update(file.getValue());
    }
    items.entrySet().stream()
        .filter(item -> item.getValue().failure != null || item.getValue().lies == Lies.OUTSIDE)
        .map(item -> item.getKey() + " cannot be read")
        .sorted()
        .forEach(text -> add(sum, text));
    Stream.of(config, routes)
        .filter(folder -> kind(folder) != Kind.FOLDER)
        .sorted()
        .forEach(folder -> add(sum, folder + " is not there"));
    return HexFormat.of().formatHex(sum.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static void add(MessageDigest sum, String text) {
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    sum.update((byte) 0);
  }

  private static boolean endsWithLine(byte[] bytes) {
    return bytes.length > 0 && bytes[bytes.length - 1] == '\n';
  }

  /** Where a path's links lead. */
  enum Lies {
    INSIDE,
    OUTSIDE,
    NOWHERE
  }

  /** What lay at one path. */
  static final class Item {
    private final Kind kind;
    private final Lies lies;
    private final byte @Nullable [] bytes;
    private final @Nullable IOException failure;

    private Item(Kind kind, Lies lies, byte @Nullable [] bytes, @Nullable IOException failure) {
      this.kind = kind;
      this.lies = lies;
      this.bytes = bytes;
      this.failure = failure;
    }

    static Item file(byte[] bytes) {
      return new Item(Kind.FILE, Lies.INSIDE, bytes, null);
    }

    /** There, and not read: of no interest, or led out of the directory. */
    static Item unread(Kind kind, Lies lies) {
      return new Item(kind, lies, null, null);
    }

    static Item failed(Kind kind, IOException failure) {
      return new Item(kind, Lies.INSIDE, null, failure);
    }
  }
}
