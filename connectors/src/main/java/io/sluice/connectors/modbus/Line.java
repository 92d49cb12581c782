package io.sluice.connectors.modbus;

import java.nio.ByteBuffer;

/** Bytes to and from a device: a TCP connection or a serial line. Thread-safe. */
interface Line {
  /** Hears what comes; calls come one at a time. */
  interface Listener {
    /** Bytes came; they are to be taken during the call. */
    void bytes(ByteBuffer bytes);

    /** The line is gone, whoever closed it; the last call. */
    void closed(Throwable why);
  }

  /** Sends a frame; does not block. Where that fails the line closes. */
  void send(byte[] frame);

  /** Gives up the line for a reason; its listener hears it. Does not block. */
  void abandon(Throwable why);

  /** Lets go of it; may block for a moment. */
  void close() throws InterruptedException;
}
