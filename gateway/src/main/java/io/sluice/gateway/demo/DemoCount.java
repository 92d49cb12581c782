package io.sluice.gateway.demo;

import io.sluice.gateway.Parts;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Entry;
import io.sluice.gateway.setpoints.SetpointCounters;
import io.sluice.gateway.setpoints.SetpointOptions;
import io.sluice.gateway.spool.SpoolCounts;
import io.sluice.gateway.status.ScanLedger;
import io.sluice.simulator.cloud.CloudReport;
import io.sluice.simulator.instruments.WriteRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Adds up what gateway, plant and cloud each saw. */
final class DemoCount {
  private final Parts parts;
  private final DemoSetting setting;
  private final Configuration configuration;

  DemoCount(Parts parts, DemoSetting setting, Configuration configuration) {
    this.parts = parts;
    this.setting = setting;
    this.configuration = configuration;
  }

  DemoReport report(
      long alarmsBefore,
      @Nullable Instant firstAlarm,
      @Nullable Instant faultAt,
      boolean recovered) {
    ScanLedger.Totals scans = parts.ledger().totals();
    CloudReport cloud = setting.cloud().report();
    return new DemoReport(
        scans.received(),
        scans.samples(),
        scans.scored(),
        scans.noVerdict(),
        scans.lost(),
        scans.inFlight(),
        alarms(),
        alarmsBefore,
        setpoints(SetpointCounters::requests),
        setpoints(DemoCount::decisions),
        writes(setting.closedSetpoint()).size(),
        outside(setting.closedSetpoint()),
        writes(setting.shadowSetpoint()).size(),
        setpoints(SetpointCounters::shadows),
        spools(SpoolCounts::appended),
        spools(SpoolCounts::delivered),
        spools(counts -> counts.pending() + counts.waiting()),
        spools(SpoolCounts::gaps),
        cloud.received(),
        cloud.undeclaredGaps(),
        cloud.duplicatesUnmarked(),
        cloud.duplicatesMarked(),
        cloud.outOfOrder(),
        delay(firstAlarm, faultAt),
        recovered,
        parts.reactions().micros(50),
        parts.reactions().micros(99));
  }

  private static long delay(@Nullable Instant firstAlarm, @Nullable Instant faultAt) {
    return firstAlarm == null || faultAt == null
        ? -1
        : Duration.between(faultAt, firstAlarm).toMillis();
  }

  private long alarms() {
    return parts.watches().values().stream().mapToLong(watch -> watch.status().alarms()).sum();
  }

  private long setpoints(ToLongFunction<SetpointCounters> figure) {
    return parts.setpoints().values().stream()
        .mapToLong(loop -> figure.applyAsLong(loop.setpoint().status().counters()))
        .sum();
  }

  private static long decisions(SetpointCounters counters) {
    return counters.writes()
        + counters.clamps()
        + counters.holds()
        + counters.refusals()
        + counters.shadows();
  }

  private long spools(ToLongFunction<SpoolCounts> figure) {
    return parts.spools().values().stream()
        .mapToLong(spool -> figure.applyAsLong(spool.counts()))
        .sum();
  }

  /** What the plant itself says arrived for the setpoint's tag and was accepted. */
  private List<WriteRecord> writes(String setpoint) {
    String tag = options(setpoint).tag();
    return setting.plant().writeLog().stream()
        .filter(write -> write.accepted() && write.tag().equals(tag))
        .toList();
  }

  private long outside(String setpoint) {
    SetpointOptions.Clamp clamp = options(setpoint).clamp();
    return writes(setpoint).stream()
        .filter(
            write ->
                write.value().isEmpty()
                    || write.value().getAsDouble() < clamp.low().value()
                    || write.value().getAsDouble() > clamp.high().value())
        .count();
  }

  private SetpointOptions options(String setpoint) {
    Entry entry = configuration.entries("setpoints").get(setpoint);
    if (entry == null) {
      throw new IllegalArgumentException("the demo needs the setpoint " + setpoint);
    }
    return entry.options(SetpointOptions.class);
  }
}
