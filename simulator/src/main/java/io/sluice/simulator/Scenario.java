package io.sluice.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Faults in plant time. As a file it is JSON: {@code {"faults": [{"fault": "cavitation", "at": "60
 * s", "for": "120 s"}]}}; without {@code for} a fault stays.
 *
 * @param faults in any order; they may overlap
 */
public record Scenario(List<ScheduledFault> faults) {
  /** Nothing goes wrong. */
  public static final Scenario NONE = new Scenario(List.of());

  /** A fault that stays until it is cleared by hand. */
  public static final Duration FOR_EVER = Duration.ofDays(36_500);

  private static final long MAX_FILE_BYTES = 1_000_000;
  private static final Set<String> KEYS = Set.of("fault", "at", "for");

  public Scenario {
    faults = List.copyOf(faults);
  }

  /** One fault, {@code at} a time after the plant's start, lasting {@code lasts}. */
  public static Scenario of(Fault fault, Duration at, Duration lasts) {
    return new Scenario(List.of(new ScheduledFault(fault, at, lasts)));
  }

  /** This scenario with one more fault. */
  public Scenario and(Fault fault, Duration at, Duration lasts) {
    List<ScheduledFault> more = new ArrayList<>(faults);
    more.add(new ScheduledFault(fault, at, lasts));
    return new Scenario(more);
  }

  /**
   * Reads a scenario file.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   * @throws IOException where the file cannot be read
   */
  public static Scenario read(Path file) throws IOException {
    long bytes = Files.size(file);
    if (bytes > MAX_FILE_BYTES) {
      throw new IllegalArgumentException(file + " has " + bytes + " bytes, allowed 1000000");
    }
    return parse(Files.readString(file));
  }

  /**
   * Reads a scenario's JSON.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  public static Scenario parse(String json) {
    List<ScheduledFault> faults = new ArrayList<>();
    JsonNode list = tree(json).path("faults");
    if (!list.isArray()) {
      throw new IllegalArgumentException("a scenario has a list 'faults'");
    }
    for (JsonNode entry : list) {
      faults.add(scheduled(entry));
    }
    return new Scenario(faults);
  }

  private static JsonNode tree(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(
          "the scenario is not JSON: " + wrong.getOriginalMessage(), wrong);
    }
  }

  private static ScheduledFault scheduled(JsonNode entry) {
    for (Iterator<String> names = entry.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!KEYS.contains(name)) {
        throw new IllegalArgumentException(
            "'" + name + "' is unknown in a scenario, allowed fault, at, for");
      }
    }
    Fault fault = Fault.parse(entry.path("fault").asText());
    Duration at = Span.parse(entry.path("at").asText("0 s")).duration();
    return new ScheduledFault(
        fault, at, entry.has("for") ? Span.parse(entry.get("for").asText()).duration() : FOR_EVER);
  }

  /**
   * One fault of a scenario.
   *
   * @param fault what goes wrong
   * @param at when it begins, after the plant's start
   * @param lasts how long it stays
   */
  public record ScheduledFault(Fault fault, Duration at, Duration lasts) {
    public ScheduledFault {
      if (at.isNegative() || lasts.isNegative() || lasts.isZero()) {
        throw new IllegalArgumentException(
            fault + " at " + at + " for " + lasts + ": at is 0 or more, for is more than 0");
      }
    }

    boolean activeAt(Duration plantTime) {
      return plantTime.compareTo(at) >= 0 && plantTime.minus(at).compareTo(lasts) < 0;
    }
  }
}
