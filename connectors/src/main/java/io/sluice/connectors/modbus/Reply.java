package io.sluice.connectors.modbus;

/** What came of a question. */
sealed interface Reply {
  /** A right answer. */
  final class Data implements Reply {
    private final byte[] data;

    Data(byte... data) {
      this.data = data;
    }

    /**
     * Registers or packed bits of a read, exactly as many as were asked for; empty for a write,
     * whose echo was right. Not to be changed.
     */
    byte[] data() {
      return data;
    }
  }

  /** The unit, or a gateway before it, refused with an exception code. */
  record Refusal(int code) implements Reply {}

  /** No answer in time. */
  record Silence() implements Reply {}

  /**
   * Something came that is no answer to this question.
   *
   * @param how one phrase for the user
   */
  record Garbled(String how) implements Reply {}
}
