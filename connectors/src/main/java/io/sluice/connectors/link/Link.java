package io.sluice.connectors.link;

/** How one protocol reaches its peer; the supervisor owns everything that can go wrong after. */
public interface Link {
  /**
   * Opens one connection and proves it by an answer of the peer: a bare TCP accept is not enough.
   *
   * <p>Called on a disposable thread: it may block and is interrupted, then abandoned, when its
   * time is over. Whatever it opened before an exception it has closed. It hears nothing from the
   * session it returns before {@link Session#begin}.
   *
   * @param owner who hears of scans and faults
   * @throws Exception any failure; {@link #sentence} says it to the user
   */
  Session open(SessionOwner owner) throws Exception;

  /**
   * Whether the peer answered and does not want us: a wrong user or password. It is asked again
   * seldom, for many peers lock a user out who is wrong too often.
   */
  default boolean refusal(Throwable failure) {
    return false;
  }

  /** A failure of this protocol as the user reads it: one sentence, no class name. */
  default String sentence(Throwable failure) {
    return PlainFault.sentence(failure, "the PLC");
  }
}
