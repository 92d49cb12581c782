package io.sluice.gateway.replay.tests;

import io.sluice.connectors.Scan;
import io.sluice.connectors.Tag;
import java.time.Duration;
import java.util.Optional;

/** What stands behind the connections of one test. For the thread of its run. */
interface GivenPlant {
  /** Moves it on to this time since the test's beginning; never back. */
  void advanceTo(Duration plantTime);

  /** Whether the device of a connection answers now. */
  boolean reachable(String connection);

  /** What shows the tag. */
  Instrument instrument(Tag tag);

  /** Writes a value in the tag's unit; the reason where the device refuses it. */
  Optional<String> write(Tag tag, double value);

  /** Shows one tag. */
  @FunctionalInterface
  interface Instrument {
    /**
     * Adds the sample of now.
     *
     * @param place of the tag in the scan's group
     * @param sourceTime now in OPC UA ticks
     */
    void show(int place, Scan.Builder into, long sourceTime);
  }
}
