package io.sluice.simulator.s7;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HexFormat;

/** Speaks in bytes. */
final class RawClient implements AutoCloseable {
  static final String CONNECT = "0300001611e00000000100c0010ac1020100c2020101";
  static final String SETUP_480 = "0300001902f08032010000000000080000f0000001000101e0";

  private final Socket socket;

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(1_500);
    socket.setTcpNoDelay(true);
  }

  /** Connected and set up for 480 bytes. */
  static RawClient ready(int port) throws IOException {
    RawClient client = new RawClient(port);
    String confirm = client.ask(CONNECT);
    String setup = client.ask(SETUP_480);
    if (!confirm.contains("d0") || !setup.endsWith("01e0")) {
      throw new IOException(confirm + " " + setup);
    }
    return client;
  }

  String ask(String hex) throws IOException {
    send(hex);
    return answer();
  }

  void send(String hex) throws IOException {
    socket.getOutputStream().write(HexFormat.of().parseHex(hex.replace(" ", "")));
    socket.getOutputStream().flush();
  }

  /** The next frame. */
  String answer() throws IOException {
    byte[] header = socket.getInputStream().readNBytes(4);
    if (header.length < 4) {
      throw new EOFException();
    }
    int length = (header[2] & 0xFF) << 8 | (header[3] & 0xFF);
    byte[] rest = socket.getInputStream().readNBytes(length - 4);
    return HexFormat.of().formatHex(header) + HexFormat.of().formatHex(rest);
  }

  /** Sends a job and gives the answer from its error class on. */
  String job(String parameters, String data) throws IOException {
    String answer = ask(frame(parameters, data));
    return answer.substring(2 * (4 + 3 + 10));
  }

  static String frame(String parameters, String data) {
    String p = parameters.replace(" ", "");
    String d = data.replace(" ", "");
    return String.format(
        "0300%04x02f08032010000002a%04x%04x%s%s",
        17 + (p.length() + d.length()) / 2, p.length() / 2, d.length() / 2, p, d);
  }

  /** An address: transport size, count, block, area, and the first bit, counted from byte 0. */
  static String address(int size, int count, int block, int area, int firstBit) {
    return String.format("120a10%02x%04x%04x%02x%06x", size, count, block, area, firstBit);
  }

  boolean closed() throws IOException {
    return socket.getInputStream().read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
