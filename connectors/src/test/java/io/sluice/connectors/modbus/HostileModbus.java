package io.sluice.connectors.modbus;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that is right until it attacks. Each register it tells truly holds its own number; a lie
 * holds {@link #LIE} everywhere.
 */
final class HostileModbus implements AutoCloseable {
  static final int LIE = 6_666;

  private final ServerSocket server;
  private final boolean rtu;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger turn = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Attack attack = Attack.NONE;

  /** The register that closes the connection when it is read; none where negative. */
  volatile int killer = -1;

  /** The attack list's numbers 1 to 14. */
  enum Attack {
    NONE,
    A01_WRONG_TRANSACTION,
    A02_LENGTH_LIES,
    A03_BYTE_COUNT_LIES,
    A04_FUNCTION_CHANGED,
    A05_ANOTHER_UNIT,
    A06_ONE_BYTE_A_SECOND,
    A07_GLUED_AND_SPLIT,
    A08_FLOOD,
    A09_RESET_AFTER_HALF,
    A10_SILENCE,
    A11_BUSY_FOR_EVER,
    A12_ANSWERS_LATE,
    A13_PROTOCOL_ID,
    A14_ONE_REGISTER_MORE
  }

  HostileModbus(boolean rtu) throws IOException {
    this.rtu = rtu;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  void attack(Attack next) {
    attack = next;
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        daemon(() -> serve(socket));
      } catch (IOException over) {
        closed.countDown();
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      while (true) {
        Request request = rtu ? readRtu(in) : readTcp(in);
        if (request.start <= killer && killer < request.start + request.count) {
          throw new IOException("killed");
        }
        answer(request, socket);
      }
    } catch (IOException gone) {
      sockets.remove(socket);
    }
  }

  private void answer(Request request, Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    byte[] truth = request.pdu(false);
    byte[] lie = request.pdu(true);
    int odd = turn.getAndIncrement();
    switch (attack) {
      case NONE -> send(out, frame(request, truth));
      case A01_WRONG_TRANSACTION -> send(out, frame(request.numbered(request.number + 1), lie));
      case A02_LENGTH_LIES -> send(out, lengthLie(frame(request, lie), odd));
      case A03_BYTE_COUNT_LIES -> send(out, frame(request, countLie(lie, odd)));
      case A04_FUNCTION_CHANGED -> send(out, frame(request, functionLie(lie, odd)));
      case A05_ANOTHER_UNIT -> send(out, frame(request.ofUnit(request.unit + 1), lie));
      case A06_ONE_BYTE_A_SECOND -> slowly(out, frame(request, truth));
      case A07_GLUED_AND_SPLIT -> gluedAndSplit(out, frame(request, truth), request, lie);
      case A08_FLOOD -> flood(out, request, truth, lie);
      case A09_RESET_AFTER_HALF -> resetAfterHalf(socket, frame(request, lie));
      case A10_SILENCE -> pause(1);
      case A11_BUSY_FOR_EVER -> send(out, frame(request, request.exception(5 + odd % 2)));
      case A12_ANSWERS_LATE -> {
        pause(300);
        send(out, frame(request, truth));
      }
      case A13_PROTOCOL_ID -> send(out, protocolLie(frame(request, lie)));
      case A14_ONE_REGISTER_MORE -> send(out, frame(request, oneMore(request)));
    }
  }

  private byte[] lengthLie(byte[] frame, int odd) {
    int length = new int[] {0, 1, 65_535}[odd % 3];
    frame[4] = (byte) (length >> 8);
    frame[5] = (byte) length;
    return frame;
  }

  private static byte[] countLie(byte[] pdu, int odd) {
    pdu[1] += (byte) (odd % 2 == 0 ? 2 : -2);
    return pdu;
  }

  private static byte[] functionLie(byte[] pdu, int odd) {
    return switch (odd % 4) {
      case 0 -> new byte[] {(byte) (pdu[0] | 0x80), 0};
      case 1 -> new byte[] {(byte) (pdu[0] | 0x80), (byte) 255};
      case 2 -> new byte[] {(byte) (pdu[0] | 0x80)};
      default -> {
        pdu[0] = 4;
        yield pdu;
      }
    };
  }

  private static byte[] protocolLie(byte[] frame) {
    frame[3] = 7;
    return frame;
  }

  private static byte[] oneMore(Request request) {
    return new Request(
            request.number, request.unit, request.function, request.start, request.count + 1)
        .pdu(true);
  }

  private void slowly(OutputStream out, byte[] frame) throws IOException {
    for (byte one : frame) {
      if (attack != Attack.A06_ONE_BYTE_A_SECOND) {
        throw new IOException("over");
      }
      send(out, one);
      pause(1_000);
    }
  }

  /** The right answer in two pieces, and glued to it a lie with the same number. */
  private void gluedAndSplit(OutputStream out, byte[] frame, Request request, byte[] lie)
      throws IOException {
    byte[] second = rtu ? frame(request.ofUnit(99), lie) : frame(request, lie);
    byte[] both = Arrays.copyOf(frame, frame.length + second.length);
    System.arraycopy(second, 0, both, frame.length, second.length);
    send(out, Arrays.copyOf(both, 3));
    pause(20);
    send(out, Arrays.copyOfRange(both, 3, both.length));
  }

  private void flood(OutputStream out, Request request, byte[] truth, byte[] lie)
      throws IOException {
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    for (int i = 0; i < 200; i++) {
      many.write(frame(rtu ? request.ofUnit(99) : request.numbered(40_000 + i), lie));
    }
    send(out, many.toByteArray());
    send(out, frame(request, truth));
    while (attack == Attack.A08_FLOOD) {
      send(out, many.toByteArray());
    }
  }

  private static void resetAfterHalf(Socket socket, byte[] frame) throws IOException {
    send(socket.getOutputStream(), Arrays.copyOf(frame, frame.length / 2));
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private byte[] frame(Request request, byte[] pdu) {
    if (rtu) {
      return RtuFrames.encode(request.unit, pdu);
    }
    return ByteBuffer.allocate(7 + pdu.length)
        .putShort((short) request.number)
        .putShort((short) 0)
        .putShort((short) (1 + pdu.length))
        .put((byte) request.unit)
        .put(pdu)
        .array();
  }

  private static void send(OutputStream out, byte... bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  private void pause(long millis) {
    try {
      boolean unused = closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Request readTcp(DataInputStream in) throws IOException {
    int number = in.readUnsignedShort();
    in.skipNBytes(4);
    int unit = in.readUnsignedByte();
    return new Request(
        number, unit, in.readUnsignedByte(), in.readUnsignedShort(), in.readUnsignedShort());
  }

  private static Request readRtu(DataInputStream in) throws IOException {
    int unit = in.readUnsignedByte();
    Request request =
        new Request(0, unit, in.readUnsignedByte(), in.readUnsignedShort(), in.readUnsignedShort());
    in.skipNBytes(2);
    return request;
  }

  private static void daemon(Runnable body) {
    Thread thread = new Thread(body, "hostile");
    thread.setDaemon(true);
    thread.start();
  }

  private record Request(int number, int unit, int function, int start, int count) {
    Request numbered(int other) {
      return new Request(other, unit, function, start, count);
    }

    Request ofUnit(int other) {
      return new Request(number, other, function, start, count);
    }

    byte[] exception(int code) {
      return new byte[] {(byte) (function | 0x80), (byte) code};
    }

    byte[] pdu(boolean lie) {
      ByteBuffer pdu = ByteBuffer.allocate(2 + 2 * count);
      pdu.put((byte) function).put((byte) (2 * count));
      for (int i = 0; i < count; i++) {
        pdu.putShort((short) (lie ? LIE : start + i));
      }
      return pdu.array();
    }
  }
}
