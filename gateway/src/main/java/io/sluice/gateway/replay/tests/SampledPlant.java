package io.sluice.gateway.replay.tests;

import io.sluice.connectors.Tag;
import io.sluice.gateway.config.tests.Given;
import io.sluice.gateway.options.Quantity;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plant that shows the samples of a test; what is written to a tag stays there. */
final class SampledPlant implements GivenPlant {
  private final Map<String, Series> series = new HashMap<>();
  private Duration now = Duration.ZERO;

  /** Shows what this test gives; checked. */
  SampledPlant(PlacedTest test) {
    Given given = test.test().given();
    GivenSamples.of(test)
        .forEach(
            (tag, points) -> {
              Quantity noise = given.noise().get(tag);
              series.put(
                  tag,
                  new Series(
                      points,
                      given.course(),
                      noise == null ? 0 : noise.value(),
                      given.seed() + tag.hashCode()));
            });
  }

  @Override
  public void advanceTo(Duration plantTime) {
    now = plantTime;
  }

  @Override
  public boolean reachable(String connection) {
    return true;
  }

  @Override
  public Instrument instrument(Tag tag) {
    Series shown = seriesOf(tag);
    return (place, into, time) -> shown.show(now.toNanos(), place, into, time);
  }

  @Override
  public Optional<String> write(Tag tag, double value) {
    seriesOf(tag).write(now, value);
    return Optional.empty();
  }

  private Series seriesOf(Tag tag) {
    return series.computeIfAbsent(tag.name(), name -> new Series(List.of(), null, 0, 0));
  }
}
