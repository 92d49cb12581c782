package io.sluice.connectors.opcua;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OperationLimits;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;

/**
 * How much a server takes in one call (OPC 10000-5, 6.3.11). Learnt from the server where it tells,
 * and from its refusals where what it tells is not true.
 *
 * <p>Thread-safe.
 */
final class ServerLimits {
  /** For servers that say they have no limit: messages stay below the usual 2 MB. */
  private static final int LARGEST = 5_000;

  /** For servers that say nothing at all, small controllers mostly. */
  private static final int CAREFUL = 100;

  private final AtomicInteger reads;
  private final AtomicInteger items;
  private final AtomicInteger histories;

  ServerLimits(int reads, int items, int histories) {
    this.reads = new AtomicInteger(reads);
    this.items = new AtomicInteger(items);
    this.histories = new AtomicInteger(histories);
  }

  /** Asks the server; blocks. */
  static ServerLimits of(OpcUaClient client) throws UaException {
    try {
      OperationLimits told = client.getOperationLimits();
      return new ServerLimits(
          limit(told.maxNodesPerRead()),
          limit(told.maxMonitoredItemsPerCall()),
          limit(told.maxNodesPerHistoryReadData()));
    } catch (UaException refused) {
      long code = refused.getStatusCode().getValue();
      if (code == StatusCodes.Bad_Timeout || code == StatusCodes.Bad_ConnectionClosed) {
        throw refused;
      }
      return new ServerLimits(CAREFUL, CAREFUL, CAREFUL);
    }
  }

  /** Nodes in one read. */
  AtomicInteger reads() {
    return reads;
  }

  /** Monitored items in one call. */
  AtomicInteger items() {
    return items;
  }

  /** Nodes in one read of history. */
  AtomicInteger histories() {
    return histories;
  }

  /** Whether the server refused the call for its size, so that half of it may pass. */
  static boolean tooLarge(StatusCode status) {
    long code = status.getValue();
    return code == StatusCodes.Bad_TooManyOperations
        || code == StatusCodes.Bad_EncodingLimitsExceeded
        || code == StatusCodes.Bad_RequestTooLarge
        || code == StatusCodes.Bad_ResponseTooLarge;
  }

  /** Where the server has the number, 0 says that there is no limit. */
  private static int limit(Optional<UInteger> told) {
    return told.map(number -> (int) Math.min(number.longValue(), LARGEST))
        .map(number -> number == 0 ? LARGEST : number)
        .orElse(CAREFUL);
  }
}
