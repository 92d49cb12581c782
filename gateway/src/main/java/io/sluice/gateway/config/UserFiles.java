package io.sluice.gateway.config;

import io.sluice.gateway.options.DiskFiles;
import io.sluice.gateway.options.FileSource.Kind;
import io.sluice.gateway.options.YamlReader;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which files of the user's two directories are read, and what they look like now. Files of other
 * names, and everything below other directories, are never opened: secrets, keys and certificates
 * among them.
 *
 * @param config directory of gateway.yaml, the nouns' files and tags/
 * @param routes directory of *.camel.yaml
 * @param names of the files directly in {@code config}
 */
public record UserFiles(Path config, Path routes, Set<String> names) {
  static final String TAGS = "tags";
  static final String CSV = ".csv";
  static final String ROUTE = ".camel.yaml";
  static final int LARGEST_LIST = 16 * 1024 * 1024;

  /** More than any plant writes, and what reading them may cost in memory. */
  static final long LARGEST_SUM = 64L * 1024 * 1024;

  public UserFiles {
    names = Set.copyOf(names);
  }

  /** Reads each file once. Never fails: what cannot be read is told by whoever loads it. */
  public Snapshot read() {
    Reading reading = new Reading();
    reading.folder(config);
    reading.folder(config.resolve(TAGS));
    reading.folder(routes);
    return new Snapshot(config, routes, reading.items);
  }

  /**
   * What tells a changed file without reading it: size, time and number of each. A file written to
   * twice within the file system's tick may look the same; who needs certainty reads.
   */
  public SortedMap<Path, String> stamps() {
    SortedMap<Path, String> stamps = new TreeMap<>();
    for (Path folder : List.of(config, config.resolve(TAGS), routes)) {
      try {
        for (Path path : new DiskFiles().list(folder)) {
          if (isRead(path)) {
            stamps.put(path, stamp(path));
          }
        }
        stamps.put(folder, "there");
      } catch (IOException gone) {
        stamps.put(folder, "not there");
      }
    }
    return stamps;
  }

  /** The file that a snapshot calls so. */
  public Path path(String name) {
    return path(config, routes, name);
  }

  /** Whether a file of this name is read. */
  boolean isRead(Path path) {
    Path folder = path.getParent();
    String name = String.valueOf(path.getFileName());
    if (!Directory.meant(path)) {
      return false;
    }
    if (config.equals(folder) && names.contains(name)) {
      return true;
    }
    return (config.resolve(TAGS).equals(folder) && name.endsWith(CSV))
        || (routes.equals(folder) && name.endsWith(ROUTE));
  }

  /** The name of a file that is the same wherever the directories lie. */
  static String name(Path config, Path routes, Path file) {
    boolean route = String.valueOf(file.getFileName()).endsWith(ROUTE);
    Path base = route ? routes : config;
    return (route ? "routes/" : "config/") + base.relativize(file).toString().replace('\\', '/');
  }

  /** The file of such a name. */
  static Path path(Path config, Path routes, String name) {
    return name.startsWith("routes/")
        ? routes.resolve(name.substring("routes/".length()))
        : config.resolve(name.substring("config/".length()));
  }

  private static String stamp(Path path) {
    try {
      BasicFileAttributes seen = Files.readAttributes(path, BasicFileAttributes.class);
      return seen.size() + " " + seen.lastModifiedTime() + " " + seen.fileKey();
    } catch (IOException unreadable) {
      return "unreadable";
    }
  }

  /** One reading of all. */
  private final class Reading {
    private final DiskFiles disk = new DiskFiles();
    private final Map<Path, Snapshot.Item> items = new HashMap<>();
    private long sum;

    void folder(Path folder) {
      Kind kind = disk.kind(folder);
      if (kind != Kind.FOLDER) {
        if (kind != Kind.NOTHING) {
          items.put(folder, Snapshot.Item.unread(kind, Snapshot.Lies.INSIDE));
        }
        return;
      }
      try {
        List<Path> found = disk.list(folder);
        items.put(folder, Snapshot.Item.unread(Kind.FOLDER, Snapshot.Lies.INSIDE));
        found.stream().limit(Directory.MOST_FILES * 2L).forEach(path -> item(folder, path));
      } catch (IOException unlistable) {
        items.put(folder, Snapshot.Item.failed(Kind.FOLDER, unlistable));
      }
    }

    private void item(Path folder, Path path) {
      Kind kind = disk.kind(path);
      Snapshot.Lies lies = lies(folder, path);
      if (kind == Kind.FILE && lies == Snapshot.Lies.INSIDE && isRead(path)) {
        items.put(path, content(path));
      } else {
        items.put(path, Snapshot.Item.unread(kind, lies));
      }
    }

    private Snapshot.Lies lies(Path folder, Path path) {
      try {
        return disk.inside(folder, path) ? Snapshot.Lies.INSIDE : Snapshot.Lies.OUTSIDE;
      } catch (IOException broken) {
        return Snapshot.Lies.NOWHERE;
      }
    }

    private Snapshot.Item content(Path path) {
      long largest = path.toString().endsWith(CSV) ? LARGEST_LIST : YamlReader.LARGEST;
      try {
        byte[] bytes = disk.read(path, (int) largest + 1);
        sum += bytes.length;
        if (sum > LARGEST_SUM) {
          throw new FileSystemException(path.toString(), null, "all files together are too large");
        }
        return Snapshot.Item.file(bytes);
      } catch (IOException unreadable) {
        return Snapshot.Item.failed(Kind.FILE, unreadable);
      }
    }
  }
}
