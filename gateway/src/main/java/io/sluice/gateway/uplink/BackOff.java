package io.sluice.gateway.uplink;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Waits between tries: doubled from first to most, each shortened by up to half, so that gateways
 * which lost the same broker do not come back in step. The seed is the gateway's own. One owner.
 */
final class BackOff {
  private final MqttOptions.Retry retry;
  private final SplittableRandom dice;
  private int tries;

  BackOff(MqttOptions.Retry retry, long seed) {
    this.retry = retry;
    this.dice = new SplittableRandom(seed);
  }

  Duration next() {
    long first = retry.first().toMillis();
    long most = retry.most().toMillis();
    long whole = tries >= 30 ? most : Math.min(most, first << tries);
    tries++;
    return Duration.ofMillis(Math.max(1, (long) (whole * dice.nextDouble(0.5, 1.0))));
  }

  void reset() {
    tries = 0;
  }
}
