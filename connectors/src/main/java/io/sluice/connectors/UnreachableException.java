package io.sluice.connectors;

/** A peer could not be asked. The message is one sentence for the user, without class names. */
public final class UnreachableException extends Exception {
  private static final long serialVersionUID = 1;

  public UnreachableException(String sentence) {
    super(sentence, null, false, false);
  }

  /** What is wrong. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
