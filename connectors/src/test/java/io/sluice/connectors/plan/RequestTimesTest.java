package io.sluice.connectors.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestTimesTest {
  private final RequestTimes times = new RequestTimes();

  @Test
  void theVerdictCarriesTheEvidenceAndSaysWhatIsReachable() {
    scan(14, Duration.ofMillis(9));

    assertThat(times.verdict(Duration.ofMillis(100)))
        .isEqualTo("needs 14 requests of 9 ms each, 100 ms is not reachable; 150 ms is");
  }

  @Test
  void oneSlowRequestIsSaidSo() {
    scan(1, Duration.ofMillis(1_200));

    assertThat(times.verdict(Duration.ofSeconds(1)))
        .isEqualTo("needs 1 request of 1.2 s, 1 s is not reachable; 1.5 s is");
  }

  @Test
  void fastRequestsAreToldInParts() {
    scan(40, Duration.ofNanos(400_000));

    assertThat(times.verdict(Duration.ofMillis(10)))
        .isEqualTo("needs 40 requests of 0.4 ms each, 10 ms is not reachable; 20 ms is");
  }

  @Test
  void whatIsSuggestedIsNeverWhatWasAskedFor() {
    scan(2, Duration.ofMillis(50));

    assertThat(times.verdict(Duration.ofMillis(100)))
        .endsWith("100 ms is not reachable; 150 ms is");
  }

  @Test
  void aGroupThatWouldFitIsNotToldToBeSlower() {
    scan(3, Duration.ofMillis(2));
    times.unanswered();
    times.scan(Duration.ofSeconds(2).toNanos());

    assertThat(times.verdict(Duration.ofMillis(100)))
        .startsWith("misses scans although 3 requests of 2 ms each fit into 100 ms");
  }

  private void scan(int requests, Duration each) {
    for (int i = 0; i < requests; i++) {
      times.request(each.toNanos());
    }
    times.scan(requests * each.toNanos());
  }
}
