package io.sluice.connectors.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every message once, in order, and every loss counted. */
class MessageOrderTest {
  private final MessageOrder<Long> order = new MessageOrder<>();

  @Test
  void messagesInOrderPassAtOnce() {
    arrive(1, 2, 3);
    assertThat(drain()).containsExactly(1L, 2L, 3L);
    assertThat(order.missing(16)).isEmpty();
    assertThat(order.takeLost()).isZero();
  }

  @Test
  void aMessageThatCameTwiceIsGivenOnce() {
    arrive(1, 2, 2, 1);
    assertThat(drain()).containsExactly(1L, 2L);
    arrive(2);
    assertThat(drain()).isEmpty();
  }

  @Test
  void aMessageAheadWaitsForTheMissingOne() {
    arrive(1, 3);
    assertThat(drain()).containsExactly(1L);
    assertThat(order.missing(16)).containsExactly(2L);
    assertThat(order.missing(16)).as("asked once").isEmpty();
    arrive(2);
    assertThat(drain()).containsExactly(2L, 3L);
    assertThat(order.takeLost()).isZero();
  }

  @Test
  void whatIsGoneIsSkippedAndCounted() {
    arrive(1, 4);
    assertThat(order.missing(16)).isEqualTo(List.of(2L, 3L));
    drain();
    order.gone(2);
    order.gone(3);
    assertThat(drain()).containsExactly(4L);
    assertThat(order.takeLost()).isEqualTo(2);
    assertThat(order.takeLost()).isZero();
  }

  @Test
  void aMessageThatComesAfterItWasGivenUpIsNotDeliveredOutOfOrder() {
    arrive(1, 3);
    drain();
    order.missing(16);
    order.gone(2);
    assertThat(drain()).containsExactly(3L);
    arrive(2);
    assertThat(drain()).isEmpty();
  }

  @Test
  void onlySoManyAreAskedForAtOnce() {
    arrive(1, 101);
    drain();
    assertThat(order.missing(16)).hasSize(16).startsWith(2L);
    assertThat(order.missing(16)).hasSize(16).startsWith(18L);
    assertThat(order.missing(0)).isEmpty();
  }

  @Test
  void aKeepAliveTellsOfWhatWasSentBeforeIt() {
    arrive(1);
    drain();
    order.told(2);
    assertThat(order.missing(16)).isEmpty();
    order.told(4);
    assertThat(order.missing(16)).containsExactly(2L, 3L);
  }

  @Test
  void whatWasMeantForAnotherSessionIsPassedOverAndNotCounted() {
    arrive(1, 3);
    drain();
    order.missing(16);
    order.foreign(2);
    assertThat(drain()).containsExactly(3L);
    assertThat(order.takeLost()).isZero();
    assertThat(MessageOrder.later(1, 0xFFFF_FFFFL)).isTrue();
    assertThat(MessageOrder.later(7, 7)).isFalse();
  }

  @Test
  void numbersRunOverFromTheLargestToOne() {
    MessageOrder<Long> late = new MessageOrder<>(0xFFFF_FFFEL);
    assertThat(late.arrived(0xFFFF_FFFEL, 1L)).isTrue();
    assertThat(late.arrived(1, 3L)).isTrue();
    assertThat(late.next()).contains(1L);
    assertThat(late.missing(16)).containsExactly(0xFFFF_FFFFL);
    assertThat(late.arrived(0xFFFF_FFFFL, 2L)).isTrue();
    assertThat(late.next()).contains(2L);
    assertThat(late.next()).contains(3L);
    assertThat(late.expected()).isEqualTo(2);
    assertThat(MessageOrder.after(0xFFFF_FFFFL)).isEqualTo(1);
  }

  @Test
  void aNumberThatJumpsFarIsNotBelieved() {
    assertThat(order.arrived(1_000_000, 1L)).isFalse();
    assertThat(order.told(0x8000_0000L)).isFalse();
    assertThat(order.arrived(0, 1L)).isFalse();
    assertThat(order.missing(16)).isEmpty();
  }

  private void arrive(long... numbers) {
    for (long number : numbers) {
      assertThat(order.arrived(number, number)).isTrue();
    }
  }

  private List<Long> drain() {
    List<Long> all = new ArrayList<>();
    for (Optional<Long> next = order.next(); next.isPresent(); next = order.next()) {
      all.add(next.get());
    }
    return all;
  }
}
