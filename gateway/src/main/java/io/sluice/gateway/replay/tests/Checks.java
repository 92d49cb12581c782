package io.sluice.gateway.replay.tests;

import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.tests.Expectation;
import io.sluice.gateway.config.tests.Expectation.Happening;
import io.sluice.gateway.config.tests.Kept;
import io.sluice.gateway.config.tests.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds what a test expects against what happened. */
final class Checks {
  private final PlacedTest test;
  private final AlarmCheck alarms;
  private final SetpointCheck setpoints;
  private final RecordCheck records;
  private final ValueCheck values;

  Checks(Configuration configuration, PlacedTest test, Story story) {
    this.test = test;
    this.alarms = new AlarmCheck(test, story);
    this.setpoints = new SetpointCheck(configuration, test, story);
    this.records = new RecordCheck(configuration, test, story);
    this.values = new ValueCheck(test, story);
  }

  /** Everything that was expected and is missing, in the order written. */
  List<Miss> misses() {
    List<Miss> misses = new ArrayList<>();
    for (int i = 0; i < test.expectations().size(); i++) {
      Record said = test.expectations().get(i).said();
      if (said instanceof Expectation.NoOther none) {
        for (Happening kind : none.kinds()) {
          noOther(i, kind).ifPresent(misses::add);
        }
      } else {
        miss(i, said).ifPresent(misses::add);
      }
    }
    return misses;
  }

  private Optional<Miss> miss(int index, Record said) {
    if (said instanceof Expectation.Alarm alarm) {
      return alarms.raised(index, alarm);
    }
    if (said instanceof Expectation.Cleared cleared) {
      return alarms.cleared(index, cleared);
    }
    if (said instanceof Expectation.Write write) {
      return setpoints.wrote(index, write);
    }
    if (said instanceof Expectation.Decided decided) {
      return setpoints.decided(index, decided);
    }
    if (said instanceof Expectation.Summarised summary) {
      return records.summarised(index, summary);
    }
    if (said instanceof Expectation.Delivered delivered) {
      return records.delivered(index, delivered);
    }
    if (said instanceof Kept kept) {
      return records.kept(index, kept);
    }
    if (said instanceof Shown shown) {
      return values.shown(index, shown);
    }
    throw new IllegalStateException("nobody checks " + said);
  }

  private Optional<Miss> noOther(int index, Happening kind) {
    return switch (kind) {
      case ALARM -> alarms.noOther(index);
      case WRITE -> setpoints.noOtherWrite(index);
      case DECISION -> setpoints.noOtherDecision(index);
    };
  }
}
