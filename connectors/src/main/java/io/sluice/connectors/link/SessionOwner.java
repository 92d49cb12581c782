package io.sluice.connectors.link;

import io.sluice.connectors.Missed;
import io.sluice.connectors.Scan;
import io.sluice.connectors.TagGroup;

/**
 * Who hears of one session. Every method is called on the connection's loop; calls of a session
 * that was given up are ignored.
 */
public interface SessionOwner {
  /** A scan was read, or a subscription delivered. */
  void scan(Scan scan);

  /** So many scans of a group were due and could not be read, or had to be dropped. */
  void missed(TagGroup group, Missed why, long scans);

  /** The connection is no good any more: it is discarded and opened again. */
  void lost(String reason);

  /** Still connected, but something the user should know is wrong. */
  void troubled(String reason);

  /** What was said by {@link #troubled} is over. */
  void healed();
}
