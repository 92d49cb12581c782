package io.sluice.connectors.plc4x;

/** An answer that cannot be one to what was asked; the message is for the user. */
final class UntrueAnswerException extends Exception {
  private static final long serialVersionUID = 1;

  UntrueAnswerException(String what) {
    super(what);
  }
}
