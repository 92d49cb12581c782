package io.sluice.simulator;

import io.sluice.simulator.Scenario.ScheduledFault;
import io.sluice.simulator.instruments.Image;
import io.sluice.simulator.instruments.Oddity;
import io.sluice.simulator.instruments.Panel;
import io.sluice.simulator.instruments.PlantTag;
import io.sluice.simulator.instruments.Protocol;
import io.sluice.simulator.instruments.WriteRecord;
import io.sluice.simulator.process.Plant;
import io.sluice.simulator.process.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The virtual plant without its servers: equations, instruments, scenario and write log, moved on
 * by hand. Everything follows from the seed and from what is asked of it when. Not thread-safe.
 */
public final class SteppedPlant {
  private static final Duration STEP = Duration.ofNanos(Math.round(Plant.STEP * 1e9));

  private final Panel panel;
  private final Scenario scenario;
  private final Instant begin;
  private final List<ScheduledFault> active = new ArrayList<>();
  private long steps;

  /**
   * @param seed everything that looks like chance follows from it
   * @param scenario faults in plant time
   * @param begin wall-clock time at the plant's start
   */
  public SteppedPlant(long seed, Scenario scenario, Instant begin) {
    this.scenario = scenario;
    this.begin = begin;
    this.panel = new Panel(new Plant(seed), begin);
    if (playScenario(Duration.ZERO)) {
      panel.step(0, begin, Duration.ZERO);
    }
  }

  /** Moves the plant on to this time since its start, in steps of 20 ms; never back. */
  public void advanceTo(Duration plantTime) {
    long due = plantTime.toNanos() / STEP.toNanos();
    while (steps < due) {
      long next = Math.min(due, nextChange());
      Duration there = STEP.multipliedBy(next);
      panel.step(Math.toIntExact(next - steps), begin.plus(there), there);
      steps = next;
      if (playScenario(there)) {
        // The instruments show at once what has just happened to them.
        panel.step(0, begin.plus(there), there);
      }
    }
  }

  /** What the instruments show now. */
  public Image image() {
    return panel.image();
  }

  /** What an instrument shows now, as it comes over the wire; empty where that is no number. */
  public OptionalDouble shows(PlantTag tag) {
    Image now = panel.image();
    boolean gone = now.failed(tag.point()) || now.is(tag.point(), Oddity.GONE);
    return gone || now.is(tag.point(), Oddity.NOT_A_NUMBER)
        ? OptionalDouble.empty()
        : OptionalDouble.of(tag.quantised(now.value(tag.point())));
  }

  /** Gives a command as a server would; false where the plant refuses it. */
  public boolean command(Protocol protocol, Point point, double value) {
    return panel.command(
        new Panel.Write(
            protocol, point.tag(), Double.toString(value), OptionalDouble.of(value), ""),
        begin.plus(STEP.multipliedBy(steps)));
  }

  /** Whether the scenario lets nothing come over this link. */
  public boolean linkDown(Protocol protocol) {
    return active.stream().anyMatch(one -> one.fault().silences(protocol));
  }

  /** Every command so far, taken or refused, oldest first. */
  public List<WriteRecord> writeLog() {
    return panel.writes();
  }

  /** True where the process itself runs as a sound plant would. */
  public boolean normal() {
    return panel.normal();
  }

  /** The step at which a fault next begins or ends. */
  private long nextChange() {
    long next = Long.MAX_VALUE;
    for (ScheduledFault fault : scenario.faults()) {
      next = Math.min(next, after(fault.at()));
      next = Math.min(next, after(fault.at().plus(fault.lasts())));
    }
    return next;
  }

  private long after(Duration moment) {
    long step = (moment.toNanos() + STEP.toNanos() - 1) / STEP.toNanos();
    return step > steps ? step : Long.MAX_VALUE;
  }

  /** Lets faults begin and end; true where one did. */
  private boolean playScenario(Duration now) {
    boolean changed = false;
    for (ScheduledFault fault : scenario.faults()) {
      boolean on = fault.activeAt(now);
      if (on && !active.contains(fault)) {
        changed = active.add(fault);
        FaultEffects.apply(panel, fault.fault(), true);
      } else if (!on && active.remove(fault) && !goesOn(fault.fault())) {
        changed = true;
        FaultEffects.apply(panel, fault.fault(), false);
      }
    }
    return changed;
  }

  /** A fault that is scheduled twice ends with the later one. */
  private boolean goesOn(Fault fault) {
    return active.stream().anyMatch(other -> other.fault().equals(fault));
  }
}
