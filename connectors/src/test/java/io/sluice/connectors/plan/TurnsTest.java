package io.sluice.connectors.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final PlantClock.Loop loop = clock.loop("turns");
  private final List<String> begun = new ArrayList<>();
  private final List<Throwable> broken = new ArrayList<>();

  @Test
  void noMoreAreUnderWayThanTheDeviceBears() {
    Turns turns = turns(2, Duration.ZERO);
    Call one = last(turns, "one");
    last(turns, "two");
    last(turns, "three");
    assertThat(begun).containsExactly("one", "two");

    one.answer();
    assertThat(begun).containsExactly("one", "two", "three");
    assertThat(turns.proven()).isTrue();
  }

  @Test
  void anUrgentOneGoesBeforeThoseThatWait() {
    Turns turns = turns(1, Duration.ZERO);
    Call one = last(turns, "one");
    last(turns, "two");
    turns.first(new Call("write", false));
    one.answer();

    assertThat(begun).containsExactly("one", "write");
  }

  @Test
  void theDeviceRestsBetweenAnAnswerAndTheNextRequest() {
    Turns turns = turns(1, Duration.ofMillis(20));
    Call one = last(turns, "one");
    last(turns, "two");
    one.answer();
    clock.advance(Duration.ofMillis(19));
    assertThat(begun).containsExactly("one");
    clock.advance(Duration.ofMillis(1));

    assertThat(begun).containsExactly("one", "two");
  }

  @Test
  void oneThatMustBeAloneWaitsForTheOthersAndHoldsThemUp() {
    Turns turns = turns(4, Duration.ZERO);
    Call one = last(turns, "one");
    Call alone = new Call("alone", true);
    turns.last(alone);
    last(turns, "three");
    assertThat(begun).containsExactly("one");
    one.answer();
    assertThat(begun).containsExactly("one", "alone");
    alone.answer();

    assertThat(begun).containsExactly("one", "alone", "three");
  }

  @Test
  void theFirstThatIsLateEndsAllAndSaysWhichWereUnderWay() {
    Turns turns = turns(2, Duration.ZERO);
    Call one = last(turns, "one");
    Call two = last(turns, "two");
    Call three = last(turns, "three");
    clock.advance(TIMEOUT);

    assertThat(broken).hasSize(1);
    assertThat(one.failed).isEqualTo("begun, broke");
    assertThat(two.failed).isEqualTo("begun, broke");
    assertThat(three.failed).isEqualTo("waited");
    assertThat(turns.proven()).isFalse();
    assertThat(last(turns, "four").failed).isEqualTo("waited");
  }

  @Test
  void whatIsGivenUpBrokeNothing() {
    Turns turns = turns(1, Duration.ZERO);
    Call one = last(turns, "one");
    turns.end(new IOException("given up"));
    one.answer();

    assertThat(one.failed).isEqualTo("begun");
    assertThat(one.answered).isFalse();
    assertThat(broken).isEmpty();
  }

  private Turns turns(int inFlight, Duration pause) {
    return new Turns(loop, new Turns.Limits(inFlight, pause, TIMEOUT), broken::add);
  }

  private Call last(Turns turns, String name) {
    Call call = new Call(name, false);
    turns.last(call);
    return call;
  }

  private final class Call implements Turns.Call<String> {
    private final String name;
    private final boolean alone;
    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private String failed = "";
    private boolean answered;

    Call(String name, boolean alone) {
      this.name = name;
      this.alone = alone;
    }

    void answer() {
      answer.complete("yes");
      clock.settle();
    }

    @Override
    public boolean alone() {
      return alone;
    }

    @Override
    public CompletionStage<String> begin() {
      begun.add(name);
      return answer;
    }

    @Override
    public void answered(String yes) {
      answered = true;
    }

    @Override
    public void failed(Turns.Failed how) {
      failed = how.begun() ? how.brokeMeanwhile() ? "begun, broke" : "begun" : "waited";
    }
  }
}
