package io.sluice.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private Echo echo;
  private FaultProxy proxy;
  private Socket client;

  @BeforeEach
  void connect() throws IOException {
    echo = new Echo();
    proxy = FaultProxy.to(echo.port(), Framing.MODBUS, 7);
    client = socket();
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    proxy.close();
    echo.close();
  }

  @Test
  void itCarriesWhatIsSaid() throws IOException {
    byte[] large = message(1, 60_000);
    assertThat(exchange(large)).isEqualTo(large);
    await().until(() -> proxy.counts().bytes() == 2L * large.length);
    assertThat(proxy.counts().hits()).isEmpty();
  }

  @Test
  void itSwallowsOneMessageAndNoMore() throws IOException {
    proxy.begin(Direction.ANSWERS, new WireFault.Swallow(1));
    send(message(1, 4));
    send(message(2, 4));
    assertThat(receive(10)).isEqualTo(message(2, 4));
    assertThat(proxy.counts().hits("Swallow")).isEqualTo(1);
  }

  @Test
  void itDelaysInOrder() throws IOException {
    proxy.begin(Direction.REQUESTS, new WireFault.Delay(Duration.ofMillis(120)));
    long began = System.nanoTime();
    send(message(1, 4));
    send(message(2, 4));
    assertThat(receive(20)).isEqualTo(both(message(1, 4), message(2, 4)));
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(Duration.ofMillis(110), Duration.ofMillis(800));
  }

  @Test
  void itSendsAByteAtATime() throws IOException {
    proxy.begin(Direction.ANSWERS, new WireFault.Throttle(40));
    long began = System.nanoTime();
    assertThat(exchange(message(1, 10))).isEqualTo(message(1, 10));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(340));
  }

  @Test
  void itResetsAfterHalfAMessage() throws IOException {
    proxy.begin(Direction.ANSWERS, new WireFault.Reset(5));
    send(message(1, 4));
    assertThat(receive(5)).isEqualTo(Arrays.copyOf(message(1, 4), 5));
    assertThatThrownBy(() -> receive(1)).isInstanceOf(SocketException.class);
    await().until(() -> proxy.connections() == 0);
  }

  @Test
  void aHalfOpenConnectionStaysAndIsResetAfterwards() throws IOException {
    proxy.begin(Direction.ANSWERS, new WireFault.HalfOpen());
    await().until(() -> echo.connections() == 0);
    send(message(1, 4));
    client.setSoTimeout(150);
    assertThatThrownBy(() -> receive(1)).isInstanceOf(SocketTimeoutException.class);
    try (Socket later = socket()) {
      assertThat(later.isConnected()).isTrue();
    }
    proxy.heal();
    send(message(2, 4));
    assertThatThrownBy(() -> receive(1)).isInstanceOf(SocketException.class);
  }

  @Test
  void itTruncatesAndFlipsBits() throws IOException {
    proxy.begin(Direction.ANSWERS, new WireFault.Truncate(7));
    send(message(1, 4));
    assertThat(receive(7)).isEqualTo(Arrays.copyOf(message(1, 4), 7));
    proxy.heal();
    proxy.begin(Direction.ANSWERS, new WireFault.Corrupt(0.5));
    byte[] wrong = exchange(message(2, 100));
    int flipped = flipped(wrong, message(2, 100));
    assertThat(flipped).isBetween(25, 80);
  }

  @Test
  void itGluesSplitsAndTurnsMessagesRound() throws IOException {
    proxy.begin(Direction.ANSWERS, new WireFault.Glue(2, SECOND));
    send(message(1, 4));
    client.setSoTimeout(100);
    assertThatThrownBy(() -> receive(1)).isInstanceOf(SocketTimeoutException.class);
    client.setSoTimeout(5_000);
    send(message(2, 4));
    assertThat(receive(20)).isEqualTo(both(message(1, 4), message(2, 4)));
    proxy.heal();
    proxy.begin(Direction.ANSWERS, new WireFault.Split(3, Duration.ofMillis(20)));
    long began = System.nanoTime();
    assertThat(exchange(message(3, 4))).isEqualTo(message(3, 4));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(55));
    proxy.heal();
    proxy.begin(Direction.ANSWERS, new WireFault.HoldBack(1, SECOND));
    send(message(4, 4));
    send(message(5, 4));
    assertThat(receive(20)).isEqualTo(both(message(5, 4), message(4, 4)));
  }

  @Test
  void aMessageHeldBackForNothingComesInTheEnd() throws IOException {
    proxy.begin(Direction.ANSWERS, new WireFault.HoldBack(1, Duration.ofMillis(50)));
    assertThat(exchange(message(4, 4))).isEqualTo(message(4, 4));
  }

  @Test
  void itRepeatsAndLies() throws IOException {
    proxy.begin(Direction.ANSWERS, new WireFault.Duplicate(1));
    send(message(1, 4));
    assertThat(receive(20)).isEqualTo(both(message(1, 4), message(1, 4)));
    proxy.heal();
    proxy.begin(
        Direction.ANSWERS,
        new WireFault.Rewrite(
            "wrong-transaction-id",
            told -> {
              told[1]++;
              return told;
            }));
    assertThat(exchange(message(1, 4))).isEqualTo(message(2, 4));
    assertThat(proxy.counts().hits("wrong-transaction-id")).isEqualTo(1);
  }

  @Test
  void itRefusesAndAdmitsOnTheSamePort() throws IOException {
    int port = proxy.port();
    exchange(message(1, 4));
    proxy.refuse();
    assertThat(exchange(message(1, 4))).as("those that are there stay").hasSize(10);
    assertThatThrownBy(this::socket).isInstanceOf(SocketException.class);
    proxy.admit();
    assertThat(proxy.port()).isEqualTo(port);
    socket().close();
  }

  @Test
  void aServerThatIsNotThereResetsTheClient() throws IOException {
    exchange(message(1, 4));
    echo.close();
    try (Socket lost = socket()) {
      assertThatThrownBy(() -> lost.getInputStream().read()).isInstanceOf(SocketException.class);
    }
    assertThat(proxy.counts().unreachable()).isEqualTo(1);
  }

  @Test
  void closingGivesEverythingBack() throws IOException {
    exchange(message(1, 4));
    proxy.close();
    await().until(() -> echo.connections() == 0);
    assertThat(client.getInputStream().read()).isEqualTo(-1);
    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("fault-proxy")));
  }

  @Test
  void whoDoesNotReadHoldsTheSenderBack() throws IOException {
    proxy.begin(Direction.ANSWERS, new WireFault.Throttle(1));
    client.setSendBufferSize(8_192);
    Thread sender =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < 1_000; i++) {
                  send(message(i, 60_000));
                }
              } catch (IOException closed) {
                Thread.currentThread().interrupt();
              }
            });
    sender.start();
    await().pollDelay(Duration.ofMillis(500)).until(() -> proxy.counts().messages() > 2);
    assertThat(proxy.counts().bytes()).as("bounded by windows").isLessThan(30_000_000);
    assertThat(sender.isAlive()).isTrue();
    client.close();
  }

  private Socket socket() throws IOException {
    Socket fresh = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    fresh.setSoTimeout(5_000);
    return fresh;
  }

  private byte[] exchange(byte[] message) throws IOException {
    send(message);
    return receive(message.length);
  }

  private void send(byte[] message) throws IOException {
    client.getOutputStream().write(message);
  }

  private byte[] receive(int bytes) throws IOException {
    return client.getInputStream().readNBytes(bytes);
  }

  private static byte[] message(int id, int payload) {
    return ByteBuffer.allocate(6 + payload)
        .putShort((short) id)
        .putShort((short) 0)
        .putShort((short) payload)
        .array();
  }

  private static byte[] both(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }

  private static int flipped(byte[] one, byte[] other) {
    BitSet bits = BitSet.valueOf(one);
    bits.xor(BitSet.valueOf(other));
    return bits.cardinality();
  }

  /** Says what it hears. */
  private static final class Echo implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger connections = new AtomicInteger();

    private final Thread accepting;

    Echo() throws IOException {
      accepting = start(this::accept);
    }

    int port() {
      return server.getLocalPort();
    }

    int connections() {
      return connections.get();
    }

    @Override
    public void close() throws IOException {
      server.close();
      // Until nobody is left in accept the system goes on listening.
      await().until(() -> !accepting.isAlive());
    }

    private void accept() {
      try {
        while (true) {
          Socket socket = server.accept();
          connections.incrementAndGet();
          Thread unused = start(() -> repeat(socket));
        }
      } catch (IOException closed) {
        Thread.currentThread().interrupt();
      }
    }

    private void repeat(Socket socket) {
      try (socket;
          InputStream in = socket.getInputStream()) {
        in.transferTo(socket.getOutputStream());
      } catch (IOException broken) {
        Thread.currentThread().interrupt();
      } finally {
        connections.decrementAndGet();
      }
    }

    private static Thread start(Runnable body) {
      Thread thread = new Thread(body, "test-echo");
      thread.setDaemon(true);
      thread.start();
      return thread;
    }
  }
}
