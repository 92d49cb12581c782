package io.sluice.connectors.opcua;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.UaServiceFaultException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.TransferResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscriptions that broken sessions left at the server, for the next session to take over (OPC
 * 10000-4, 5.14.7). Only at the server that made them: after its restart the same number may be
 * somebody else's.
 *
 * <p>Servers answer a transfer in every way, CODESYS with an error of the whole channel: the first
 * that goes wrong is the last that is tried until the server has started anew.
 *
 * <p>Thread-safe.
 */
final class Legacy {
  private static final Logger log = LoggerFactory.getLogger(Legacy.class);

  private final Map<String, Standing> left = new TreeMap<>();
  private @Nullable DateTime serverStart;
  private boolean refused;

  /**
   * A subscription of ours again.
   *
   * @param available numbers of the messages that the server has kept for it
   */
  record TakenOver(Standing standing, Set<Long> available) {}

  /** Whether it is worth while to leave subscriptions at the server. */
  synchronized boolean takesOver() {
    return !refused && serverStart != null;
  }

  synchronized void keep(String group, Standing standing) {
    left.put(group, standing);
  }

  /**
   * Takes over what is left, by group; blocks. Whatever the server keeps to itself is forgotten.
   *
   * @throws ExecutionException where the connection broke over it
   */
  Map<String, TakenOver> takeOver(OpcUaClient client, Duration within)
      throws ExecutionException, InterruptedException, TimeoutException {
    DateTime start = start(client, within);
    Map<String, Standing> ours = take(start);
    return ours.isEmpty() ? Map.of() : transferred(client, ours, within);
  }

  private synchronized Map<String, Standing> take(@Nullable DateTime start) {
    boolean sameServer = start != null && start.equals(serverStart);
    refused &= sameServer;
    boolean same = sameServer && !refused;
    Map<String, Standing> taken = same ? new TreeMap<>(left) : new TreeMap<>();
    left.clear();
    serverStart = start;
    return taken;
  }

  private synchronized void refuse(String why) {
    if (!refused) {
      log.info("the server lets no subscription be taken over: {}", why);
    }
    refused = true;
  }

  private Map<String, TakenOver> transferred(
      OpcUaClient client, Map<String, Standing> waiting, Duration within)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<Map.Entry<String, Standing>> asked = new ArrayList<>(waiting.entrySet());
    List<UInteger> ids = asked.stream().map(entry -> entry.getValue().id()).toList();
    TransferResult @Nullable [] results;
    try {
      results =
          client
              .transferSubscriptionsAsync(ids, true)
              .get(within.toNanos(), TimeUnit.NANOSECONDS)
              .getResults();
    } catch (ExecutionException failure) {
      refuse(Failures.sentence(failure));
      if (UaException.extract(failure).orElse(null) instanceof UaServiceFaultException) {
        return Map.of();
      }
      throw failure;
    }
    Map<String, TakenOver> taken = new HashMap<>();
    for (int i = 0; results != null && i < Math.min(results.length, asked.size()); i++) {
      if (results[i].getStatusCode().isGood()) {
        Standing ours = asked.get(i).getValue();
        ours.transferred();
        taken.put(asked.get(i).getKey(), new TakenOver(ours, available(results[i])));
      } else if (Failures.denied(results[i].getStatusCode())) {
        refuse(Failures.name(results[i].getStatusCode()));
      }
    }
    return taken;
  }

  private static Set<Long> available(TransferResult result) {
    UInteger[] told = result.getAvailableSequenceNumbers();
    Set<Long> available = new HashSet<>();
    for (UInteger number : told == null ? new UInteger[0] : told) {
      available.add(number.longValue());
    }
    return available;
  }

  /** When the server started; null where it does not tell. */
  private static @Nullable DateTime start(OpcUaClient client, Duration within)
      throws ExecutionException, InterruptedException, TimeoutException {
    Object told =
        client
            .readValuesAsync(
                0.0, TimestampsToReturn.Neither, List.of(NodeIds.Server_ServerStatus_StartTime))
            .get(within.toNanos(), TimeUnit.NANOSECONDS)
            .get(0)
            .getValue()
            .getValue();
    return told instanceof DateTime start && start.isValid() && start.getUtcTime() > 0
        ? start
        : null;
  }
}
