package io.sluice.gateway.campaign;

import io.sluice.simulator.instruments.WriteRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The independent checker: reads the plant's own write log and the text of {@code setpoints.yaml},
 * and shares no code with the guard.
 *
 * <p>A write arrives after it was handed over and before it was confirmed, and the guard counts
 * from the confirmation of one write to the handing over of the next. So the plant's own times may
 * be held against the limits without any allowance for the network.
 */
final class WriteEnvelope {
  /** Speeds travel as 32-bit floats. */
  private static final double ROUNDING = 1e-3;

  private final Map<String, Double> initial;
  private final Map<String, Map<?, ?>> setpointOfTag = new HashMap<>();
  private final Set<String> heartbeats = new HashSet<>();
  private final List<String> violations = new ArrayList<>();

  private WriteEnvelope(Path setpointsYaml, Map<String, Double> initial) throws IOException {
    this.initial = initial;
    Object root =
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(setpointsYaml));
    for (Object one : map(map(root).get("setpoints")).values()) {
      Map<?, ?> setpoint = map(one);
      setpointOfTag.put(String.valueOf(setpoint.get("tag")), setpoint);
      if (setpoint.get("heartbeat") != null) {
        heartbeats.add(String.valueOf(map(setpoint.get("heartbeat")).get("tag")));
      }
    }
  }

  /**
   * What in the log should not be there, each in a sentence.
   *
   * @param initial what the tags held before the first write
   */
  static List<String> violations(
      Path setpointsYaml, Map<String, Double> initial, List<WriteRecord> log) throws IOException {
    WriteEnvelope envelope = new WriteEnvelope(setpointsYaml, initial);
    for (WriteRecord write : log) {
      if (!envelope.setpointOfTag.containsKey(write.tag())
          && !envelope.heartbeats.contains(write.tag())) {
        envelope.violations.add("a tag of no setpoint is written: " + write);
      }
    }
    envelope.setpointOfTag.forEach(
        (tag, setpoint) ->
            envelope.check(
                setpoint, tag, log.stream().filter(write -> write.tag().equals(tag)).toList()));
    return envelope.violations;
  }

  private void check(Map<?, ?> setpoint, String tag, List<WriteRecord> writes) {
    if (!setpoint.get("mode").equals("closed")) {
      writes.forEach(write -> violations.add("not closed, yet written: " + write));
      return;
    }
    Map<?, ?> clamp = map(setpoint.get("clamp"));
    for (WriteRecord write : writes) {
      double value = write.value().orElse(Double.NaN);
      if (!(value >= number(clamp.get("low")) && value <= number(clamp.get("high")))) {
        violations.add("outside the clamp: " + write);
      }
    }
    List<WriteRecord> taken = writes.stream().filter(WriteRecord::accepted).toList();
    moves(map(setpoint.get("move")), taken, initial.getOrDefault(tag, Double.NaN));
  }

  private void moves(Map<?, ?> limits, List<WriteRecord> writes, double before) {
    double[] moves = new double[writes.size()];
    double held = before;
    for (int i = 0; i < moves.length; i++) {
      double value = writes.get(i).value().orElse(Double.NaN);
      moves[i] = Math.abs(value - held);
      held = value;
      if (!(moves[i] <= number(limits.get("max-step")) + ROUNDING)) {
        violations.add("a step of " + moves[i] + ": " + writes.get(i));
      }
      if (i > 0 && seconds(writes, i - 1, i) < number(limits.get("min-interval"))) {
        violations.add(seconds(writes, i - 1, i) + " s after the last: " + writes.get(i));
      }
      rate(number(limits.get("max-rate")), writes, moves, i);
      budget(String.valueOf(limits.get("max-writes")), writes, i);
    }
  }

  private void rate(double perSecond, List<WriteRecord> writes, double[] moves, int last) {
    double moved = 0;
    for (int i = last - 1; i >= 0; i--) {
      moved += moves[i + 1];
      if (!(moved <= perSecond * seconds(writes, i, last) + ROUNDING * (last - i))) {
        violations.add("moved " + moved + " too fast from " + writes.get(i) + " on");
      }
    }
  }

  private void budget(String perHour, List<WriteRecord> writes, int last) {
    if (!perHour.endsWith("per hour")) {
      throw new IllegalArgumentException("this checker reads writes per hour, not " + perHour);
    }
    int first = last - (int) number(perHour);
    if (first >= 0 && seconds(writes, first, last) < 3600) {
      violations.add("more than " + perHour + ": " + writes.get(last));
    }
  }

  private static double seconds(List<WriteRecord> writes, int from, int to) {
    return Duration.between(writes.get(from).time(), writes.get(to).time()).toNanos() / 1e9;
  }

  /** The number that a quantity begins with; the shipped file has rpm, rpm/s, % and seconds. */
  private static double number(Object quantity) {
    return Double.parseDouble(String.valueOf(quantity).split(" ", 2)[0]);
  }

  private static Map<?, ?> map(Object node) {
    if (node instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException("not a map: " + node);
  }
}
