package io.sluice.connectors;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * One connection to a PLC, a server or a recording, from before it is first reached until the
 * gateway stops. It reconnects by itself; a plant fault is a status code or a state, never an
 * exception.
 *
 * <p>Thread-safe. No method blocks. Listener calls and completions come on the connector's own
 * loop; they must return quickly.
 */
public interface Connector extends AutoCloseable {
  String name();

  List<TagGroup> groups();

  /** Begins to connect and to scan. Called once. */
  void start(Listener listener);

  /**
   * Reads the tags now, from the device, not from memory. Completes normally within the
   * connection's request time limit, with Bad samples where it could not read. The scan's group
   * holds just these tags.
   */
  CompletionStage<Scan> read(List<Tag> tags);

  /**
   * Writes one absolute value and reads it back. Completes normally, always, with what happened.
   * Nothing is sent once {@link WriteRequest#notAfterNanos} has passed or {@link
   * WriteRequest#permit} was withdrawn, nor while not online.
   */
  CompletionStage<WriteResult> write(WriteRequest request);

  /** What is known of the connection now. */
  ConnectionStatus status();

  /**
   * How well each group keeps what was asked for, and what is known of its tags; empty where nobody
   * keeps count.
   *
   * @param mostTags so many tags of each group, those with a problem first
   */
  default List<GroupTruth> truth(int mostTags) {
    return List.of();
  }

  /**
   * Lets go of threads and sockets. Returns at once; a call that hangs in a driver is abandoned,
   * bounded.
   */
  @Override
  void close();

  /** Who hears of scans and states; calls come one at a time. */
  interface Listener {
    void onScan(Scan scan);

    /**
     * The connection's state changed. On leaving ONLINE each group has been told by a scan of Bad
     * samples.
     */
    void onState(ConnectionStatus status);
  }
}
