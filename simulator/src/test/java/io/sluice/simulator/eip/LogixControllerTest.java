package io.sluice.simulator.eip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.simulator.HandTime;
import io.sluice.simulator.PlantOptions;
import io.sluice.simulator.VirtualPlant;
import io.sluice.simulator.instruments.Protocol;
import io.sluice.simulator.instruments.TagList;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The controller on its socket. */
class LogixControllerTest {
  private static final String REGISTER = "65 00 04 00" + zeros(20) + " 01 00 00 00";

  private final TagTable tags = new TagTable().put("rate", CipType.DINT, 534);
  private LogixController controller;

  @BeforeEach
  void start() throws IOException {
    controller = new LogixController(tags, 0);
    controller.start();
  }

  @AfterEach
  void stop() {
    controller.close();
  }

  /** A socket that sends and receives whole frames. */
  private static final class Client implements AutoCloseable {
    private final Socket socket;
    private int session;

    Client(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(5_000);
    }

    Client register() throws IOException {
      byte[] reply = exchange(Hex.bytes(REGISTER));
      session = little(reply).getInt(4);
      return this;
    }

    byte[] exchange(byte[] frame) throws IOException {
      send(frame);
      return receive();
    }

    void send(byte[] frame) throws IOException {
      socket.getOutputStream().write(frame);
      socket.getOutputStream().flush();
    }

    byte[] receive() throws IOException {
      byte[] head = socket.getInputStream().readNBytes(24);
      if (head.length < 24) {
        throw new EOFException("closed");
      }
      int length = little(head).getShort(2) & 0xFFFF;
      byte[] rest = socket.getInputStream().readNBytes(length);
      return ByteBuffer.allocate(24 + length).put(head).put(rest).array();
    }

    /** The CIP answer to an unconnected request. */
    String ask(String request) throws IOException {
      byte[] message = Hex.bytes(request);
      byte[] reply = exchange(frame(0x6F, session, Items.unconnected(message)));
      byte[] cip = new byte[reply.length - 40];
      System.arraycopy(reply, 40, cip, 0, cip.length);
      return Hex.text(cip);
    }

    boolean closed() throws IOException {
      return socket.getInputStream().read() < 0;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void aSessionIsRegisteredAndATagRead() throws IOException {
    try (Client client = new Client(controller.port()).register()) {
      assertThat(client.session).isNotZero();
      assertThat(client.ask("4c 03 91 04 'rate' 01 00")).isEqualTo("cc 00 00 00 c4 00 16 02 00 00");
    }
  }

  @Test
  void servicesAndIdentityAreToldWithoutASession() throws IOException {
    try (Client client = new Client(controller.port())) {
      byte[] services = client.exchange(frame(0x04, 0, new byte[0]));
      assertThat(Hex.text(services)).contains("01 00 00 01 14 00 01 00 20 00 43 6f 6d 6d");
      byte[] identity = client.exchange(frame(0x63, 0, new byte[0]));
      assertThat(new String(identity, java.nio.charset.StandardCharsets.ISO_8859_1))
          .contains(Identity.NAME);
    }
  }

  @Test
  void withoutItsSessionAndWithAnUnknownCommandThereIsAStatus() throws IOException {
    try (Client client = new Client(controller.port())) {
      byte[] stranger = client.exchange(frame(0x6F, 77, Items.unconnected(new byte[2])));
      assertThat(little(stranger).getInt(8)).isEqualTo(0x64);
      assertThat(little(client.exchange(frame(0x33, 0, new byte[0]))).getInt(8)).isEqualTo(1);
      byte[] wrong = Hex.bytes(REGISTER);
      wrong[24] = 9;
      assertThat(little(client.exchange(wrong)).getInt(8)).isEqualTo(0x69);
    }
  }

  @Test
  void aRepeatedSequenceCountIsAnsweredButNotCarriedOutAgain() throws IOException {
    try (Client client = new Client(controller.port()).register()) {
      String opened =
          client.ask(
              "5b 02 20 06 24 01 0a 0e 00 00 00 00 78 56 34 12 42 42 33 33 37 13 00 00 00 00 00 00"
                  + " 40 1f 00 00 a2 0f 00 42 40 1f 00 00 a2 0f 00 42 a3 03 01 00 20 02 24 01");
      assertThat(opened).startsWith("db 00 00 00 ");
      int id = ByteBuffer.wrap(Hex.bytes(opened)).order(ByteOrder.LITTLE_ENDIAN).getInt(4);

      String write = "4d 03 91 04 'rate' c4 00 01 00 01 00 00 00";
      byte[] first = client.exchange(connected(client, id, 5, write));
      tags.put("rate", CipType.DINT, 9);
      byte[] again = client.exchange(connected(client, id, 5, write));

      assertThat(again).isEqualTo(first);
      assertThat(little(first).getInt(36))
          .as("answers are named by the peer's id")
          .isEqualTo(0x12345678);
      assertThat(tags.number("rate")).isEqualTo(9);
      client.exchange(connected(client, id, 6, write));
      assertThat(tags.number("rate")).isEqualTo(1);
    }
  }

  @Test
  void nonsenseClosesTheConnectionAndIsCounted() throws IOException {
    try (Client tooLong = new Client(controller.port());
        Client malformed = new Client(controller.port()).register();
        Client items = new Client(controller.port()).register()) {
      tooLong.send(Hex.bytes("6f 00 ff ff" + zeros(20)));
      assertThat(tooLong.closed()).isTrue();

      malformed.send(frame(0x6F, malformed.session, Hex.bytes("00 00 00 00 00 00 02 00 00 00")));
      assertThat(malformed.closed()).isTrue();

      byte[] three = Items.unconnected(Hex.bytes("4c 03 91 04 'rate' 01 00"));
      three[6] = 3;
      items.send(frame(0x6F, items.session, three));
      assertThat(items.closed()).isTrue();
    }
    assertThat(controller.hostile()).isEqualTo(3);
    await().atMost(Duration.ofSeconds(5)).until(() -> controller.connections() == 0);
  }

  @Test
  void aFrameInPiecesAndTwoAtOnceAreTakenAsFrames() throws IOException {
    try (Client client = new Client(controller.port())) {
      byte[] register = Hex.bytes(REGISTER);
      for (byte one : register) {
        client.send(new byte[] {one});
      }
      client.session = little(client.receive()).getInt(4);
      byte[] read =
          frame(0x6F, client.session, Items.unconnected(Hex.bytes("4c 03 91 04 'rate' 01 00")));
      client.send(ByteBuffer.allocate(2 * read.length).put(read).put(read).array());
      assertThat(client.receive()).isEqualTo(client.receive());
    }
  }

  @Test
  void moreClientsThanThereIsRoomForAreTurnedAway() throws IOException {
    List<Client> many = new ArrayList<>();
    try {
      for (int i = 0; i < LogixController.MOST_CONNECTIONS; i++) {
        many.add(new Client(controller.port()).register());
      }
      try (Client oneMore = new Client(controller.port())) {
        assertThat(oneMore.closed()).isTrue();
      }
      assertThat(controller.refused()).isEqualTo(1);
    } finally {
      for (Client client : many) {
        client.close();
      }
    }
  }

  @Test
  void aRestartBreaksSessionsAndKeepsThePort() throws IOException {
    int port = controller.port();
    try (Client client = new Client(port).register()) {
      controller.stop();
      assertThat(client.closed()).isTrue();
      Assertions.assertThatThrownBy(() -> new Client(port)).isInstanceOf(ConnectException.class);
    }
    controller.start();
    try (Client client = new Client(port).register()) {
      assertThat(client.ask("4c 03 91 04 'rate' 01 00")).startsWith("cc 00 00 00");
    }
  }

  @Test
  void thePumpIsThereByItsTagsAndItsSetpointIsLogged() throws IOException {
    HandTime time = new HandTime();
    try (VirtualPlant plant = VirtualPlant.start(PlantOptions.defaults(1), time);
        Client client = new Client(plant.logixPort()).register()) {
      String set = "'pump_1_speed_sp' 00";
      assertThat(client.ask("4d 09 91 0f " + set + " ca 00 01 00 00 10 96 44"))
          .isEqualTo("cd 00 00 00");
      assertThat(client.ask("4c 09 91 0f " + set + " 01 00"))
          .isEqualTo("cc 00 00 00 ca 00 00 10 96 44");
      assertThat(client.ask("4d 07 91 0b 'pump_1_flow' 00 ca 00 01 00 00 00 00 00"))
          .as("a measurement is read only")
          .isEqualTo("cd 00 0f 00");
      assertThat(client.ask("4d 09 91 0f " + set + " ca 00 01 00 00 50 c3 47"))
          .as("100,000 rpm")
          .isEqualTo("cd 00 20 00");
      assertThat(plant.writeLog())
          .extracting(write -> write.protocol() + " " + write.tag() + " " + write.accepted())
          .containsExactly(
              Protocol.LOGIX + " pump-1/speed-sp true",
              Protocol.LOGIX + " pump-1/flow false",
              Protocol.LOGIX + " pump-1/speed-sp false");
      assertThat(TagList.PUMP_LOGIX.tags()).hasSameSizeAs(TagList.PUMP.tags());
    }
  }

  private static byte[] connected(Client client, int id, int sequence, String request) {
    return frame(0x70, client.session, Items.connected(id, sequence, Hex.bytes(request)));
  }

  private static byte[] frame(int command, int session, byte[] data) {
    return ByteBuffer.allocate(24 + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) command)
        .putShort((short) data.length)
        .putInt(session)
        .putInt(0)
        .putLong(0x5041_5448L)
        .putInt(0)
        .put(data)
        .array();
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String zeros(int count) {
    return " 00".repeat(count);
  }
}
