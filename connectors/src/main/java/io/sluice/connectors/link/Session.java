package io.sluice.connectors.link;

import io.sluice.connectors.Scan;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.WriteRequest;
import java.util.concurrent.CompletionStage;

/**
 * One open connection. All methods but {@link #close} are called on the connection's loop, and
 * their stages complete on it.
 */
public interface Session {
  /** Begins to scan. */
  void begin();

  /**
   * Reads the group's tags now, from the device. Where it fails as a whole it also tells the owner.
   */
  CompletionStage<Scan> read(TagGroup tags);

  /**
   * Sends the value when its turn comes, through {@link Sending#ifStillWanted}. Does not read back.
   */
  CompletionStage<Sending> send(WriteRequest request);

  /** Gives up: no timer, no call to the owner and nothing pending after this. */
  void end();

  /**
   * Lets go of sockets and threads. Called on a disposable thread after {@link #end}; may block.
   *
   * @throws Exception any failure; it is logged in one line
   */
  void close() throws Exception;
}
