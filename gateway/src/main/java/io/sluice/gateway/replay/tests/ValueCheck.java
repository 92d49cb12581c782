package io.sluice.gateway.replay.tests;

import io.sluice.connectors.StatusCode;
import io.sluice.gateway.assets.LatestSamples.Latest;
import io.sluice.gateway.config.tests.Around;
import io.sluice.gateway.config.tests.Shown;
import io.sluice.gateway.config.tests.TimedSample;
import io.sluice.gateway.options.Durations;
import io.sluice.gateway.options.Quantity;
import java.util.Optional;

/** Whether a tag showed what is expected. */
final class ValueCheck {
  private final PlacedTest test;
  private final Story story;

  ValueCheck(PlacedTest test, Story story) {
    this.test = test;
    this.story = story;
  }

  Optional<Miss> shown(int index, Shown wanted) {
    Optional<Latest> sample = story.shown(index);
    if (sample.filter(one -> met(one, wanted)).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new Miss(
            test.atThen(index),
            wanted.tag() + " " + expected(wanted) + " at " + Durations.text(wanted.at()),
            sample.map(ValueCheck::spelt).orElse("no sample of " + wanted.tag() + " by then")));
  }

  private static boolean met(Latest sample, Shown wanted) {
    String status = wanted.status();
    if (status != null) {
      return TimedSample.status(status).equals(new StatusCode(sample.status()));
    }
    Around is = wanted.is();
    if (!sample.hasValue()) {
      return false;
    }
    return is != null
        ? is.has(sample.value())
        : sample.value() >= wanted.between().get(0).value()
            && sample.value() <= wanted.between().get(1).value();
  }

  private static String expected(Shown wanted) {
    if (wanted.status() != null) {
      return "to be " + wanted.status();
    }
    return wanted.is() != null
        ? "to be " + wanted.is()
        : "between " + wanted.between().get(0) + " and " + wanted.between().get(1);
  }

  private static String spelt(Latest sample) {
    String status = new StatusCode(sample.status()).toString();
    return sample.hasValue()
        ? Quantity.text(sample.value(), sample.tag().unit()) + ", " + status
        : status;
  }
}
