package io.sluice.analytics.models;

import io.sluice.analytics.ModelException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The states of all detectors' models on disk, made to agree with the model files: a file that is
 * not listed, as a power cut or an older gateway leaves it, is a candidate; a listed one that is
 * gone is forgotten.
 */
final class StatesFolder {
  private static final Logger log = LoggerFactory.getLogger(StatesFolder.class);
  private static final Deed FOUND = new Deed("gateway", "found in the store without a state");

  /**
   * One change at a time in this process; the lock file keeps others out. A second channel on the
   * lock file must not be opened meanwhile: closing it would give the lock up (fcntl,
   * POSIX.1-2017).
   */
  private static final ReentrantLock TURN = new ReentrantLock();

  private final ModelStore store;
  private final InstantSource clock;

  /** Unlisted files that were looked at once and are not used; as many as there are files. */
  private final Set<Path> unusable = ConcurrentHashMap.newKeySet();

  StatesFolder(ModelStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** What is done alone. */
  interface Work<T> {
    T run() throws ModelException;
  }

  /** Does it while nobody else changes models in this directory. */
  <T> T alone(Work<T> work) throws ModelException {
    TURN.lock();
    try {
      Path file = store.directory().resolve(".lock");
      store.files().folder(store.directory());
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        log.trace("{} held: {}", file, held);
        return work.run();
      }
    } catch (IOException refused) {
      throw new ModelException(
          store.directory() + ": cannot be written: " + refused.getMessage(), refused);
    } finally {
      TURN.unlock();
    }
  }

  Lifecycle read(String detector) throws ModelException {
    return agreeing(detector, listed(detector));
  }

  /** The same, and writes it down where files were found or are gone. */
  Lifecycle settled(String detector) throws ModelException {
    Lifecycle listed = listed(detector);
    if (agreeing(detector, listed).equals(listed)) {
      return listed;
    }
    return alone(
        () -> {
          Lifecycle agreed = read(detector);
          write(detector, agreed);
          return agreed;
        });
  }

  void write(String detector, Lifecycle states) throws ModelException {
    Path file = file(detector);
    try {
      store.files().put(file, StatesFile.write(states));
    } catch (IOException full) {
      throw new ModelException(file + ": was not written: " + full.getMessage(), full);
    }
  }

  private Lifecycle listed(String detector) throws ModelException {
    Path file = file(detector);
    if (!Files.isRegularFile(file)) {
      return Lifecycle.EMPTY;
    }
    try {
      if (Files.size(file) > StatesFile.MOST_BYTES) {
        throw new ModelException("states.json is larger than " + StatesFile.MOST_BYTES + " bytes");
      }
      return StatesFile.read(Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new ModelException(file + ": cannot be read: " + unreadable.getMessage(), unreadable);
    } catch (ModelException damaged) {
      return asideWith(file, damaged);
    }
  }

  /** A detector that watches with its newest model is worth more than one that does not. */
  private static Lifecycle asideWith(Path file, ModelException damaged) throws ModelException {
    Path aside = file.resolveSibling("states.damaged.json");
    log.error("{}: {}; it is kept as {}", file, damaged.getMessage(), aside.getFileName());
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException stuck) {
      throw new ModelException(file + ": " + damaged.getMessage(), stuck);
    }
    return Lifecycle.EMPTY;
  }

  private Lifecycle agreeing(String detector, Lifecycle listed) throws ModelException {
    List<Integer> there = store.versions(detector);
    List<Integer> gone = new ArrayList<>();
    for (ModelVersion one : listed.versions()) {
      if (!there.contains(one.version())) {
        gone.add(one.version());
      }
    }
    Lifecycle states = gone.isEmpty() ? listed : listed.without(gone);
    for (int version : there) {
      if (states.find(version).isEmpty()) {
        states = found(detector, version, states);
      }
    }
    return states;
  }

  private Lifecycle found(String detector, int version, Lifecycle states) throws ModelException {
    Path file = store.file(detector, version);
    if (unusable.contains(file)) {
      return states;
    }
    try {
      ModelVersion summary = store.load(detector, version).summary();
      Instant created = summary.making().created();
      Instant time = created == null ? clock.instant() : created;
      if (states.add(summary, time, FOUND) instanceof Lifecycle.Step.Done done) {
        return done.next();
      }
      log.warn("{}: is not used: it is a copy, or older than one seen", file);
    } catch (ModelException damaged) {
      log.warn("{}", damaged.getMessage());
    }
    unusable.add(file);
    return states;
  }

  private Path file(String detector) throws ModelException {
    return store.folder(detector).resolve(StatesFile.NAME);
  }
}
