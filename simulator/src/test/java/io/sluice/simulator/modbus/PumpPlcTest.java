package io.sluice.simulator.modbus;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.exceptions.ModbusTimeoutException;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.tcp.client.NettyTcpClientTransport;
import io.sluice.simulator.Fault;
import io.sluice.simulator.HandTime;
import io.sluice.simulator.PlantOptions;
import io.sluice.simulator.PlantPorts;
import io.sluice.simulator.VirtualPlant;
import io.sluice.simulator.instruments.PlantTag;
import io.sluice.simulator.instruments.Protocol;
import io.sluice.simulator.instruments.TagList;
import io.sluice.simulator.instruments.WriteRecord;
import io.sluice.simulator.process.Point;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PumpPlcTest {
  private static final int SPEED_SP = 9;
  private final HandTime time = new HandTime();
  private VirtualPlant plant;
  private ModbusTcpClient client;

  @BeforeEach
  void start() throws Exception {
    plant = VirtualPlant.start(PlantOptions.defaults(1), time);
    client = client(plant.modbusPort());
    client.connect();
  }

  @AfterEach
  void stop() throws Exception {
    client.disconnect();
    plant.close();
  }

  @Test
  void everyTagReadsWhatTheInstrumentShows() throws Exception {
    time.advance(Duration.ofSeconds(1));
    for (PlantTag tag : TagList.PUMP.tags()) {
      int address = Integer.parseInt(tag.address()) - 40001;
      double read = Registers.value(tag, read(address, tag.type().registers()));

      assertThat(read).as(tag.name()).isEqualTo(plant.measures().get(tag.name()));
      assertThat(read).as(tag.name()).isBetween(tag.low(), tag.high());
    }
  }

  @Test
  void theWholeMapIsReadInOneRequest() throws Exception {
    ByteBuffer all = read(0, 16);

    assertThat(all.getFloat()).isCloseTo(1600f, within(20f));
    assertThat(all.getShort() * 0.1).isBetween(150.0, 300.0);
  }

  @Test
  void registersWithoutATagAreRefusedWith02() {
    assertThat(exception(() -> read(16, 1))).isEqualTo(2);
    assertThat(exception(() -> read(0, 17))).isEqualTo(2);
    assertThat(exception(() -> read(65_535, 1))).isEqualTo(2);
  }

  @Test
  void quantitiesOutOfBoundsAreRefusedWith03() {
    assertThat(exception(() -> read(0, 0))).isEqualTo(3);
    assertThat(exception(() -> read(0, 126))).isEqualTo(3);
  }

  @Test
  void otherFunctionsAreRefusedWith01() {
    assertThat(exception(() -> client.readInputRegisters(1, new ReadInputRegistersRequest(0, 1))))
        .isEqualTo(1);
  }

  @Test
  void anotherUnitGivesNoAnswer() {
    assertThatThrownBy(() -> client.readHoldingRegisters(2, new ReadHoldingRegistersRequest(0, 1)))
        .isInstanceOf(ModbusTimeoutException.class);
  }

  @Test
  void aWrittenSetpointIsReadBackAtOnceAndMovesTheProcess() throws Exception {
    writeFloat(SPEED_SP, 1200.5f);

    assertThat(read(SPEED_SP, 2).getFloat()).isEqualTo(1200.5f);
    time.advance(Duration.ofSeconds(4));
    assertThat(plant.measures().get("pump-1/speed")).isCloseTo(1200.5, within(10.0));
    assertThat(plant.writeLog())
        .singleElement()
        .satisfies(
            write -> {
              assertThat(write.protocol()).isEqualTo(Protocol.MODBUS);
              assertThat(write.tag()).isEqualTo("pump-1/speed-sp");
              assertThat(write.raw()).isEqualTo("44961000");
              assertThat(write.value()).hasValue(1200.5);
              assertThat(write.accepted()).isTrue();
            });
  }

  @Test
  void theAliveCountIsOneRegister() throws Exception {
    client.writeSingleRegister(1, new WriteSingleRegisterRequest(15, 40_000));

    assertThat(Short.toUnsignedInt(read(15, 1).getShort())).isEqualTo(40_000);
  }

  @Test
  void aMeasurementCannotBeWrittenAndTheTryIsLogged() {
    assertThat(
            exception(() -> client.writeSingleRegister(1, new WriteSingleRegisterRequest(2, 77))))
        .isEqualTo(2);
    assertThat(plant.writeLog())
        .extracting(WriteRecord::tag, WriteRecord::raw, WriteRecord::accepted)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("pump-1/flow", "004d", false));
  }

  @Test
  void halfASetpointIsRefused() {
    int before = plant.writeLog().size();

    assertThat(
            exception(
                () -> client.writeSingleRegister(1, new WriteSingleRegisterRequest(SPEED_SP, 1))))
        .isEqualTo(2);
    assertThat(plant.writeLog()).hasSize(before + 1);
    assertThat(plant.measures().get("pump-1/speed-sp")).isEqualTo(1600.0);
  }

  @Test
  void aWriteAcrossASetpointAndAMeasurementChangesNothing() {
    byte[] three = ByteBuffer.allocate(6).putFloat(900f).putShort((short) 1).array();

    assertThat(
            exception(
                () ->
                    client.writeMultipleRegisters(
                        1, new WriteMultipleRegistersRequest(SPEED_SP, 3, three))))
        .isEqualTo(2);
    assertThat(plant.measures().get("pump-1/speed-sp")).isEqualTo(1600.0);
  }

  @Test
  void aSpeedBeyondTheDriveIsRefusedWith03() {
    assertThat(exception(() -> writeFloat(SPEED_SP, 2500f))).isEqualTo(3);
    assertThat(exception(() -> writeFloat(SPEED_SP, Float.NaN))).isEqualTo(3);
    assertThat(plant.writeLog()).extracting(WriteRecord::accepted).containsOnly(false);
  }

  @Test
  void aFailedSensorShowsItsLowestInteger() throws Exception {
    plant.inject(new Fault.FailedSensor(Point.PUMP_FLOW));
    time.advance(Duration.ofMillis(20));

    assertThat(read(2, 1).getShort()).isEqualTo(Short.MIN_VALUE);
    assertThat(plant.measures()).doesNotContainKey("pump-1/flow");
  }

  @Test
  void aStuckSensorGoesOnShowingItsLastValue() throws Exception {
    short before = read(2, 1).getShort();
    plant.inject(Fault.parse("stuck-sensor(pump-1/flow)"));
    writeFloat(SPEED_SP, 1000f);
    time.advance(Duration.ofSeconds(10));
    assertThat(read(2, 1).getShort()).isEqualTo(before);

    plant.clear(Fault.parse("stuck-sensor(pump-1/flow)"));
    time.advance(Duration.ofMillis(20));
    assertThat(read(2, 1).getShort()).isLessThan(before);
  }

  @Test
  void aCutLinkRefusesAndMendsOnTheSamePortWhileThePlantRunsOn() throws Exception {
    int port = plant.modbusPort();
    Duration before = plant.plantTime();
    try (Socket idle = new Socket(InetAddress.getLoopbackAddress(), port)) {
      idle.setSoTimeout(5_000);
      plant.inject(new Fault.LinkDown(Protocol.MODBUS));

      assertThat(end(idle)).as("end of stream").isEqualTo(-1);
    }
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(IOException.class);
    time.advance(Duration.ofSeconds(1));
    assertThat(plant.plantTime()).isEqualTo(before.plusSeconds(1));

    plant.clear(new Fault.LinkDown(Protocol.MODBUS));
    assertThat(plant.modbusPort()).isEqualTo(port);
    new Socket(InetAddress.getLoopbackAddress(), port).close();
  }

  /**
   * A cut shows as the end of the stream, or as a reset where nobody had accepted the socket yet.
   */
  private static int end(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read();
    } catch (SocketException reset) {
      return -1;
    }
  }

  @Test
  void aPlcThatPowersUpOnACutLinkIsHeardOnceItIsMended() throws Exception {
    plant.inject(new Fault.LinkDown(Protocol.MODBUS));
    plant.stopModbus();
    plant.startModbus();
    int port = plant.modbusPort();
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(IOException.class);

    plant.clear(new Fault.LinkDown(Protocol.MODBUS));
    new Socket(InetAddress.getLoopbackAddress(), port).close();
  }

  @Test
  void aRestartedPlcAnswersOnTheSamePort() throws Exception {
    int port = plant.modbusPort();
    plant.stopModbus();
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(IOException.class);
    plant.startModbus();

    ModbusTcpClient again = client(port);
    again.connect();
    assertThat(again.readHoldingRegisters(1, new ReadHoldingRegistersRequest(0, 2)).registers())
        .hasSize(4);
    again.disconnect();
  }

  @Test
  void anUnknownFunctionIsAnsweredWith01() throws Exception {
    try (Socket raw = new Socket(InetAddress.getLoopbackAddress(), plant.modbusPort())) {
      raw.setSoTimeout(5_000);
      raw.getOutputStream().write(new byte[] {0, 7, 0, 0, 0, 3, 1, 99, 0});

      assertThat(raw.getInputStream().readNBytes(9))
          .isEqualTo(new byte[] {0, 7, 0, 0, 0, 3, 1, (byte) (99 + 0x80), 1});
    }
  }

  @Test
  void nonsenseOnTheWireClosesThatConnectionOnly() throws Exception {
    try (Socket noisy = new Socket(InetAddress.getLoopbackAddress(), plant.modbusPort())) {
      noisy.setSoTimeout(5_000);
      noisy.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".repeat(400).getBytes(US_ASCII));
      noisy.shutdownOutput();
      assertThat(noisy.getInputStream().readAllBytes()).isNotNull();
    }

    assertThat(read(0, 2).getFloat()).isGreaterThan(1000f);
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PlantOptions options =
          new PlantOptions(
              1,
              new PlantPorts(taken.getLocalPort(), 0, 0, 0, 0),
              Duration.ofMillis(20),
              io.sluice.simulator.Scenario.NONE);
      assertThatThrownBy(() -> VirtualPlant.start(options, time))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
    }
  }

  private ByteBuffer read(int address, int quantity) throws Exception {
    return ByteBuffer.wrap(
        client
            .readHoldingRegisters(1, new ReadHoldingRegistersRequest(address, quantity))
            .registers());
  }

  private void writeFloat(int address, float value) throws Exception {
    byte[] words = ByteBuffer.allocate(4).putFloat(value).array();
    client.writeMultipleRegisters(1, new WriteMultipleRegistersRequest(address, 2, words));
  }

  private interface Request {
    void send() throws Exception;
  }

  private static int exception(Request request) {
    try {
      request.send();
      return 0;
    } catch (ModbusResponseException refused) {
      return refused.getExceptionCode();
    } catch (Exception other) {
      throw new AssertionError(other);
    }
  }

  private static ModbusTcpClient client(int port) {
    return ModbusTcpClient.create(
        NettyTcpClientTransport.create(
            cfg -> {
              cfg.setHostname("127.0.0.1");
              cfg.setPort(port);
            }),
        cfg -> cfg.setRequestTimeout(Duration.ofSeconds(1)));
  }
}
