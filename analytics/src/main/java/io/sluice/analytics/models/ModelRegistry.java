package io.sluice.analytics.models;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.models.Lifecycle.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of all detectors with their states, kept beside the model files so that neither a kill
 * nor a power cut loses a change. Each change is made in somebody's name, is written before it
 * counts, and is told to those who listen. What is refused changes nothing.
 *
 * <p>Thread-safe; several processes may work on one directory. Reads and writes files: never on an
 * event loop.
 */
public final class ModelRegistry {
  private static final Logger log = LoggerFactory.getLogger(ModelRegistry.class);

  private final ModelStore store;
  private final InstantSource clock;
  private final Retention limits;
  private final StatesFolder states;
  private final ModelNews news;

  /** Who hears of changes; called on the thread that made or found them. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Something has changed.
     *
     * @param changes in their order, at least one
     */
    void onChange(String detector, List<ModelChange> changes);
  }

  /** Whether a model can serve the live tags and options. */
  @FunctionalInterface
  public interface Fit {
    /**
     * Looks at it.
     *
     * @throws ModelException saying why it cannot
     */
    void check(TrainedModel model) throws ModelException;
  }

  /** With the usual limits. */
  public ModelRegistry(ModelStore store, InstantSource clock) {
    this(store, clock, Retention.USUAL);
  }

  public ModelRegistry(ModelStore store, InstantSource clock, Retention limits) {
    this.store = store;
    this.clock = clock;
    this.limits = limits;
    this.states = new StatesFolder(store, clock);
    this.news = new ModelNews(store, states);
  }

  /**
   * Saves a model as the next version, a candidate.
   *
   * @throws ModelException if it cannot be saved
   */
  public StoredModel add(String detector, TrainedModel model, Making making) throws ModelException {
    return changed(
        detector,
        () -> {
          Lifecycle before = states.read(detector);
          Instant now = clock.instant();
          Making known =
              making.completed(now, before.champion().map(ModelVersion::version).orElse(null));
          int next = Math.max(before.last(), store.highest(detector)) + 1;
          StoredModel saved = store.save(detector, next, model, known);
          Deed deed = new Deed(name(known.by()), known.how().word());
          save(detector, done(detector, before.add(saved.summary(), now, deed)));
          return saved;
        });
  }

  /**
   * Takes a model file from outside as the next version, a candidate. It is checked before it is
   * read, in this order: size, entries, signature by a trusted key that has not ended, detector,
   * its maker's count of versions, hashes, then its text, whether it fits, and last what the
   * library parses.
   *
   * @param fit whether it can serve the live tags and options
   * @throws ModelException saying what is wrong; nothing has changed then
   */
  public StoredModel take(String detector, Path file, Fit fit, Deed deed) throws ModelException {
    return changed(
        detector,
        () -> {
          Instant now = clock.instant();
          Lifecycle before = states.read(detector);
          byte[] bytes = new ForeignModel(store.keys(), now, fit).checked(file, detector, before);
          int next = Math.max(before.last(), store.highest(detector)) + 1;
          StoredModel saved = store.put(detector, next, bytes);
          save(detector, done(detector, before.add(saved.summary(), now, deed)));
          return saved;
        });
  }

  /**
   * Writes a version as a signed file for another gateway.
   *
   * @param to must not be there yet
   * @throws ModelException if there is no such version, or the file cannot be written
   */
  public void export(String detector, int version, Path to) throws ModelException {
    byte[] bytes = store.packed(load(detector, version));
    if (Files.exists(to)) {
      throw new ModelException(to + ": is there already");
    }
    try {
      store.files().put(to, bytes);
    } catch (IOException refused) {
      throw new ModelException(to + ": cannot be written: " + refused.getMessage(), refused);
    }
  }

  /** What models are signed with, and whose are taken. */
  public ModelKeys keys() {
    return store.keys();
  }

  /**
   * Lets a candidate or retired version score beside the champion. A shadow before it is a
   * candidate again.
   *
   * @throws ModelException saying why not; nothing has changed then
   */
  public ModelVersion shadow(String detector, int version, Deed deed) throws ModelException {
    return step(detector, version, (states, now) -> states.shadow(version, now, deed));
  }

  /**
   * Makes the shadow champion; where there is no champion yet, a candidate may become it at once.
   * The champion before it is retired and can come back.
   *
   * @throws ModelException saying why not; nothing has changed then
   */
  public ModelVersion promote(String detector, int version, Deed deed) throws ModelException {
    return step(detector, version, (states, now) -> states.promote(version, now, deed));
  }

  /**
   * Makes a version champion whatever its state, because the champion cannot serve any more: other
   * tags or options are configured, or its file is damaged.
   *
   * @throws ModelException saying why not; nothing has changed then
   */
  public ModelVersion adopt(String detector, int version, Deed deed) throws ModelException {
    return step(detector, version, (states, now) -> states.adopt(version, now, deed));
  }

  /**
   * Brings the champion before this one back; the champion is retired.
   *
   * @return the champion now
   * @throws ModelException if there is none before it
   */
  public ModelVersion rollback(String detector, Deed deed) throws ModelException {
    return champion(step(detector, (states, now) -> states.rollback(now, deed)));
  }

  /**
   * Brings a certain former champion back.
   *
   * @throws ModelException if it never was one, or is gone
   */
  public ModelVersion rollback(String detector, int version, Deed deed) throws ModelException {
    return step(detector, version, (states, now) -> states.rollback(version, now, deed));
  }

  /**
   * Sets a candidate or shadow aside.
   *
   * @throws ModelException saying why not; nothing has changed then
   */
  public ModelVersion retire(String detector, int version, Deed deed) throws ModelException {
    return step(detector, version, (states, now) -> states.retire(version, now, deed));
  }

  /**
   * Records what was seen of a version; figures of the same name are replaced.
   *
   * @param figures finite, as {@code false-alarms-per-week}
   * @throws ModelException if there is no such version
   */
  public ModelVersion evidence(String detector, int version, Map<String, Double> figures)
      throws ModelException {
    return step(detector, version, (states, now) -> states.seen(version, figures, now));
  }

  /** The version whose alarms count. */
  public Optional<ModelVersion> champion(String detector) throws ModelException {
    return states.read(detector).champion();
  }

  /** The version that scores beside it. */
  public Optional<ModelVersion> shadow(String detector) throws ModelException {
    return states.read(detector).shadow();
  }

  /** Former champions that can come back, the latest last. */
  public List<Integer> former(String detector) throws ModelException {
    return states.read(detector).former();
  }

  /** All versions kept, rising. */
  public List<ModelVersion> list(String detector) throws ModelException {
    return states.read(detector).versions();
  }

  /** The latest changes, oldest first. */
  public List<ModelChange> history(String detector) throws ModelException {
    return states.read(detector).history();
  }

  /** Versions that were removed to keep within the limits. */
  public long removed(String detector) throws ModelException {
    return states.read(detector).removed();
  }

  /** Detectors that have models, by name. */
  public List<String> detectors() throws ModelException {
    return store.detectors();
  }

  /**
   * A version's model, checked against what is known of it.
   *
   * @throws ModelException if it is not there, damaged, or another file than the one listed
   */
  public StoredModel load(String detector, int version) throws ModelException {
    ModelVersion known =
        states
            .read(detector)
            .find(version)
            .orElseThrow(() -> new ModelException(detector + ": there is no version " + version));
    StoredModel stored = store.load(detector, version);
    if (!stored.summary().id().equals(known.id())) {
      throw new ModelException(
          stored.file() + ": is another model than the one that got this number");
    }
    return stored;
  }

  /**
   * The champion where it fits. Where it does not, the champion before it that fits, else the
   * newest version that fits, is made champion: so a configuration taken back finds its model
   * again, and models from before there were states serve as they did.
   *
   * @return empty where none fits
   * @throws ModelException if the states cannot be read or written
   */
  public Optional<StoredModel> serving(String detector, Fit fit) throws ModelException {
    Lifecycle now = states.settled(detector);
    for (ModelVersion one : inOrderOfTrust(now)) {
      Optional<StoredModel> fitting = fitting(detector, one.version(), fit);
      if (fitting.isPresent()) {
        if (one.state() != ModelState.CHAMPION) {
          String why = now.champion().isPresent() ? "the champion does not fit" : "no champion yet";
          var unused = adopt(detector, one.version(), new Deed("gateway", why + ", this one does"));
        }
        return fitting;
      }
    }
    return Optional.empty();
  }

  /** Tells of each change from now on. */
  public void listen(Listener listener) {
    news.listen(listener);
  }

  /** Looks whether another process has changed something, and tells of it. */
  public void poll() throws ModelException {
    for (String detector : store.detectors()) {
      news.tell(detector, states.settled(detector));
    }
  }

  private Optional<StoredModel> fitting(String detector, int version, Fit fit) {
    try {
      StoredModel stored = load(detector, version);
      fit.check(stored.model());
      return Optional.of(stored);
    } catch (ModelException refused) {
      log.warn("{}: the saved model v{} is not used: {}", detector, version, refused.getMessage());
      return Optional.empty();
    }
  }

  private static List<ModelVersion> inOrderOfTrust(Lifecycle states) {
    List<ModelVersion> order = new ArrayList<>(states.champion().stream().toList());
    for (int i = states.former().size() - 1; i >= 0; i--) {
      states.find(states.former().get(i)).ifPresent(order::add);
    }
    states.versions().stream()
        .filter(one -> !order.contains(one))
        .sorted(Comparator.comparingInt(ModelVersion::version).reversed())
        .forEach(order::add);
    return order;
  }

  private ModelVersion champion(Lifecycle states) throws ModelException {
    return states.champion().orElseThrow(() -> new ModelException("there is no champion"));
  }

  /** A step from one state to the next. */
  private interface Move {
    Step from(Lifecycle states, Instant now);
  }

  private ModelVersion step(String detector, int version, Move move) throws ModelException {
    return step(detector, move)
        .find(version)
        .orElseThrow(() -> new ModelException(detector + ": there is no version " + version));
  }

  private Lifecycle step(String detector, Move move) throws ModelException {
    return changed(
        detector,
        () -> {
          Lifecycle before = states.read(detector);
          return save(detector, done(detector, move.from(before, clock.instant())));
        });
  }

  private static Lifecycle done(String detector, Step step) throws ModelException {
    if (step instanceof Step.Done done) {
      return done.next();
    }
    String sentence = step instanceof Step.Refused refused ? refused.sentence() : "";
    throw new ModelException(detector + ": " + sentence);
  }

  /** Files go first: what is listed and missing is forgotten, what is there is found again. */
  private Lifecycle save(String detector, Lifecycle next) throws ModelException {
    List<Integer> surplus = next.surplus(limits).stream().map(ModelVersion::version).toList();
    for (int version : surplus) {
      store.delete(detector, version);
      log.info("{}: model v{} is removed to keep within the limits", detector, version);
    }
    Lifecycle left = next.without(surplus);
    states.write(detector, left);
    return left;
  }

  private <T> T changed(String detector, StatesFolder.Work<T> work) throws ModelException {
    T result = states.alone(work);
    news.tell(detector, states.read(detector));
    return result;
  }

  private static String name(String by) {
    return by.isBlank() ? "gateway" : by.substring(0, Math.min(by.length(), 100));
  }

  /** Where the files are, for messages. */
  public Path directory() {
    return store.directory();
  }
}
