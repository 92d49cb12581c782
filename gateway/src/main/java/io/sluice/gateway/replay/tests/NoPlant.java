package io.sluice.gateway.replay.tests;

import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import java.time.Duration;
import java.util.Optional;

/** Stands where a recording is played: nothing asks it. */
final class NoPlant implements GivenPlant {
  @Override
  public void advanceTo(Duration plantTime) {
    // It has no past and no future.
  }

  @Override
  public boolean reachable(String connection) {
    return false;
  }

  @Override
  public Instrument instrument(Tag tag) {
    return (place, into, time) -> into.bad(place, StatusCode.BAD_NO_COMMUNICATION, time);
  }

  @Override
  public Optional<String> write(Tag tag, double value) {
    return Optional.of("nobody is there");
  }
}
