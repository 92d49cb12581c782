package io.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.link.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A dead peer costs nothing: hundreds of failed tries leave no thread behind. */
@Tag("soak")
public abstract class OutageContract {
  private static final int ATTEMPTS = 60;

  /** Tries again every 50 ms, and gives up an answer after 100 ms. */
  protected static final Backoff RESTLESS =
      new Backoff(Duration.ofMillis(50), Duration.ofMillis(50), 1);

  protected abstract Connector connect(int port, PlantClock clock);

  @ParameterizedTest
  @EnumSource(BrokenPeer.Manner.class)
  void aBrokenPeerLeavesNoThreadBehind(BrokenPeer.Manner manner) throws Exception {
    Heard heard = new Heard();
    try (BrokenPeer peer = new BrokenPeer(manner);
        Connector connector = connect(peer.port(), new SystemClock())) {
      connector.start(heard);
      awaitAttempts(heard, peer::accepted, ATTEMPTS / 3);
      int early = threads().size();
      awaitAttempts(heard, peer::accepted, ATTEMPTS);
      int late = threads().size();
      System.out.printf("%s: threads %d, then %d %s%n", manner, early, late, threads());
      assertThat(late).isLessThanOrEqualTo(early + 6);
      assertThat(connector.status().state()).isNotEqualTo(ConnectionState.ONLINE);
      assertThat(heard.states()).doesNotContain(ConnectionState.ONLINE);
      assertThat(heard.scans()).hasSize(1);
    }
    heard.awaitTrue("no thread left, but " + threads(), () -> threads().isEmpty());
  }

  private static void awaitAttempts(Heard heard, IntSupplier accepted, int wanted) {
    for (int reached = 0; reached < wanted; reached += 10) {
      int next = Math.min(wanted, reached + 10);
      heard.awaitTrue(next + " attempts", () -> accepted.getAsInt() >= next);
    }
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(
            name ->
                name.startsWith("outage")
                    || name.startsWith("plc4x-tm")
                    || name.startsWith("pool-")
                    || name.startsWith("nioEvent"))
        .sorted()
        .toList();
  }
}
