package io.sluice.connectors.recording;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How a gateway's own recording is laid out.
 *
 * <p>{@code SLUICEREC}, a byte with the format's version, then blocks. A block is its type, the
 * length of its packed and of its plain content (4 bytes each, big-endian), the CRC-32C of these
 * nine bytes and the packed content, and that content, packed by deflate (RFC 1950). The first
 * block tells groups and tags, the last one that nothing is missing; each in between can be read by
 * itself.
 */
final class Layout {
  static final byte[] MAGIC = {'S', 'L', 'U', 'I', 'C', 'E', 'R', 'E', 'C', 1};

  static final int BLOCK_HEAD = 13;

  static final byte GROUPS = 'G';
  static final byte ENTRIES = 'S';
  static final byte END = 'E';

  /** A block is packed when it has grown to this. */
  static final int FULL = 64 << 10;

  /** Most plain bytes of a block: a scan of 500,000 tags. */
  static final int MOST_PLAIN = 16 << 20;

  /** Deflate adds 5 bytes to each 16 KiB that it cannot pack, and 6. */
  static final int MOST_PACKED = MOST_PLAIN + (MOST_PLAIN >> 8) + 64;

  static final int MOST_GROUPS = 10_000;
  static final int MOST_TAGS = 200_000;
  static final int MOST_SAMPLES = 1 << 20;
  static final int MOST_TEXT = 1 << 20;

  static final byte SCAN = 1;
  static final byte MARK = 2;

  /** Bits that say what a scan leaves out because it is as usual. */
  static final int EVERY_TAG_IN_ORDER = 1;

  static final int ALL_GOOD = 2;
  static final int ONE_SOURCE_TIME = 4;
  static final int NO_TEXT = 8;

  private Layout() {}

  /** The check of a block. */
  static int crc(byte type, int packed, int plain, byte[] content, int length) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(9).put(type).putInt(packed).putInt(plain).flip());
    crc.update(content, 0, length);
    return (int) crc.getValue();
  }
}
