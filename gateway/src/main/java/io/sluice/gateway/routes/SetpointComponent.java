package io.sluice.gateway.routes;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.sluice.connectors.PlantClock;
import io.sluice.gateway.assets.Finding;
import io.sluice.gateway.assets.Judgement;
import io.sluice.gateway.setpoints.Adjustment;
import io.sluice.gateway.setpoints.AdjustmentOptions;
import io.sluice.gateway.setpoints.Setpoint;
import io.sluice.gateway.setpoints.SetpointRequest;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code setpoint:NAME?while=DETECTOR&step=-10 %&return=ramp}: while the detector's alarm stands,
 * asks the setpoint for another value. The scan goes on at once; what the guard decided travels
 * with one of the next scans.
 */
@JsonClassDescription(
    "Asks a setpoint for another value while a detector's alarm stands; the guard decides.")
final class SetpointComponent extends SluiceComponent<AdjustmentOptions> {
  private final Supplier<? extends RouteParts> parts;

  SetpointComponent(Supplier<? extends RouteParts> parts) {
    super("setpoint", AdjustmentOptions.class);
    this.parts = parts;
  }

  @Override
  Step step(SluiceEndpoint<AdjustmentOptions> endpoint) {
    RouteParts now = parts.get();
    SetpointLoop loop = named(now.setpoints(), endpoint.name(), "setpoint");
    Turner turner = new Turner(loop, endpoint.parameters(), now.clock());
    return (exchange, callback) -> {
      if (exchange.getMessage().getBody() instanceof RouteEnd end) {
        exchange.getMessage().setBody(end.with(loop.takeOutcomes()));
      } else {
        Finding finding = DetectComponent.finding(exchange);
        turner.seen(finding, String.valueOf(exchange.getFromRouteId()));
        exchange.getMessage().setBody(finding.with(loop.takeOutcomes()));
      }
      callback.done(true);
      return true;
    };
  }

  /**
   * The newest finding on its way to the setpoint's loop; an older one not yet looked at is moot.
   */
  private record Seen(
      Adjustment.Alarm alarm, String route, String reason, long readNanos, int model) {}

  /**
   * Turns one route's adjustment. How far it is stays with the setpoint: a route that is swapped in
   * the middle of it brings the setpoint back all the same.
   */
  private static final class Turner {
    private final SetpointLoop loop;
    private final AdjustmentOptions options;
    private final Adjustment adjustment;
    private final AtomicReference<@Nullable Seen> newest = new AtomicReference<>();
    private final PlantClock clock;

    Turner(SetpointLoop loop, AdjustmentOptions options, PlantClock clock) {
      this.clock = clock;
      this.loop = loop;
      this.options = options;
      this.adjustment = Adjustment.of(options, loop.options());
    }

    void seen(Finding finding, String route) {
      Judgement judgement = finding.judgement(options.whileAlarm()).orElse(null);
      if (judgement == null) {
        throw new IllegalArgumentException(
            "setpoint:"
                + loop.name()
                + " asks for the alarm of "
                + options.whileAlarm()
                + "; a step detect:"
                + options.whileAlarm()
                + " must stand before it");
      }
      Adjustment.Alarm alarm =
          judgement.alarmActive() ? Adjustment.Alarm.ACTIVE : Adjustment.Alarm.CLEAR;
      String reason = options.whileAlarm() + (judgement.alarmActive() ? " is raised" : " is clear");
      Seen seen = new Seen(alarm, route, reason, finding.scan().readNanos(), judgement.model());
      if (newest.getAndSet(seen) == null) {
        loop.execute(this::turn);
      }
    }

    private void turn(Setpoint setpoint) {
      Seen seen = newest.getAndSet(null);
      if (seen == null) {
        return;
      }
      if (loop.isAnotherModel(options.whileAlarm(), seen.model())) {
        setpoint.modelChanged(
            "model v"
                + seen.model()
                + " now drives the alarm "
                + options.whileAlarm()
                + "; a person must release it");
      }
      Adjustment.Moment moment =
          new Adjustment.Moment(
              seen.alarm(), setpoint.current(), setpoint.releases(), clock.nanoTime());
      String key = seen.route() + " while " + options.whileAlarm();
      Adjustment.Turn turn = adjustment.next(loop.adjustment(key), moment);
      loop.adjustment(key, turn.state());
      Double target = turn.target();
      if (target != null) {
        setpoint.request(
            new SetpointRequest(target, seen.route(), seen.reason(), seen.readNanos()));
      }
    }
  }
}
