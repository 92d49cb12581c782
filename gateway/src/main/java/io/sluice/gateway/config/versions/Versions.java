package io.sluice.gateway.config.versions;

import io.sluice.gateway.config.Snapshot;
import io.sluice.gateway.config.UserFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last versions of the user's files, one folder each below {@code DATA/versions}: the files and
 * a manifest. A folder gets its number in one step when all of it is on disk, and what became of it
 * is one small file that is replaced in one step; which version was the last good one follows from
 * these and is written nowhere else, so there is no pointer that a fault could leave wrong.
 *
 * <p>One process holds it to write; any may look. For one thread at a time.
 */
public final class Versions implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Versions.class);

  /** Versions that are kept. */
  public static final int MOST = 20;

  /** Of these, versions that could not be run: a bad afternoon must not push the good ones out. */
  public static final int MOST_REFUSED = 5;

  /** What all of them may take, in bytes; the last good one is kept whatever it takes. */
  public static final long MOST_BYTES = 256L * 1024 * 1024;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{4,9}");
  private static final String UNFINISHED = ".unfinished-";
  private static final String GONE = ".gone-";

  private final Path folder;
  private final DurableFiles disk;
  private final long most;
  private final @Nullable FileChannel lock;

  private Versions(Path data, DurableFiles disk, long most, @Nullable FileChannel lock) {
    this.folder = data.resolve("versions");
    this.disk = disk;
    this.most = most;
    this.lock = lock;
  }

  /** To look at only; the gateway that runs may hold it. */
  public static Versions look(Path data) {
    return new Versions(data, new DurableFiles(step -> log.trace("{}", step)), 0, null);
  }

  /**
   * To keep versions, until closed; sweeps up what a fault has left half-made.
   *
   * @throws IOException saying that another gateway has it, or that it cannot be written
   */
  public static Versions hold(Path data) throws IOException {
    return hold(data, MOST_BYTES, step -> log.trace("{}", step));
  }

  static Versions hold(Path data, long most, DurableFiles.Steps steps) throws IOException {
    DurableFiles disk = new DurableFiles(steps);
    disk.folder(data.resolve("versions"));
    FileChannel channel =
        FileChannel.open(
            data.resolve("versions").resolve(".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    boolean held = false;
    try {
      held = locked(channel);
      if (!held) {
        throw new IOException("another gateway keeps its versions in " + data.resolve("versions"));
      }
      Versions versions = new Versions(data, disk, most, channel);
      versions.sweep();
      return versions;
    } finally {
      if (!held) {
        channel.close();
      }
    }
  }

  /**
   * What is kept.
   *
   * @param versions by number, the oldest first
   * @param torn one sentence for each folder that is not whole and is not used
   */
  public record Kept(List<Version> versions, List<String> torn) {
    public Kept {
      versions = List.copyOf(versions);
      torn = List.copyOf(torn);
    }

    public Optional<Version> find(int number) {
      return versions.stream().filter(version -> version.number() == number).findFirst();
    }

    public Optional<Version> newest() {
      return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    /** The newest that was confirmed. */
    public Optional<Version> lastGood() {
      return versions.stream()
          .filter(version -> version.outcome() == Fate.CONFIRMED)
          .reduce((older, newer) -> newer);
    }

    /** The newest that was confirmed and has other files than this one. */
    public Optional<Version> goodBefore(int number) {
      String hash = find(number).map(Version::hash).orElse("");
      return versions.stream()
          .filter(version -> version.outcome() == Fate.CONFIRMED)
          .filter(version -> version.number() < number && !version.hash().equals(hash))
          .reduce((older, newer) -> newer);
    }
  }

  /** Everything there is; none where the folder is not there. */
  public Kept kept() throws IOException {
    List<Version> versions = new ArrayList<>();
    List<String> torn = new ArrayList<>();
    for (Path one : folders()) {
      try {
        versions.add(Manifest.read(one).version());
      } catch (IOException unreadable) {
        torn.add(
            "version " + one.getFileName() + " is not whole and is not used: " + said(unreadable));
      }
    }
    versions.sort(Comparator.comparingInt(Version::number));
    return new Kept(versions, torn);
  }

  /**
   * The files of a version, as if they lay in these directories.
   *
   * @throws IOException where there is no such version, or its files are not what was kept
   */
  public Snapshot files(int number, Path config, Path routes) throws IOException {
    Path place = place(number);
    if (!Files.isDirectory(place)) {
      throw new NoSuchFileException("there is no version " + number);
    }
    Manifest manifest = Manifest.read(place);
    Snapshot files = Snapshot.of(config, routes, manifest.files(place));
    if (!files.hash().equals(manifest.version().hash())) {
      throw new IOException("version " + number + " is damaged: its files are not what was kept");
    }
    return files;
  }

  /** Why and how a version is kept. */
  public record Note(
      Instant when, VersionCause cause, String person, Fate outcome, String sentence) {}

  /**
   * Keeps these files as the next version; returns when they are on disk.
   *
   * @throws IOException where they cannot be written; nothing is then kept
   */
  public Version keep(Snapshot files, Note note) throws IOException {
    int number = folders().stream().mapToInt(Versions::number).max().orElse(0) + 1;
    Snapshot readable = files.in(files.config(), files.routes());
    Version version =
        new Version(
            number,
            note.when(),
            note.cause(),
            note.person(),
            readable.hash(),
            readable.bytes(),
            note.outcome(),
            note.sentence(),
            null);
    Path unfinished = folder.resolve(UNFINISHED + number);
    if (Files.isDirectory(unfinished)) {
      disk.deleteAll(unfinished);
    }
    for (String part : List.of("config/tags", "routes")) {
      disk.folder(unfinished.resolve(part));
    }
    for (Map.Entry<String, byte[]> file : readable.files().entrySet()) {
      disk.write(unfinished.resolve(file.getKey()), file.getValue());
    }
    for (String part : List.of("config/tags", "config", "routes")) {
      disk.force(unfinished.resolve(part));
    }
    new Manifest(version, List.copyOf(readable.files().keySet())).write(unfinished, disk);
    disk.rename(unfinished, place(number));
    thin();
    return version;
  }

  /** Writes down what is known of a version; returns when it is on disk. */
  public Version settle(Version version) throws IOException {
    Path place = place(version.number());
    Manifest.read(place).with(version).write(place, disk);
    return version;
  }

  /**
   * Puts a version's files where the user's files are. What lies there and is no version yet is
   * kept as one first, so that nothing is lost.
   *
   * @param wanted the version's files
   * @throws IOException where they cannot be put there; some may have been
   */
  public void putBack(Version version, Snapshot wanted, UserFiles user, Instant now)
      throws IOException {
    Snapshot lying = user.read();
    String hash = lying.in(lying.config(), lying.routes()).hash();
    boolean known = kept().versions().stream().anyMatch(one -> one.hash().equals(hash));
    if (!known && !lying.files().isEmpty()) {
      String why = "lay on the disk when version " + version.number() + " was put there";
      keep(lying, new Note(now, VersionCause.SET_ASIDE, "", Fate.SET_ASIDE, why));
    }
    restoration().put(version.number(), wanted, user);
  }

  /** The state of putting a version's files back. */
  public Restoration restoration() {
    return new Restoration(folder, disk);
  }

  @Override
  public void close() {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException unclosed) {
      log.warn("the lock of {} was not given back: {}", folder, unclosed.toString());
    }
  }

  private void sweep() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path one : entries.toList()) {
        String name = String.valueOf(one.getFileName());
        if (name.startsWith(UNFINISHED) || name.startsWith(GONE)) {
          log.info("sweeping up {}: a fault has left it", one);
          disk.deleteAll(one);
        }
      }
    }
  }

  /** Lets the oldest go, those that could not be run before others. */
  private void thin() throws IOException {
    Kept kept = kept();
    List<Version> left = new ArrayList<>(kept.versions());
    List<Version> old = new ArrayList<>(left);
    kept.newest().ifPresent(old::remove);
    kept.lastGood().ifPresent(old::remove);
    old.removeIf(version -> version.outcome() == Fate.TRIAL);
    List<Version> refused =
        old.stream().filter(version -> version.outcome() == Fate.REFUSED).toList();
    for (Version one : refused.subList(0, Math.max(0, refused.size() - MOST_REFUSED))) {
      drop(one, left, old);
    }
    while (!old.isEmpty() && (left.size() > MOST || bytes(left) > most)) {
      drop(old.get(0), left, old);
    }
  }

  private void drop(Version version, List<Version> left, List<Version> old) throws IOException {
    left.remove(version);
    old.remove(version);
    Path gone = folder.resolve(GONE + version.number());
    disk.rename(place(version.number()), gone);
    disk.deleteAll(gone);
  }

  private static long bytes(List<Version> versions) {
    return versions.stream().mapToLong(Version::bytes).sum();
  }

  private List<Path> folders() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(one -> NUMBER.matcher(String.valueOf(one.getFileName())).matches())
          .sorted()
          .toList();
    }
  }

  private Path place(int number) {
    return folder.resolve(String.format(Locale.ROOT, "%04d", number));
  }

  private static int number(Path one) {
    return Integer.parseInt(String.valueOf(one.getFileName()));
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock had = channel.tryLock();
      return had != null;
    } catch (OverlappingFileLockException mine) {
      log.debug("held by this process: {}", mine.toString());
      return false;
    }
  }

  private static String said(IOException failure) {
    return failure instanceof NoSuchFileException
        ? "a file is missing"
        : String.valueOf(failure.getMessage());
  }
}
