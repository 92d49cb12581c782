package io.sluice.connectors.modbus;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line that remembers what was sent; the test plays the other end. */
final class ToldLine implements Line {
  final List<String> sent = new ArrayList<>();
  @Nullable Throwable abandoned;

  @Override
  public void send(byte[] frame) {
    sent.add(HexFormat.of().formatHex(frame));
  }

  @Override
  public void abandon(Throwable why) {
    abandoned = why;
  }

  @Override
  public void close() {}

  /** The last frame that was sent. */
  String last() {
    return sent.get(sent.size() - 1);
  }
}
