package io.sluice.gateway.routes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.WriteResult;
import io.sluice.gateway.assets.Finding;
import io.sluice.gateway.assets.ScanHub;
import io.sluice.gateway.setpoints.Adjustment;
import io.sluice.gateway.setpoints.Decision;
import io.sluice.gateway.setpoints.Phase;
import io.sluice.gateway.setpoints.ReleaseAnswer;
import io.sluice.gateway.setpoints.Setpoint;
import io.sluice.gateway.setpoints.SetpointOptions;
import io.sluice.gateway.setpoints.SetpointOutcome;
import io.sluice.gateway.setpoints.SetpointStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A setpoint on the loop that owns it: scans and turns go in, outcomes come out as records for the
 * cloud. It is not the asset's loop, because a write is forced into the audit before it is sent.
 *
 * <p>Thread-safe. Everything waiting is bounded and what does not fit is counted.
 */
public final class SetpointLoop implements Setpoint.Listener, ScanHub.Listener {
  private static final Logger log = LoggerFactory.getLogger(SetpointLoop.class);

  /** Scans on their way to the setpoint; a loop that far behind has stale inputs and holds. */
  private static final int MOST_SCANS = 1_000;

  private static final int MOST_OUTCOMES = 1_000;

  private final Setpoint setpoint;
  private final SetpointOptions options;
  private final String asset;
  private final PlantClock.Loop loop;
  private final PlantClock clock;
  private final AtomicInteger scansUnderWay = new AtomicInteger();
  private final AtomicLong scansDropped = new AtomicLong();
  private final AtomicLong outcomesDropped = new AtomicLong();
  private final ArrayBlockingQueue<Finding.OutRecord> outcomes =
      new ArrayBlockingQueue<>(MOST_OUTCOMES);
  private final Set<String> reads;

  /** Adjustments under way, by route and detector; confined to the loop. */
  private final Map<String, Adjustment.State> adjustments = new HashMap<>();

  /** Version of the model behind each alarm that it follows; confined to the loop. */
  private final Map<String, Integer> models = new HashMap<>();

  private final List<Consumer<SetpointOutcome>> listeners = new CopyOnWriteArrayList<>();
  private volatile SetpointStatus status;

  /**
   * @param asset the asset whose tag it writes
   * @param options its limits
   * @param make builds the setpoint on {@code loop} with this as its listener
   */
  public SetpointLoop(
      String asset,
      SetpointOptions options,
      Function<Setpoint.Listener, Setpoint> make,
      PlantClock.Loop loop,
      PlantClock clock) {
    this.asset = asset;
    this.options = options;
    this.loop = loop;
    this.clock = clock;
    this.setpoint = make.apply(this);
    this.status = setpoint.status();
    this.reads = setpoint.reads().stream().map(Tag::name).collect(Collectors.toSet());
  }

  public String name() {
    return setpoint.name();
  }

  /** The setpoint itself; only {@link Setpoint#stop} may be called off its loop. */
  public Setpoint setpoint() {
    return setpoint;
  }

  public SetpointOptions options() {
    return options;
  }

  /** Runs the task on the loop that owns the setpoint, and refreshes the snapshot after it. */
  public void execute(Consumer<Setpoint> task) {
    loop.execute(
        () -> {
          task.accept(setpoint);
          status = setpoint.status();
        });
  }

  /** Gives the setpoint to its route in the name of a person; answers on the setpoint's loop. */
  public CompletionStage<ReleaseAnswer> release(String person) {
    CompletableFuture<ReleaseAnswer> answer = new CompletableFuture<>();
    execute(owned -> answer.complete(owned.release(person)));
    return answer;
  }

  /** How the setpoint stands, for screens. */
  public SetpointStatus status() {
    return status;
  }

  /** Scans that the setpoint never saw because its loop was behind. */
  public long scansDropped() {
    return scansDropped.get();
  }

  /** Outcomes that no route took to the cloud in time; the audit has them all. */
  public long outcomesDropped() {
    return outcomesDropped.get();
  }

  /** Lets go of the loop once what waits there is done; {@link Setpoint#stop} comes before. */
  public void close() {
    loop.execute(loop::close);
  }

  /** How far the adjustment of a route is; only on the loop. */
  Adjustment.State adjustment(String key) {
    return adjustments.getOrDefault(key, Adjustment.idle());
  }

  /** Remembers how far it is; only on the loop. */
  void adjustment(String key, Adjustment.State state) {
    if (state instanceof Adjustment.State.Idle) {
      adjustments.remove(key);
    } else {
      adjustments.put(key, state);
    }
  }

  /** Notes which model is behind a detector's alarm; only on the loop. True where it is another. */
  boolean isAnotherModel(String detector, int version) {
    Integer before = models.put(detector, version);
    return before != null && before != version;
  }

  /** True where the group has a tag of the setpoint or its interlock. */
  @Override
  public boolean concerns(TagGroup group) {
    return group.tags().stream().anyMatch(tag -> reads.contains(tag.name()));
  }

  /** Tells of each outcome from now on, on the setpoint's loop; must return quickly. */
  public void listen(Consumer<SetpointOutcome> listener) {
    listeners.add(listener);
  }

  /** Takes the newest samples. */
  @Override
  public void onScan(Scan scan) {
    if (scansUnderWay.incrementAndGet() > MOST_SCANS) {
      scansUnderWay.decrementAndGet();
      scansDropped.incrementAndGet();
      return;
    }
    execute(
        owned -> {
          scansUnderWay.decrementAndGet();
          owned.onScan(scan);
        });
  }

  /** The outcomes since the last call, oldest first. */
  List<Finding.OutRecord> takeOutcomes() {
    if (outcomes.isEmpty()) {
      return List.of();
    }
    List<Finding.OutRecord> taken = new ArrayList<>();
    outcomes.drainTo(taken);
    return taken;
  }

  @Override
  public void onOutcome(SetpointOutcome outcome) {
    Finding.OutRecord record =
        new Finding.OutRecord(
            asset + "/decisions", "decision", clock.now(), body(outcome).toString());
    if (!outcomes.offer(record)) {
      outcomesDropped.incrementAndGet();
    }
    status = setpoint.status();
    listeners.forEach(listener -> listener.accept(outcome));
    log.info("{}: {}", outcome.setpoint(), outcome.decision().sentence());
  }

  @Override
  public void onPhase(String name, Phase from, Phase to) {
    status = setpoint.status();
    log.info("{}: {} -> {}", name, from.word(), to.word());
  }

  private static ObjectNode body(SetpointOutcome outcome) {
    Decision decision = outcome.decision();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("setpoint", outcome.setpoint());
    body.put("decision", decision.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    body.put("guard", decision.guard());
    body.put("text", decision.sentence());
    body.put("asked", outcome.request().target());
    body.put("route", outcome.request().route());
    body.put("reason", outcome.request().reason());
    body.put("before", outcome.before());
    body.put("phase", outcome.phase().word());
    WriteResult result = outcome.result();
    if (result != null) {
      body.put("result", result.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    }
    if (result instanceof WriteResult.Confirmed confirmed) {
      body.put("readBack", confirmed.readBack());
    }
    return body;
  }
}
