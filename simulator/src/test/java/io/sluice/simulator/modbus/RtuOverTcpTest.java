package io.sluice.simulator.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.simulator.PlantOptions;
import io.sluice.simulator.VirtualPlant;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pump's PLC by RTU frames, byte by byte. Check sums were worked out by another program. */
class RtuOverTcpTest {
  /** Unit 1, function 03, registers 0 and 1. */
  private static final String READ_SPEED = "010300000002c40b";

  private VirtualPlant plant;

  @BeforeEach
  void start() throws Exception {
    plant = VirtualPlant.start(PlantOptions.defaults(1));
  }

  @AfterEach
  void stop() {
    plant.close();
  }

  @Test
  void aRegisterIsReadWithARightCheckSum() throws Exception {
    try (Socket client = connect()) {
      byte[] answer = ask(client, READ_SPEED, 9);

      assertThat(HexFormat.of().formatHex(answer, 0, 3)).isEqualTo("010304");
      assertThat(ByteBuffer.wrap(answer).getFloat(3)).isBetween(1_400f, 1_700f);
      assertThat(checkSum(answer)).as("a frame with its own check sum leaves none").isZero();
    }
  }

  @Test
  void anExceptionHasARightCheckSumToo() throws Exception {
    try (Socket client = connect()) {
      assertThat(HexFormat.of().formatHex(ask(client, "01031388000100a4", 5)))
          .isEqualTo("018302c0f1");
    }
  }

  @Test
  void aRequestInPiecesIsAnswered() throws Exception {
    try (Socket client = connect()) {
      for (byte one : HexFormat.of().parseHex(READ_SPEED)) {
        client.getOutputStream().write(one);
        client.getOutputStream().flush();
      }
      assertThat(client.getInputStream().readNBytes(9)).hasSize(9);
    }
  }

  @Test
  void aRequestWithAWrongCheckSumIsNotAnswered() throws Exception {
    try (Socket client = connect()) {
      client.setSoTimeout(200);
      client.getOutputStream().write(HexFormat.of().parseHex("010300000002c40c"));
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void severalClientsAreServedAndAnotherUnitIsSilent() throws Exception {
    try (Socket one = connect();
        Socket two = connect()) {
      assertThat(ask(one, READ_SPEED, 9)).hasSize(9);
      assertThat(ask(two, READ_SPEED, 9)).hasSize(9);
      two.setSoTimeout(200);
      two.getOutputStream().write(HexFormat.of().parseHex("020300000002c438"));
      assertThatThrownBy(() -> two.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void itFallsSilentWithThePlcAndIsBackOnItsPort() throws Exception {
    int port = plant.modbusRtuPort();
    plant.stopModbus();
    assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    plant.startModbus();
    assertThat(plant.modbusRtuPort()).isEqualTo(port);
    try (Socket client = connect()) {
      assertThat(ask(client, READ_SPEED, 9)).hasSize(9);
    }
  }

  private Socket connect() throws Exception {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), plant.modbusRtuPort());
    socket.setSoTimeout(5_000);
    return socket;
  }

  private static byte[] ask(Socket client, String request, int length) throws Exception {
    client.getOutputStream().write(HexFormat.of().parseHex(request));
    InputStream in = client.getInputStream();
    return in.readNBytes(length);
  }

  /** Bit by bit (Modbus over Serial Line V1.02, 6.2.2), not by the table that the server uses. */
  private static int checkSum(byte[] frame) {
    int sum = 0xFFFF;
    for (byte one : frame) {
      sum ^= one & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xA001;
      }
    }
    return sum;
  }
}
