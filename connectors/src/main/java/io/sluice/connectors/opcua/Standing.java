package io.sluice.connectors.opcua;

import io.sluice.connectors.StatusCode;
import io.sluice.connectors.TagGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UByte;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSubscriptionResponse;

/**
 * One group's subscription as it stands on the server. It outlives a broken session there, and is
 * then taken over by the next. Owned by one thread at a time: who opens a session, then the
 * connection's loop.
 */
final class Standing {
  private static final double KEEP_ALIVE_MILLIS = 1_000;

  /** Keep-alive times after which the server may forget a subscription that nobody reads. */
  private static final int LIFETIME_KEEP_ALIVES = 60;

  /** A response stays well below the usual largest message of 2 MB. */
  private static final UInteger NOTIFICATIONS_PER_PUBLISH = Unsigned.uint(10_000);

  private static final UByte PRIORITY = Unsigned.ubyte(0);

  private final UInteger id;
  private final MessageOrder<Delivery> order;
  private final Map<Integer, Long> items = new HashMap<>();
  private final Map<Integer, StatusCode> refused = new HashMap<>();
  private RevisedValues revised;
  private int transfers;
  private boolean retains;

  private Standing(UInteger id, RevisedValues revised) {
    this.id = id;
    this.revised = revised;
    this.order = new MessageOrder<>();
  }

  /** Makes subscription and items on the server; blocks. */
  static Standing create(
      OpcUaClient client,
      ItemRequests requests,
      TagGroup group,
      OpcUaOptions.PublishGroup asked,
      Duration within)
      throws ExecutionException, InterruptedException, TimeoutException {
    double publishing = asked.publishing().toNanos() / 1e6;
    long keepAlives = Math.max(1, Math.round(KEEP_ALIVE_MILLIS / publishing));
    CreateSubscriptionResponse made =
        client
            .createSubscriptionAsync(
                publishing,
                Unsigned.uint(LIFETIME_KEEP_ALIVES * keepAlives),
                Unsigned.uint(keepAlives),
                NOTIFICATIONS_PER_PUBLISH,
                true,
                PRIORITY)
            .get(within.toNanos(), TimeUnit.NANOSECONDS);
    Standing standing =
        new Standing(
            made.getSubscriptionId(),
            RevisedValues.of(
                made.getRevisedPublishingInterval(),
                made.getRevisedMaxKeepAliveCount().longValue(),
                asked));
    List<Integer> all = IntStream.range(0, group.tags().size()).boxed().toList();
    standing.take(
        requests
            .create(standing.id, all)
            .get(within.multipliedBy(3).plusMillis(all.size()).toNanos(), TimeUnit.NANOSECONDS),
        asked);
    standing.revised.tell(group, asked);
    return standing;
  }

  /** What came of tags that were asked for. */
  void take(List<ItemRequests.Outcome> outcomes, OpcUaOptions.PublishGroup asked) {
    for (ItemRequests.Outcome outcome : outcomes) {
      if (outcome.monitored()) {
        items.put(outcome.tag(), outcome.item());
        refused.remove(outcome.tag());
      } else {
        items.remove(outcome.tag());
        refused.put(outcome.tag(), outcome.status());
      }
    }
    revised = revised.with(outcomes, asked);
  }

  UInteger id() {
    return id;
  }

  RevisedValues revised() {
    return revised;
  }

  /** Its notification messages, given out up to here. */
  MessageOrder<Delivery> order() {
    return order;
  }

  /** A publish response came, and told whether the server keeps messages. */
  void retains(boolean keptMessages) {
    retains |= keptMessages;
  }

  /** Another session took it over. */
  void transferred() {
    transfers++;
  }

  /** One take-over less to be accounted for; false where there is none. */
  boolean takeTransfer() {
    if (transfers == 0) {
      return false;
    }
    transfers--;
    return true;
  }

  /** Whether the server has shown that it keeps messages until they are acknowledged. */
  boolean retains() {
    return retains;
  }

  /** The server's number of a tag's monitored item, 0 where it has none. */
  long item(int tag) {
    return items.getOrDefault(tag, 0L);
  }

  /** A tag that has no item any more, and why. */
  void drop(int tag, StatusCode reason) {
    items.remove(tag);
    refused.put(tag, reason);
  }

  /** How many tags the server monitors. */
  int monitored() {
    return items.size();
  }

  /** Tags that the server does not monitor, and why. */
  Map<Integer, StatusCode> refused() {
    return refused;
  }

  /** Their indexes. */
  List<Integer> refusedTags() {
    return new ArrayList<>(refused.keySet());
  }
}
