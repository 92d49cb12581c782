package io.sluice.connectors.modbus;

import java.util.concurrent.CompletionStage;

/** Questions and answers over one line. Thread-safe. */
interface Conversation extends Line.Listener {
  /**
   * Asks; does not block. The stage completes normally, within the time limit, unless the line is
   * lost or what comes is no Modbus: then it fails, and so will every other.
   */
  CompletionStage<Reply> ask(Question question);

  /** Where answers come from; called once, before the first question. */
  void over(Line line);
}
