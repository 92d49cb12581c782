package io.sluice.gateway.setpoints;

import io.sluice.gateway.options.Quantity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The limits that cut a target down to one allowed move; each has a test that fails without it. */
enum MoveLimit {
  CLAMP("clamp") {
    @Override
    double low(Question q) {
      return q.limits().low();
    }

    @Override
    double high(Question q) {
      return q.limits().high();
    }

    @Override
    String text(Question q, double cut) {
      boolean low = cut == q.limits().low();
      SetpointOptions.Clamp clamp = q.limits().options().clamp();
      return low ? "clamp low " + clamp.low() : "clamp high " + clamp.high();
    }
  },
  MAX_STEP("max-step") {
    @Override
    double low(Question q) {
      return q.current() - q.limits().maxStep();
    }

    @Override
    double high(Question q) {
      return q.current() + q.limits().maxStep();
    }

    @Override
    String text(Question q, double cut) {
      return "max-step " + q.limits().options().move().maxStep();
    }
  },
  /**
   * A move may be as large as the rate allows in the time since the write before was over; a first
   * move, as in one min-interval. So in any window from one write to another the moves together
   * stay within rate × time.
   */
  MAX_RATE("max-rate") {
    @Override
    double low(Question q) {
      return q.current() - q.limits().ratePerSecond() * seconds(q);
    }

    @Override
    double high(Question q) {
      return q.current() + q.limits().ratePerSecond() * seconds(q);
    }

    @Override
    String text(Question q, double cut) {
      return "max-rate "
          + q.limits().options().move().maxRate()
          + " over "
          + Quantity.number(seconds(q))
          + " s";
    }
  };

  private final String guard;

  MoveLimit(String guard) {
    this.guard = guard;
  }

  /**
   * A target after all limits.
   *
   * @param limit the last limit that cut it, or null
   * @param text that limit with its value
   */
  record Cut(double value, @Nullable MoveLimit limit, String text) {}

  static Cut cut(List<MoveLimit> limits, Question q, double target) {
    Cut cut = new Cut(target, null, "");
    for (MoveLimit limit : limits) {
      double value = Math.min(Math.max(cut.value(), limit.low(q)), limit.high(q));
      if (value != cut.value()) {
        cut = new Cut(value, limit, limit.text(q, value));
      }
    }
    return cut;
  }

  String guard() {
    return guard;
  }

  abstract double low(Question q);

  abstract double high(Question q);

  abstract String text(Question q, double cut);

  private static double seconds(Question q) {
    Long last = q.state().lastNanos();
    long nanos = last == null ? q.limits().minIntervalNanos() : q.nowNanos() - last;
    return Math.max(0, nanos) / 1e9;
  }
}
