package io.sluice.connectors.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.link.LinkState.Event;
import io.sluice.connectors.link.LinkState.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinkStateTest {
  @Test
  void downAtStartIsTheSameAsDownLater() {
    LinkState atStart = after(Event.START, Event.FAILED);
    LinkState later = after(Event.START, Event.OPENED, Event.DATA, Event.FAILED);

    assertThat(atStart).isEqualTo(later).isEqualTo(new LinkState(Phase.BACKOFF, 1));
  }

  @Test
  void failuresAddUpUntilDataComes() {
    LinkState flapping = after(Event.START, Event.FAILED, Event.RETRY, Event.OPENED, Event.FAILED);
    assertThat(flapping).isEqualTo(new LinkState(Phase.BACKOFF, 2));

    LinkState proven = flapping.next(Event.RETRY).next(Event.OPENED).next(Event.DATA);
    assertThat(proven).isEqualTo(new LinkState(Phase.ONLINE, 0));
  }

  @Test
  void troubleComesAndGoes() {
    LinkState troubled = after(Event.START, Event.OPENED, Event.TROUBLED);
    assertThat(troubled.shown()).isEqualTo(ConnectionState.DEGRADED);
    assertThat(troubled.next(Event.HEALED).shown()).isEqualTo(ConnectionState.ONLINE);
    assertThat(troubled.next(Event.FAILED).shown()).isEqualTo(ConnectionState.BACKOFF);
  }

  @ParameterizedTest
  @EnumSource(Event.class)
  void nothingFollowsAClose(Event event) {
    LinkState closed = after(Event.START, Event.OPENED, Event.CLOSE);

    assertThat(closed.next(event)).isEqualTo(closed);
    assertThat(closed.shown()).isEqualTo(ConnectionState.OFFLINE);
  }

  @Test
  void anEventThatMeansNothingChangesNothing() {
    LinkState waiting = after(Event.START, Event.FAILED);

    assertThat(waiting.next(Event.OPENED)).isEqualTo(waiting);
    assertThat(waiting.next(Event.FAILED)).isEqualTo(waiting);
    assertThat(waiting.next(Event.START)).isEqualTo(waiting);
    assertThat(LinkState.IDLE.next(Event.RETRY)).isEqualTo(LinkState.IDLE);
  }

  private static LinkState after(Event... events) {
    LinkState state = LinkState.IDLE;
    for (Event event : events) {
      state = state.next(event);
    }
    return state;
  }
}
