package io.sluice.simulator.s7;

import static io.sluice.simulator.s7.RawClient.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S7ServerTest {
  private final DataBlocks memory = new DataBlocks();
  private final S7Server server = new S7Server(memory, 0, 480);

  @BeforeEach
  void start() throws IOException {
    memory.create(1, 100);
    memory.put(Area.DATA_BLOCK, 1, 0, HexFormat.of().parseHex("44b90000007bff05"));
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void itConfirmsAConnectionWithTheClientsOwnReference() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.ask(RawClient.CONNECT))
          .isEqualTo("0300001611d00001000100c0010ac1020100c2020101");
    }
  }

  @ParameterizedTest
  @CsvSource({"00f0, 00f0", "01e0, 01e0", "03c0, 01e0", "0000, 00f0", "ffff, 01e0"})
  void itGrantsTheSmallerMessageLength(String asked, String granted) throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.send(RawClient.CONNECT);
      assertThat(client.answer()).isNotEmpty();
      assertThat(client.ask("0300001902f08032010000000000080000f000000800 08" + asked))
          .endsWith("f000" + "0008" + "0008" + granted);
    }
  }

  @Test
  void itReadsSeveralPlacesAndEachHasItsOwnCode() throws Exception {
    try (RawClient client = RawClient.ready(server.port())) {
      String read =
          "0406"
              + address(8, 1, 1, 0x84, 0)
              + address(1, 1, 1, 0x84, 8 * 7 + 2)
              + address(2, 3, 1, 0x84, 8 * 5)
              + address(2, 1, 9, 0x84, 0)
              + address(4, 1, 1, 0x84, 8 * 99)
              + address(0x55, 1, 1, 0x84, 0);
      assertThat(client.job(read, ""))
          .isEqualTo(
              "0000"
                  + "0406"
                  + "ff070004"
                  + "44b90000"
                  + "ff030001"
                  + "0100"
                  + "ff040018"
                  + "7bff0500"
                  + "0a000000"
                  + "05000000"
                  + "06000000");
    }
  }

  @Test
  void itWritesSeveralPlacesAndABitLeavesItsNeighbours() throws Exception {
    try (RawClient client = RawClient.ready(server.port())) {
      String write =
          "0504"
              + address(1, 1, 1, 0x84, 8 * 7 + 1)
              + address(2, 3, 1, 0x84, 8 * 10)
              + address(5, 1, 2, 0x84, 0)
              + address(2, 2, 0, 0x83, 8 * 4);
      String data = "00030001 0100" + "00040018 01020300" + "00050010 0007" + "0009 0002 aabb";
      assertThat(client.job(write, data)).isEqualTo("0000" + "0504" + "ffff0aff");
      assertThat(memory.get(Area.DATA_BLOCK, 1, 7, 6)).containsExactly(7, 0, 0, 1, 2, 3);
      assertThat(memory.get(Area.FLAGS, 0, 4, 2)).containsExactly(0xaa, 0xbb);
    }
  }

  @Test
  void aValueOfAnotherLengthIsRefused() throws Exception {
    try (RawClient client = RawClient.ready(server.port())) {
      assertThat(client.job("0501" + address(8, 1, 1, 0x84, 0), "00040010 0001"))
          .isEqualTo("0000" + "0501" + "07");
    }
  }

  @Test
  void anAnswerLongerThanAgreedIsRefusedAsAWhole() throws Exception {
    memory.create(2, 2_000);
    try (RawClient client = RawClient.ready(server.port())) {
      assertThat(client.job("0401" + address(2, 462, 2, 0x84, 0), "")).startsWith("00000401ff");
      assertThat(client.job("0401" + address(2, 463, 2, 0x84, 0), "")).isEqualTo("8500");
      assertThat(client.job("0401" + address(2, 60_000, 2, 0x84, 0), "")).isEqualTo("8500");
    }
  }

  @Test
  void anotherFunctionIsNotImplemented() throws Exception {
    try (RawClient client = RawClient.ready(server.port())) {
      assertThat(client.job("29000000000009505f50524f4752414d", "")).isEqualTo("8104");
    }
  }

  @Test
  void aMessageInFragmentsIsOneMessage() throws Exception {
    try (RawClient client = RawClient.ready(server.port())) {
      String whole = RawClient.frame("0401" + address(2, 2, 1, 0x84, 0), "").substring(14);
      for (int at = 0; at < whole.length() - 8; at += 8) {
        client.send("0300000b02f000" + whole.substring(at, at + 8));
      }
      String last = whole.substring((whole.length() - 1) / 8 * 8);
      client.send(String.format("0300%04x02f080", 7 + last.length() / 2) + last);
      assertThat(client.answer()).endsWith("ff04001044b9");
    }
  }

  @Test
  void itSaysWhoItIsAndThatItRuns() throws Exception {
    try (RawClient client = RawClient.ready(server.port())) {
      String order =
          HexFormat.of().formatHex("6ES7 515-2AM01-0AB0 ".getBytes(StandardCharsets.UTF_8));
      assertThat(client.ask(szl("00110000"))).contains("ff09005c00110000001c0003" + "0001" + order);
      assertThat(client.ask(szl("001c0000"))).contains("0022" + "0006" + "0001");
      assertThat(client.ask(szl("04240000"))).contains("5144ff08");
      server.running(false);
      assertThat(client.ask(szl("04240000"))).contains("5144ff04");
      assertThat(client.ask(szl("0fff0000"))).endsWith("d4010a000000");
    }
  }

  private static String szl(String listAndIndex) {
    return "0300002102f08032070000000100080008" + "0001120411440100" + "ff090004" + listAndIndex;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0400000702f080",
        "0300000602f0",
        "0300ffff02f080",
        "0300000702f080",
        "0300000b02f08001020304",
        "0300000b0680000000000000",
        "0300001102f0803207000000010001000000"
      })
  void whatBreaksTheProtocolClosesItsConnectionAndIsCounted(String frame) throws Exception {
    try (RawClient good = RawClient.ready(server.port());
        RawClient bad = RawClient.ready(server.port())) {
      bad.send(frame);
      assertThat(bad.closed()).isTrue();
      assertThat(server.hostileInputs()).isEqualTo(1);
      assertThat(good.job("0401" + address(2, 2, 1, 0x84, 0), "")).endsWith("44b9");
    }
    await().until(() -> server.connections() == 0);
  }

  @Test
  void dataBeforeAConnectionAndJobsBeforeASetupAreRefused() throws Exception {
    try (RawClient first = new RawClient(server.port());
        RawClient second = new RawClient(server.port())) {
      first.send(RawClient.SETUP_480);
      assertThat(first.closed()).isTrue();
      second.send(RawClient.CONNECT);
      assertThat(second.answer()).isNotEmpty();
      second.send(RawClient.frame("0401" + address(2, 2, 1, 0x84, 0), ""));
      assertThat(second.closed()).isTrue();
    }
  }

  @Test
  void fragmentsWithoutEndAreCutAtTheAgreedLength() throws Exception {
    try (RawClient client = RawClient.ready(server.port())) {
      String fragment = "0300006b02f000" + "32".repeat(100);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  client.send(fragment);
                }
                assertThat(client.closed()).isFalse();
              })
          .isInstanceOfAny(IOException.class, AssertionError.class);
      await().until(() -> server.hostileInputs() == 1);
    }
  }

  @Test
  void moreConnectionsThanItCanServeAreTurnedAway() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < S7Server.MOST_CONNECTIONS; i++) {
        clients.add(RawClient.ready(server.port()));
      }
      try (RawClient late = new RawClient(server.port())) {
        assertThat(late.closed()).isTrue();
      }
      assertThat(server.turnedAway()).isEqualTo(1);
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void aDeafPlcKeepsTheConnectionAndSaysNothing() throws Exception {
    try (RawClient client = RawClient.ready(server.port())) {
      server.deaf(true);
      assertThatThrownBy(() -> client.ask(RawClient.SETUP_480))
          .isInstanceOf(SocketTimeoutException.class);
      server.deaf(false);
      assertThat(client.ask(RawClient.SETUP_480)).endsWith("01e0");
    }
  }

  @Test
  void aRestartLosesConnectionsAndKeepsThePort() throws Exception {
    int port = server.port();
    try (RawClient client = RawClient.ready(port)) {
      server.stop();
      assertThatThrownBy(() -> client.ask(RawClient.SETUP_480))
          .isInstanceOfAny(EOFException.class, IOException.class);
      assertThatThrownBy(() -> RawClient.ready(port)).isInstanceOf(IOException.class);
      server.start();
      try (RawClient again = RawClient.ready(port)) {
        assertThat(again.job("0401" + address(2, 2, 1, 0x84, 0), "")).endsWith("44b9");
      }
    }
  }
}
