package io.sluice.simulator.s7;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** One client, from connecting to the end. Used by one thread. */
final class Conversation {
  private static final int OWN_REFERENCE = 1;

  private final Tpkt frames;
  private final Jobs jobs;
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private boolean connected;

  Conversation(Tpkt frames, Jobs jobs) {
    this.frames = frames;
    this.jobs = jobs;
  }

  /**
   * Reads one unit and answers where it is the last of a message.
   *
   * @param answers asked right before answering; false where the PLC keeps silent
   * @return false where the client has closed
   */
  boolean turn(BooleanSupplier answers) throws IOException {
    byte[] unit = frames.read();
    if (unit == null) {
      return false;
    }
    byte[] reply = reply(Cotp.parse(unit));
    if (reply.length > 0 && answers.getAsBoolean()) {
      frames.write(reply);
    }
    return true;
  }

  private byte[] reply(Cotp unit) throws HostileInputException {
    if (unit instanceof Cotp.ConnectRequest connect && !connected) {
      connected = true;
      return Cotp.confirm(connect, OWN_REFERENCE);
    }
    if (!(unit instanceof Cotp.Data data) || !connected) {
      throw new HostileInputException("data before the connection, or a second connection");
    }
    byte[] part = new byte[data.bytes().remaining()];
    data.bytes().get(part);
    message.writeBytes(part);
    if (message.size() > jobs.longestMessage()) {
      throw new HostileInputException("a message longer than " + jobs.longestMessage());
    }
    if (!data.last()) {
      return new byte[0];
    }
    byte[] whole = message.toByteArray();
    message.reset();
    return Cotp.data(jobs.answer(whole));
  }
}
