package io.sluice.simulator.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.simulator.Fault;
import io.sluice.simulator.HandTime;
import io.sluice.simulator.PlantOptions;
import io.sluice.simulator.PlantPorts;
import io.sluice.simulator.Scenario;
import io.sluice.simulator.VirtualPlant;
import io.sluice.simulator.instruments.PlantTag;
import io.sluice.simulator.instruments.Protocol;
import io.sluice.simulator.instruments.TagList;
import io.sluice.simulator.process.Point;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExchangerServerTest {
  private static final NodeId VALVE_SP = new NodeId(2, "exchanger-1/coolant-valve-sp");
  private static final NodeId DUTY = new NodeId(2, "exchanger-1/duty");
  private final HandTime time = new HandTime();
  private VirtualPlant plant;
  private OpcUaClient client;

  @BeforeEach
  void start() throws Exception {
    plant = VirtualPlant.start(PlantOptions.defaults(1), time);
    client = connect();
  }

  @AfterEach
  void stop() throws Exception {
    client.disconnect();
    plant.close();
  }

  @Test
  void everyTagIsReadByTheAddressOfTheTagList() throws Exception {
    time.advance(Duration.ofSeconds(1));
    for (PlantTag tag : TagList.EXCHANGER.tags()) {
      NodeId node =
          ExpandedNodeId.parse(tag.address()).toNodeId(client.getNamespaceTable()).orElseThrow();
      DataValue read = client.readValue(0, TimestampsToReturn.Both, node);

      assertThat(read.statusCode().isGood()).as(tag.name()).isTrue();
      assertThat(read.value().value()).isEqualTo(plant.measures().get(tag.name()));
      assertThat(read.sourceTime()).isEqualTo(new DateTime(time.now()));
    }
  }

  @Test
  void theNodesAreFoundByBrowsing() throws Exception {
    var folder =
        client.getAddressSpace().browseNodes(NodeIds.ObjectsFolder).stream()
            .filter(node -> "exchanger-1".equals(node.getBrowseName().name()))
            .findFirst()
            .orElseThrow();

    assertThat(client.getAddressSpace().browseNodes(folder))
        .extracting(node -> node.getNodeId().getIdentifier())
        .containsExactlyElementsOf(
            TagList.EXCHANGER.tags().stream().map(tag -> (Object) tag.name()).toList());
  }

  @Test
  void aSubscriberGetsEachChangeWithTheTimeItWasMeasured() throws Exception {
    BlockingQueue<DataValue> received = subscribe(DUTY, 20);
    DataValue first = received.poll(10, TimeUnit.SECONDS);
    assertThat(first).isNotNull();

    time.jump(Duration.ofMillis(20));
    DataValue second = received.poll(10, TimeUnit.SECONDS);

    assertThat(second).isNotNull();
    assertThat(second.sourceTime()).isEqualTo(new DateTime(time.now()));
    assertThat(second.value().value()).isEqualTo(plant.measures().get("exchanger-1/duty"));
  }

  @Test
  void samplingIntervalZeroIsRevisedAndASlowOneThinsOut() throws Exception {
    BlockingQueue<DataValue> received = subscribe(DUTY, 200);
    assertThat(received.poll(10, TimeUnit.SECONDS)).isNotNull();

    time.advance(Duration.ofSeconds(1));
    int values = 0;
    while (received.poll(500, TimeUnit.MILLISECONDS) != null) {
      values++;
    }

    assertThat(values).isEqualTo(5);
    OpcUaMonitoredItem item = OpcUaMonitoredItem.newDataItem(DUTY);
    item.setSamplingInterval(0);
    OpcUaSubscription other = new OpcUaSubscription(client, 50);
    other.create();
    other.addMonitoredItem(item);
    other.synchronizeMonitoredItems();
    assertThat(item.getRevisedSamplingInterval()).hasValue(20.0);
  }

  @Test
  void aFailedSensorIsBadSensorFailureWithoutValue() throws Exception {
    plant.inject(new Fault.FailedSensor(Point.EXCHANGER_DUTY));
    time.advance(Duration.ofMillis(20));

    DataValue read = client.readValue(0, TimestampsToReturn.Both, DUTY);

    assertThat(read.statusCode().value()).isEqualTo(StatusCodes.Bad_SensorFailure);
    assertThat(read.value().value()).isNull();
  }

  @Test
  void aWrittenSetpointIsReadBackAtOnceAndMovesTheValve() throws Exception {
    assertThat(write(VALVE_SP, Variant.ofDouble(72.5))).isEqualTo(StatusCode.GOOD);

    assertThat(client.readValue(0, TimestampsToReturn.Both, VALVE_SP).value().value())
        .isEqualTo(72.5);
    time.advance(Duration.ofSeconds(10));
    assertThat(plant.measures().get("exchanger-1/coolant-valve")).isCloseTo(72.5, within(1.0));
    assertThat(plant.writeLog())
        .singleElement()
        .satisfies(
            write -> {
              assertThat(write.protocol()).isEqualTo(Protocol.OPCUA);
              assertThat(write.tag()).isEqualTo("exchanger-1/coolant-valve-sp");
              assertThat(write.accepted()).isTrue();
              assertThat(write.value()).hasValue(72.5);
            });
  }

  @Test
  void aReadBackNeverShowsAnOlderSetpointHoweverFastThePlantSteps() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Thread stepping =
        new Thread(
            () -> {
              while (!done.get()) {
                time.jump(Duration.ofMillis(20));
              }
            });
    stepping.start();
    try {
      for (int i = 0; i < 60; i++) {
        double value = i / 4.0;
        assertThat(write(VALVE_SP, Variant.ofDouble(value))).isEqualTo(StatusCode.GOOD);
        assertThat(client.readValue(0, TimestampsToReturn.Both, VALVE_SP).value().value())
            .isEqualTo(value);
      }
    } finally {
      done.set(true);
      stepping.join(10_000);
    }
  }

  @Test
  void aMeasurementCannotBeWrittenAndTheTryIsLogged() throws Exception {
    assertThat(write(DUTY, Variant.ofDouble(1)).isBad()).isTrue();

    assertThat(plant.writeLog())
        .singleElement()
        .satisfies(
            write -> {
              assertThat(write.tag()).isEqualTo("exchanger-1/duty");
              assertThat(write.accepted()).isFalse();
              assertThat(write.reason()).isNotEmpty();
            });
  }

  @Test
  void wrongTypesAndValuesAreRefused() throws Exception {
    assertThat(write(VALVE_SP, Variant.ofString("wide")).value())
        .isEqualTo(StatusCodes.Bad_TypeMismatch);
    assertThat(write(VALVE_SP, Variant.ofFloat(5f)).value())
        .isEqualTo(StatusCodes.Bad_TypeMismatch);
    assertThat(write(VALVE_SP, Variant.ofDouble(101)).value())
        .isEqualTo(StatusCodes.Bad_OutOfRange);
    assertThat(write(VALVE_SP, Variant.ofDouble(Double.NaN)).value())
        .isEqualTo(StatusCodes.Bad_OutOfRange);
    assertThat(plant.writeLog()).hasSize(4).noneMatch(write -> write.accepted());
    assertThat(plant.measures().get("exchanger-1/coolant-valve-sp")).isEqualTo(50.0);
  }

  @Test
  void aRestartedServerHasForgottenItsSessionsAndServesNewOnes() throws Exception {
    String url = plant.opcUaUrl();
    plant.stopOpcUa();
    assertThatThrownBy(this::openSocket).isInstanceOf(IOException.class);
    plant.startOpcUa();

    assertThat(plant.opcUaUrl()).isEqualTo(url);
    OpcUaClient fresh = connect();
    assertThat(fresh.readValue(0, TimestampsToReturn.Both, DUTY).statusCode().isGood()).isTrue();
    fresh.disconnect();
  }

  @Test
  void aCutLinkKeepsTheSessionAndItsSubscription() throws Exception {
    BlockingQueue<DataValue> received = subscribe(DUTY, 20);
    assertThat(received.poll(10, TimeUnit.SECONDS)).isNotNull();

    plant.inject(new Fault.LinkDown(Protocol.OPCUA));
    assertThatThrownBy(this::openSocket).isInstanceOf(IOException.class);
    time.advance(Duration.ofSeconds(1));
    plant.clear(new Fault.LinkDown(Protocol.OPCUA));

    DataValue after = received.poll(30, TimeUnit.SECONDS);
    assertThat(after).as("a value measured while the link was down").isNotNull();
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PlantOptions options =
          new PlantOptions(
              1,
              new PlantPorts(0, 0, taken.getLocalPort(), 0, 0),
              Duration.ofMillis(20),
              Scenario.NONE);
      assertThatThrownBy(() -> VirtualPlant.start(options, time))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
    }
  }

  private void openSocket() throws IOException {
    URI url = URI.create(plant.opcUaUrl());
    new Socket(InetAddress.getLoopbackAddress(), url.getPort()).close();
  }

  private StatusCode write(NodeId node, Variant value) throws Exception {
    return client.writeValues(List.of(node), List.of(DataValue.valueOnly(value))).get(0);
  }

  private BlockingQueue<DataValue> subscribe(NodeId node, double sampling) throws Exception {
    BlockingQueue<DataValue> received = new LinkedBlockingQueue<>();
    OpcUaSubscription subscription = new OpcUaSubscription(client, 50);
    subscription.create();
    OpcUaMonitoredItem item = OpcUaMonitoredItem.newDataItem(node);
    item.setSamplingInterval(sampling);
    item.setQueueSize(UInteger.valueOf(200));
    item.setDataValueListener((monitored, value) -> received.add(value));
    subscription.addMonitoredItem(item);
    subscription.synchronizeMonitoredItems();
    return received;
  }

  private OpcUaClient connect() throws Exception {
    OpcUaClient fresh = OpcUaClient.create(plant.opcUaUrl());
    fresh.connect();
    return fresh;
  }
}
