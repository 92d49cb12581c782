package io.sluice.analytics.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which alarm came first. */
class FirstOutTest {
  private final FirstOut group = new FirstOut(Duration.ofNanos(10));

  @Test
  void theFirstIsMarkedAndTheOthersNameIt() {
    assertThat(group.raised("vibration", 0)).isEmpty();
    assertThat(group.raised("flow", 5)).contains("vibration");
    assertThat(group.raised("bearing", 500)).as("one still stands").contains("vibration");
  }

  @Test
  void whenAllHaveClearedAndTheWindowIsOverANewSequenceBegins() {
    group.raised("vibration", 0);
    group.cleared("vibration");
    assertThat(group.raised("flow", 10)).as("within the window").contains("vibration");
    group.cleared("flow");
    assertThat(group.raised("bearing", 21)).isEmpty();
    assertThat(group.raised("vibration", 22)).contains("bearing");
  }

  @Test
  void theFirstStaysTheFirstWhenItIsRaisedAgain() {
    group.raised("vibration", 0);
    group.raised("flow", 1);
    group.cleared("vibration");
    assertThat(group.raised("vibration", 2)).isEmpty();
  }
}
