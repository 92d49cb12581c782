package io.sluice.connectors.plan;

import io.sluice.connectors.StatusCode;

/** What became of a request for a block, where the connection goes on. */
public sealed interface Outcome {
  /** Each tag of the block was given its sample, be it good, bad or refused by name. */
  record Answered() implements Outcome {}

  /**
   * The device refused what was asked for as a whole; a part of it may still be readable.
   *
   * @param status of a tag that is refused where it stands alone
   */
  record Refused(StatusCode status) implements Outcome {}

  /**
   * Nothing was learnt of the block: the device is busy, or did not answer in time.
   *
   * @param status of all its tags in this scan
   */
  record Unread(StatusCode status) implements Outcome {}
}
