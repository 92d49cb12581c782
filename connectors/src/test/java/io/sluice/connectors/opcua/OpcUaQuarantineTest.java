package io.sluice.connectors.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfigLimits;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateMonitoredItemsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One node in trouble costs the others nothing, and no server is asked for more than it takes. */
class OpcUaQuarantineTest {
  private final OpcUaPeer peer;
  private final Site site;

  OpcUaQuarantineTest() throws Exception {
    peer = new OpcUaPeer();
    peer.put("a", 1.0);
    peer.put("b", 2.0);
    site = new Site(peer);
  }

  @AfterEach
  void leave() throws Exception {
    site.close();
  }

  @Test
  void aNodeThatVanishesStandsAloneUntilItIsBack() throws Exception {
    peer.start();
    Connector connector = site.connect("a", "b");
    site.awaitValue("b", 2);
    peer.remove("b");
    site.heard.awaitState(ConnectionState.DEGRADED);
    assertThat(connector.status().lastError()).contains("b is Bad_NodeIdUnknown");
    assertThat(site.codes("b")).endsWith(StatusCode.BAD_NODE_ID_UNKNOWN.code());

    peer.put("a", 10.0);
    site.awaitValue("a", 10);
    peer.put("b", 20.0);
    site.awaitValue("b", 20);
    site.heard.awaitTrue("healed", () -> connector.status().state() == ConnectionState.ONLINE);
    assertThat(connector.status().reconnects()).isZero();
    assertThat(peer.subscriptions()).isEqualTo(1);
  }

  @Test
  void aNodeThatTheRestartedServerLacksIsQuarantined() throws Exception {
    peer.start();
    Connector connector = site.connect("a", "b");
    site.awaitValue("b", 2);
    peer.stop();
    site.wire.cut();
    site.heard.awaitState(ConnectionState.BACKOFF);
    peer.remove("b");
    site.heard.forget();
    peer.start();
    site.awaitValue("a", 1);
    site.heard.awaitState(ConnectionState.DEGRADED);
    assertThat(connector.status().lastError()).contains("b is Bad_NodeIdUnknown");
  }

  @Test
  void aNamespaceWhoseIndexMovedIsFollowed() throws Exception {
    peer.start();
    site.connect("a");
    site.awaitValue("a", 1);
    peer.stop();
    site.wire.cut();
    site.heard.awaitState(ConnectionState.BACKOFF);
    peer.earlierNamespaces = List.of("urn:vendor:one", "urn:vendor:two");
    peer.put("a", 7.0);
    site.heard.forget();
    peer.start();
    site.awaitValue("a", 7);
    assertThat(site.values("a")).containsExactly(7.0);
  }

  @Test
  void noCallHoldsMoreThanTheServerAllows() throws Exception {
    peer.limits = limits(20, 7);
    List<Tag> tags = many(50);
    AtomicInteger largest = new AtomicInteger();
    peer.lie =
        (request, context, honest) -> {
          if (request instanceof CreateMonitoredItemsRequest create) {
            largest.accumulateAndGet(items(create).length, Math::max);
          }
          return honest.get();
        };
    peer.start();
    Connector connector = site.connect(tags);
    site.awaitValue("v49", 49);

    assertThat(largest).hasValue(7);
    assertThat(connector.read(tags).toCompletableFuture().join().size()).isEqualTo(50);
    assertThat(peer.monitoredItems()).isEqualTo(50);
  }

  @Test
  void aServerThatRefusesWhatItAllowsIsAskedForLess() throws Exception {
    List<Tag> tags = many(50);
    peer.lie =
        (request, context, honest) -> {
          int asked =
              request instanceof CreateMonitoredItemsRequest create
                  ? items(create).length
                  : request instanceof ReadRequest read ? nodes(read) : 0;
          boolean tooMany = asked > 12;
          return tooMany
              ? CompletableFuture.failedFuture(new UaException(StatusCodes.Bad_TooManyOperations))
              : honest.get();
        };
    peer.start();
    Connector connector = site.connect(tags);
    site.awaitValue("v49", 49);

    assertThat(peer.monitoredItems()).isEqualTo(50);
    assertThat(connector.read(tags).toCompletableFuture().join().value(49)).isEqualTo(49);
  }

  @Test
  void tagsThatTheServerHasNoRoomForAreReadAndItIsSaid() throws Exception {
    List<Tag> tags = many(50);
    AtomicInteger room = new AtomicInteger(30);
    peer.lie =
        (request, context, honest) -> {
          if (request instanceof CreateMonitoredItemsRequest create
              && room.addAndGet(-items(create).length) < 0) {
            room.addAndGet(items(create).length);
            return CompletableFuture.failedFuture(
                new UaException(StatusCodes.Bad_TooManyMonitoredItems));
          }
          return honest.get();
        };
    peer.start();
    Connector connector = site.connect(tags);
    site.awaitValue("v49", 49);
    site.heard.awaitState(ConnectionState.DEGRADED);
    assertThat(connector.status().lastError())
        .contains("requested 50 tags, the server monitors 30; 20 are read instead");
    peer.put("v49", 490.0);
    site.awaitValue("v49", 490);
    peer.put("v1", 10.0);
    site.awaitValue("v1", 10);
  }

  @Test
  void aDeadbandThatTheServerRefusesIsKeptHere() throws Exception {
    peer.lie =
        (request, context, honest) -> {
          boolean filtered =
              request instanceof CreateMonitoredItemsRequest create && filtered(items(create)[0]);
          return filtered
              ? CompletableFuture.failedFuture(
                  new UaException(StatusCodes.Bad_MonitoredItemFilterUnsupported))
              : honest.get();
        };
    peer.start();
    site.connect(List.of(Site.tag("a", DataType.FLOAT64, 5)));
    site.awaitValue("a", 1);
    peer.put("a", 3.0);
    site.heard.awaitTrue("passed over", new Wait(Duration.ofMillis(200))::over);
    peer.put("a", 9.0);
    site.awaitValue("a", 9);
    assertThat(site.values("a")).containsExactly(1.0, 9.0);
  }

  private List<Tag> many(int count) {
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      peer.put("v" + i, (double) i);
      tags.add(Site.tag("v" + i, DataType.FLOAT64, 0));
    }
    return tags;
  }

  private static MonitoredItemCreateRequest[] items(CreateMonitoredItemsRequest request) {
    MonitoredItemCreateRequest[] items = request.getItemsToCreate();
    return items == null ? new MonitoredItemCreateRequest[0] : items;
  }

  private static boolean filtered(MonitoredItemCreateRequest item) {
    ExtensionObject filter = item.getRequestedParameters().getFilter();
    return filter != null && filter.getEncodingOrTypeId().isNotNull();
  }

  private static int nodes(ReadRequest request) {
    ReadValueId[] nodes = request.getNodesToRead();
    return nodes == null ? 0 : nodes.length;
  }

  private static OpcUaServerConfigLimits limits(int reads, int items) {
    return new OpcUaServerConfigLimits() {
      @Override
      public UInteger getMaxNodesPerRead() {
        return Unsigned.uint(reads);
      }

      @Override
      public UInteger getMaxMonitoredItemsPerCall() {
        return Unsigned.uint(items);
      }
    };
  }
}
