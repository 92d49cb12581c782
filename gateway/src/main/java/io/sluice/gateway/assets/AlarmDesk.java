package io.sluice.gateway.assets;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.analytics.alarms.AlarmRules;
import io.sluice.analytics.alarms.FirstOut;
import io.sluice.analytics.alarms.FloodGate;
import io.sluice.analytics.alarms.Priority;
import io.sluice.connectors.PlantClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the alarms of a gateway share: the operator's patience (flood), who was first on an asset,
 * which alarms are active, and what is kept of them over a restart. It outlives every detector.
 * Thread-safe; files are written on a loop of its own.
 */
public final class AlarmDesk {
  private static final Logger log = LoggerFactory.getLogger(AlarmDesk.class);
  private static final int MOST_RECORDS = 1_000;
  private static final Duration FLOOD_LOOK = Duration.ofSeconds(10);

  private final String gateway;
  private final AlarmRules rules;
  private final PlantClock clock;
  private final PlantClock.Loop loop;
  private final DeedLog deeds;
  private final AlarmFile file;
  private final AlarmHistory history;
  private final FloodGate gate;
  private final Map<String, FirstOut> firsts = new HashMap<>();
  private final Set<String> active = ConcurrentHashMap.newKeySet();
  private final Map<String, AlarmMemory> kept = new ConcurrentHashMap<>();
  private final Set<String> unwritten = ConcurrentHashMap.newKeySet();
  private final ArrayBlockingQueue<Finding.OutRecord> records =
      new ArrayBlockingQueue<>(MOST_RECORDS);
  private final ArrayBlockingQueue<String> lines = new ArrayBlockingQueue<>(MOST_RECORDS);
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();

  /** Where persons' deeds are recorded for good. */
  @FunctionalInterface
  public interface DeedLog {
    /**
     * Records a deed and what became of it; blocks meanwhile.
     *
     * @throws IOException where it could not be recorded
     */
    void append(String detector, AlarmDeed deed, AlarmAnswer answer) throws IOException;
  }

  /**
   * Reads what was kept in the folder.
   *
   * @param gateway name under which floods are reported
   * @throws IOException where the folder cannot be read
   */
  public static AlarmDesk open(
      String gateway, AlarmRules rules, Path folder, PlantClock clock, DeedLog deeds)
      throws IOException {
    AlarmDesk desk = new AlarmDesk(gateway, rules, folder, clock, deeds);
    desk.kept.putAll(desk.file.readAll());
    desk.history.read();
    return desk;
  }

  private AlarmDesk(
      String gateway, AlarmRules rules, Path folder, PlantClock clock, DeedLog deeds) {
    this.gateway = gateway;
    this.rules = rules;
    this.clock = clock;
    this.deeds = deeds;
    this.loop = clock.loop("alarms");
    this.file = new AlarmFile(folder);
    this.history = new AlarmHistory(folder);
    this.gate = new FloodGate(rules.flood());
  }

  /** The newest alarm records as lines of JSON, oldest first. */
  public List<String> history(int most) {
    return history.newest(most);
  }

  /** Whether lower priorities are collected just now instead of announced. */
  public synchronized boolean flood() {
    return gate.flood();
  }

  /** Records that found no room, and history lines that the disk did not take. */
  public long dropped() {
    return dropped.get() + history.unwritten();
  }

  /** Forgets the alarms of all other detectors; one that stood is cleared with that reason. */
  public void keepOnly(Collection<String> detectors) {
    for (AlarmMemory memory : List.copyOf(kept.values())) {
      if (!detectors.contains(memory.detector())) {
        if (memory.stand().active()) {
          offer(AlarmNote.gone(memory, clock.now(), "the detector was removed"));
        }
        cleared(memory.asset(), memory.detector());
        keep(memory.detector(), null);
      }
    }
  }

  /** Writes what is not written and ends. */
  public void close() {
    loop.close();
    flush();
  }

  /** Times the disk did not take the state of an alarm. */
  public long refusals() {
    return refusals.get();
  }

  /** What was kept of an alarm, or null. */
  @Nullable AlarmMemory remembered(String detector) {
    return kept.get(detector);
  }

  /** Keeps an alarm's state, soon; null forgets it. */
  void keep(String detector, @Nullable AlarmMemory memory) {
    AlarmMemory before = memory == null ? kept.remove(detector) : kept.put(detector, memory);
    boolean same = memory == null ? before == null : memory.equals(before);
    if (!same && unwritten.add(detector)) {
      loop.execute(this::flush);
    }
  }

  /** Completes with the answer when the deed is in the audit and the state on the disk. */
  CompletionStage<AlarmAnswer> seal(String detector, AlarmDeed deed, AlarmAnswer answer) {
    CompletableFuture<AlarmAnswer> sealed = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            deeds.append(detector, deed, answer);
            flush();
            sealed.complete(unwritten.contains(detector) ? forgetful(answer) : answer);
          } catch (IOException refused) {
            log.error("{}: {} is not in the audit", detector, answer.said(), refused);
            sealed.complete(
                new AlarmAnswer(
                    answer.done(), answer.said() + "; the audit cannot be written: " + refused));
          }
        });
    return sealed;
  }

  private static AlarmAnswer forgetful(AlarmAnswer answer) {
    return new AlarmAnswer(
        answer.done(), answer.said() + "; the disk refuses it, so a restart may not know of it");
  }

  PlantClock.Timer after(Duration time, Runnable task) {
    return loop.schedule(time, task);
  }

  boolean active(String detector) {
    return active.contains(detector);
  }

  /** An alarm is raised; gives the first of its sequence on the asset: itself or another. */
  synchronized String raised(String asset, String detector, long now) {
    active.add(detector);
    return firsts
        .computeIfAbsent(asset, name -> new FirstOut(rules.firstOut()))
        .raised(detector, now)
        .orElse(detector);
  }

  synchronized void cleared(String asset, String detector) {
    active.remove(detector);
    FirstOut first = firsts.get(asset);
    if (first != null) {
      first.cleared(detector);
    }
  }

  /** True where the operator is told; false where it is collected in the record of a flood. */
  synchronized boolean announce(String detector, Priority priority) {
    long now = clock.nanoTime();
    endFlood(now);
    FloodGate.Passage passage = gate.offer(detector, priority, now);
    if (passage == FloodGate.Passage.FLOOD_BEGINS) {
      ObjectNode body = flood("flood-begun");
      body.put(
          "text",
          "alarm flood: more than "
              + rules.flood().most()
              + " in "
              + rules.flood().within().toSeconds()
              + " s; lower priorities are collected");
      offer(record(body));
      loop.schedule(FLOOD_LOOK, this::lookAtFlood);
    }
    return passage != FloodGate.Passage.COLLECTED;
  }

  /** A record of an alarm that no route carries; it travels with the next scan of any. */
  void offer(Finding.OutRecord record) {
    note(record);
    if (!records.offer(record)) {
      dropped.incrementAndGet();
    }
  }

  void lost() {
    dropped.incrementAndGet();
  }

  /** Remembers a record for people to look back at. */
  void note(Finding.OutRecord record) {
    if (!lines.offer("{\"time\":\"" + record.time() + "\"," + record.body().substring(1))) {
      dropped.incrementAndGet();
    }
    loop.execute(this::flush);
  }

  List<Finding.OutRecord> takeRecords() {
    if (records.isEmpty()) {
      return List.of();
    }
    List<Finding.OutRecord> taken = new ArrayList<>();
    records.drainTo(taken);
    return taken;
  }

  private synchronized void lookAtFlood() {
    endFlood(clock.nanoTime());
    if (gate.flood()) {
      loop.schedule(FLOOD_LOOK, this::lookAtFlood);
    }
  }

  private void endFlood(long now) {
    Optional<FloodGate.Flood> over = gate.pass(now);
    if (over.isPresent()) {
      FloodGate.Flood flood = over.get();
      ObjectNode body = flood("flood-ended");
      body.put("seconds", flood.lasted().toSeconds());
      body.put("announced", flood.announced());
      body.put("collected", flood.collectedInAll());
      body.put(
          "text",
          "alarm flood over: "
              + flood.announced()
              + " announced, "
              + flood.collectedInAll()
              + " collected");
      ObjectNode counts = body.putObject("byDetector");
      flood.collected().forEach(counts::put);
      offer(record(body));
    }
  }

  private static ObjectNode flood(String change) {
    return JsonNodeFactory.instance.objectNode().put("change", change);
  }

  private Finding.OutRecord record(ObjectNode body) {
    log.warn("{}", body.path("text").asText());
    return new Finding.OutRecord(gateway + "/alarms", "alarm", clock.now(), body.toString());
  }

  /** Under a lock of its own: an asset's loop must not wait for a disk. */
  private void flush() {
    synchronized (file) {
      for (String line = lines.poll(); line != null; line = lines.poll()) {
        history.add(line);
      }
      for (String detector : List.copyOf(unwritten)) {
        unwritten.remove(detector);
        write(detector, kept.get(detector));
      }
    }
  }

  private void write(String detector, @Nullable AlarmMemory memory) {
    try {
      if (memory == null) {
        file.delete(detector);
      } else {
        file.write(memory);
      }
    } catch (IOException refused) {
      // Tried again with whatever is written next.
      unwritten.add(detector);
      if (refusals.getAndIncrement() == 0) {
        log.error("the state of alarms cannot be kept: {}", refused.toString());
      }
    }
  }
}
