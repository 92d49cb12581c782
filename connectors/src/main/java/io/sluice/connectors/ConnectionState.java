package io.sluice.connectors;

/** Where a connection stands. */
public enum ConnectionState {
  /** Not started, or closed. */
  OFFLINE,
  CONNECTING,
  ONLINE,
  /** Connected, but some of its tags cannot be read or scans are missed. */
  DEGRADED,
  /** Waiting before the next try. */
  BACKOFF
}
