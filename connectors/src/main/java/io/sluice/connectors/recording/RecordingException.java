package io.sluice.connectors.recording;

/**
 * A recording cannot be read or written; the message is for the user: file, place in it, what was
 * read and what is allowed.
 */
public final class RecordingException extends Exception {
  private static final long serialVersionUID = 1L;

  public RecordingException(String message) {
    super(message);
  }

  RecordingException(String message, Throwable cause) {
    super(message, cause);
  }
}
