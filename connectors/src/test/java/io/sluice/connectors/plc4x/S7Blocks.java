package io.sluice.connectors.plc4x;

import io.sluice.simulator.s7.Area;
import io.sluice.simulator.s7.DataBlocks;
import io.sluice.simulator.s7.S7Server;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A virtual S7 PLC with plain data blocks; stopped, it still owns its port. */
final class S7Blocks {
  final DataBlocks memory = new DataBlocks();
  final S7Server server;

  /** With data block 1 of 400 bytes. */
  S7Blocks(int longestPdu) throws IOException {
    memory.create(1, 400);
    server = new S7Server(memory, 0, longestPdu);
    server.start();
    server.stop();
    server.start();
    server.stop();
  }

  /** Shows these bytes from the block's beginning on. */
  void show(byte[] bytes) {
    memory.put(Area.DATA_BLOCK, 1, 0, bytes);
  }

  void put(int start, float value) {
    memory.put(Area.DATA_BLOCK, 1, start, ByteBuffer.allocate(4).putFloat(value).array());
  }

  void put(int start, int word) {
    memory.put(Area.DATA_BLOCK, 1, start, (byte) (word >> 8), (byte) word);
  }
}
