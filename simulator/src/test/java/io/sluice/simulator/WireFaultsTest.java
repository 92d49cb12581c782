package io.sluice.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.simulator.instruments.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The plant's wire faults as a Modbus client meets them, byte by byte. */
class WireFaultsTest {
  /** Read two registers from register 0 of unit 1, transaction 7. */
  private static final byte[] REQUEST = {0, 7, 0, 0, 0, 6, 1, 3, 0, 0, 0, 2};

  private static final int ANSWER = 13;

  private final HandTime time = new HandTime();
  private VirtualPlant plant;
  private Socket client;

  @BeforeEach
  void connect() throws IOException {
    plant = VirtualPlant.start(PlantOptions.defaults(1), time);
    client = socket();
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    plant.close();
  }

  @Test
  void aWrongTransactionIdIsAnotherThanWasAsked() throws IOException {
    byte[] told = during("wrong-transaction-id(modbus)", ANSWER);
    assertThat(told[1]).isEqualTo((byte) (7 ^ 0x55));
    assertThat(ask(ANSWER)[1]).as("once it is over").isEqualTo((byte) 7);
    assertThat(plant.wire(Protocol.MODBUS).hits("wrong-transaction-id")).isEqualTo(1);
  }

  @Test
  void anExceptionCodeAnswersEveryRequest() throws IOException {
    assertThat(during("exception-codes(modbus, 6)", 9))
        .isEqualTo(new byte[] {0, 7, 0, 0, 0, 3, 1, (byte) 0x83, 6});
    assertThat(ask(ANSWER)[7]).isEqualTo((byte) 3);
  }

  @Test
  void aTruncatedFrameIsHalfOfIt() throws IOException {
    assertThat(during("truncated-frames(modbus)", 7)).hasSize(7);
    assertThat(ask(ANSWER)[1]).isEqualTo((byte) 7);
  }

  @Test
  void aSlowServerTakesItsTime() throws IOException {
    long began = System.nanoTime();
    during("slow(modbus)", ANSWER);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(240));
  }

  @Test
  void aHalfOpenConnectionStaysAndSaysNothing() throws IOException {
    client.setSoTimeout(200);
    assertThatThrownBy(() -> during("half-open(modbus)", 1))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void wordsChangePlaces() throws IOException {
    byte[] right = ask(ANSWER);
    byte[] swapped = during("word-swap(pump-1/speed)", ANSWER);
    short high = ByteBuffer.wrap(right, 9, 2).getShort();
    assertThat(ByteBuffer.wrap(swapped, 11, 2).getShort()).isEqualTo(high);
  }

  @Test
  void aVanishedRegisterIsAnIllegalAddress() throws IOException {
    assertThat(during("node-vanished(pump-1/speed)", 9)[8]).isEqualTo((byte) 2);
    assertThat(ask(ANSWER)[7]).isEqualTo((byte) 3);
  }

  @Test
  void aNanIsShownAsOne() throws IOException {
    assertThat(ByteBuffer.wrap(during("nan(pump-1/speed)", ANSWER), 9, 4).getFloat()).isNaN();
  }

  @Test
  void aRestartIsAsLongAsItLasts() throws IOException {
    Fault restart = Fault.parse("restart(modbus)");
    plant.inject(restart);
    assertThatThrownBy(this::socket).isInstanceOf(IOException.class);
    plant.clear(restart);
    client = socket();
    assertThat(ask(ANSWER)).hasSize(ANSWER);
  }

  @Test
  void theOpcUaServersClockCertificateAndNodesAreFaultsToo() {
    for (String fault :
        List.of(
            "server-clock-off(-3600 s)",
            "certificate-expiring(3 d)",
            "node-vanished(exchanger-1/duty)")) {
      plant.inject(Fault.parse(fault));
      assertThat(plant.faults()).containsExactly(Fault.parse(fault));
      plant.clear(Fault.parse(fault));
    }
    assertThat(plant.faults()).isEmpty();
  }

  @Test
  void aScenarioCutsAndHealsTheWire() throws IOException {
    plant.close();
    Scenario scenario =
        Scenario.parse(
            "{\"faults\": [{\"fault\": \"exception-codes(modbus, 5)\", \"at\": \"1 s\","
                + " \"for\": \"2 s\"}]}");
    plant = VirtualPlant.start(PlantOptions.defaults(1).with(scenario), time);
    client = socket();
    time.advance(Duration.ofMillis(1_500));
    await().until(() -> !plant.faults().isEmpty());
    assertThat(ask(9)[8]).isEqualTo((byte) 5);
    time.advance(Duration.ofSeconds(2));
    await().until(() -> plant.faults().isEmpty());
    assertThat(ask(ANSWER)[7]).isEqualTo((byte) 3);
  }

  private byte[] during(String fault, int bytes) throws IOException {
    plant.inject(Fault.parse(fault));
    time.advance(Duration.ofMillis(20));
    try {
      return ask(bytes);
    } finally {
      plant.clear(Fault.parse(fault));
      time.advance(Duration.ofMillis(20));
    }
  }

  private byte[] ask(int bytes) throws IOException {
    client.getOutputStream().write(REQUEST);
    return client.getInputStream().readNBytes(bytes);
  }

  private Socket socket() throws IOException {
    Socket fresh = new Socket(InetAddress.getLoopbackAddress(), plant.modbusPort());
    fresh.setSoTimeout(5_000);
    return fresh;
  }
}
