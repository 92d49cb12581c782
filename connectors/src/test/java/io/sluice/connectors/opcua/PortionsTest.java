package io.sluice.connectors.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.junit.jupiter.api.Test;

/** Many things in as many requests as the server takes. */
class PortionsTest {
  private final List<Integer> sizes = new ArrayList<>();
  private final List<Integer> hundred = IntStream.range(0, 100).boxed().toList();

  @Test
  void noRequestIsLargerThanTheLimit() {
    assertThat(run(30, Integer.MAX_VALUE, StatusCodes.Bad_TooManyOperations)).isEqualTo(hundred);
    assertThat(sizes).containsExactly(30, 30, 30, 10);
  }

  @Test
  void aRequestRefusedForItsSizeIsHalvedAndTheLimitRemembered() {
    AtomicInteger limit = new AtomicInteger(100);
    assertThat(run(limit, 25, StatusCodes.Bad_TooManyOperations)).isEqualTo(hundred);
    assertThat(sizes).startsWith(100, 50, 25, 25);
    assertThat(limit).hasValue(25);
  }

  @Test
  void aServerWithoutRoomIsNotAskedForEachThingAlone() {
    AtomicInteger limit = new AtomicInteger(100);
    AtomicInteger room = new AtomicInteger(60);
    List<Integer> answers =
        portions(
                limit,
                some -> {
                  sizes.add(some.size());
                  return room.get() < some.size()
                      ? refuse(StatusCodes.Bad_TooManyMonitoredItems)
                      : take(room, some);
                })
            .of(hundred)
            .join();
    assertThat(answers.subList(0, 60)).isEqualTo(hundred.subList(0, 60));
    assertThat(answers.subList(60, 100)).containsOnly(-1);
    assertThat(sizes).hasSizeLessThan(40);
    assertThat(limit).hasValue(100);
  }

  @Test
  void tooFewAnswersAreFilledUpAndTooManyCut() {
    assertThat(portions(new AtomicInteger(10), some -> done(List.of(7))).of(List.of(1, 2)).join())
        .containsExactly(7, -1);
    assertThat(
            portions(new AtomicInteger(10), some -> done(Collections.nCopies(9, 7)))
                .of(List.of(1, 2))
                .join())
        .containsExactly(7, 7);
  }

  @Test
  void aConnectionThatBreaksIsNoRefusal() {
    assertThat(
            portions(new AtomicInteger(10), some -> refuse(StatusCodes.Bad_ConnectionClosed))
                .of(List.of(1)))
        .isCompletedExceptionally();
  }

  private List<Integer> run(int limit, int room, long code) {
    return run(new AtomicInteger(limit), room, code);
  }

  private List<Integer> run(AtomicInteger limit, int room, long code) {
    return portions(
            limit,
            some -> {
              sizes.add(some.size());
              return some.size() > room ? refuse(code) : done(some);
            })
        .of(hundred)
        .join();
  }

  private static CompletionStage<List<Integer>> take(AtomicInteger room, List<Integer> some) {
    room.addAndGet(-some.size());
    return done(some);
  }

  private static Portions<Integer, Integer> portions(
      AtomicInteger limit,
      java.util.function.Function<List<Integer>, CompletionStage<List<Integer>>> call) {
    return new Portions<>(limit, call, (StatusCode refused) -> -1);
  }

  private static CompletionStage<List<Integer>> done(List<Integer> answers) {
    return CompletableFuture.completedFuture(answers);
  }

  private static CompletionStage<List<Integer>> refuse(long code) {
    return CompletableFuture.failedFuture(new UaException(code));
  }
}
