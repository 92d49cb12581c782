package io.sluice.connectors.modbus;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Hands what comes over a line to its conversation, and its end to the session too: questions under
 * way fail first, so that who asked hears of it before the session is given up.
 */
final class Hearing implements Line.Listener {
  private final Conversation conversation;
  private @Nullable ModbusSession session;
  private @Nullable Throwable end;

  Hearing(Conversation conversation) {
    this.conversation = conversation;
  }

  @Override
  public void bytes(ByteBuffer bytes) {
    conversation.bytes(bytes);
  }

  @Override
  public void closed(Throwable why) {
    conversation.closed(why);
    ModbusSession told;
    synchronized (this) {
      end = why;
      told = session;
    }
    if (told != null) {
      told.lost(why);
    }
  }

  /** Who is to hear of the end, at once where it has come. */
  void tell(ModbusSession next) {
    Throwable why;
    synchronized (this) {
      session = next;
      why = end;
    }
    if (why != null) {
      next.lost(why);
    }
  }
}
