package io.sluice.connectors.link;

import io.sluice.connectors.WriteResult;

/** What became of a value that was to be sent. */
public sealed interface Sending {
  /** The device said yes. */
  record Accepted() implements Sending {}

  /** It ends here, without a read-back. */
  record Ended(WriteResult result) implements Sending {}
}
