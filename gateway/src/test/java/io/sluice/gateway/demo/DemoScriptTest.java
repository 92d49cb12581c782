package io.sluice.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoScriptTest {
  @ParameterizedTest
  @ValueSource(longs = {30, 60, 600, 86_400})
  void scenesFollowOneAnotherWithinTheWhole(long seconds) {
    DemoScript script = new DemoScript(Duration.ofSeconds(seconds));
    assertThat(script.fault()).isPositive().isLessThan(script.mended());
    assertThat(script.mended()).isLessThan(script.linkLost());
    assertThat(script.linkLost()).isLessThan(script.linkBack());
    assertThat(script.linkBack()).isLessThan(script.whole());
  }

  @Test
  void ofAMinuteTheFaultBeginsAfterTwelveSeconds() {
    assertThat(new DemoScript(Duration.ofSeconds(60)).fault()).isEqualTo(Duration.ofSeconds(12));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 29, 86_401})
  void tooShortOrTooLongIsRefusedWithWhatIsAllowed(long seconds) {
    assertThatThrownBy(() -> new DemoScript(Duration.ofSeconds(seconds)))
        .hasMessage("duration is " + seconds + " s; allowed is 30 s to 24 h");
  }
}
