package io.sluice.connectors.link;

import io.sluice.connectors.ConnectionState;

/**
 * Where a connection stands, and the whole of its life in one function.
 *
 * @param phase what it is doing
 * @param failures failures since data last came; the back-off grows with it, so a peer that accepts
 *     and dies at once is not stormed
 */
record LinkState(Phase phase, int failures) {
  static final LinkState IDLE = new LinkState(Phase.IDLE, 0);

  enum Phase {
    IDLE,
    CONNECTING,
    ONLINE,
    DEGRADED,
    BACKOFF,
    CLOSED
  }

  enum Event {
    START,
    OPENED,
    DATA,
    TROUBLED,
    HEALED,
    FAILED,
    RETRY,
    CLOSE
  }

  /** The next state; an event that means nothing here changes nothing. */
  LinkState next(Event event) {
    if (phase == Phase.CLOSED) {
      return this;
    }
    return switch (event) {
      case START -> phase == Phase.IDLE ? to(Phase.CONNECTING) : this;
      case OPENED -> phase == Phase.CONNECTING ? to(Phase.ONLINE) : this;
      case DATA -> connected() ? new LinkState(phase, 0) : this;
      case TROUBLED -> phase == Phase.ONLINE ? to(Phase.DEGRADED) : this;
      case HEALED -> phase == Phase.DEGRADED ? to(Phase.ONLINE) : this;
      case FAILED ->
          connected() || phase == Phase.CONNECTING
              ? new LinkState(Phase.BACKOFF, failures + 1)
              : this;
      case RETRY -> phase == Phase.BACKOFF ? to(Phase.CONNECTING) : this;
      case CLOSE -> to(Phase.CLOSED);
    };
  }

  boolean connected() {
    return phase == Phase.ONLINE || phase == Phase.DEGRADED;
  }

  ConnectionState shown() {
    return switch (phase) {
      case IDLE, CLOSED -> ConnectionState.OFFLINE;
      case CONNECTING -> ConnectionState.CONNECTING;
      case ONLINE -> ConnectionState.ONLINE;
      case DEGRADED -> ConnectionState.DEGRADED;
      case BACKOFF -> ConnectionState.BACKOFF;
    };
  }

  private LinkState to(Phase next) {
    return new LinkState(next, failures);
  }
}
