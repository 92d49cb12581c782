package io.sluice.connectors.recording;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a recording, one in memory at a time. A last block that is not all there is left
 * out and told; damage before it is an error.
 */
final class BlockReader implements AutoCloseable {
  private static final int BUFFER = 64 << 10;

  private final Path file;
  private final InputStream in;
  private final long size;
  private final Inflater inflater = new Inflater();
  private long at;
  private boolean ended;
  private @Nullable String torn;

  /**
   * One block.
   *
   * @param place where it begins, for messages
   * @param content unpacked
   */
  record Block(String place, byte type, Unpacker content) {}

  private BlockReader(Path file, InputStream in, long size) {
    this.file = file;
    this.in = in;
    this.size = size;
  }

  static BlockReader open(Path file) throws RecordingException {
    try {
      BlockReader reader =
          new BlockReader(
              file, new BufferedInputStream(Files.newInputStream(file), BUFFER), Files.size(file));
      reader.magic();
      return reader;
    } catch (IOException e) {
      throw RecordingReader.unreadable(file, e);
    }
  }

  private void magic() throws RecordingException, IOException {
    byte[] first = in.readNBytes(Layout.MAGIC.length);
    at = first.length;
    if (!RecordingReader.begins(first)) {
      in.close();
      boolean ours =
          first.length == Layout.MAGIC.length
              && Arrays.equals(first, 0, first.length - 1, Layout.MAGIC, 0, first.length - 1);
      throw new RecordingException(
          ours
              ? file + ": has format version " + first[first.length - 1] + ", this Sluice reads 1"
              : file + ": is no recording; one begins with SLUICEREC, or is a .csv");
    }
  }

  /** The next block, null at the end. */
  @Nullable Block next() throws RecordingException {
    if (ended) {
      return null;
    }
    try {
      Block block = read();
      ended = block == null || block.type() == Layout.END;
      return block;
    } catch (IOException e) {
      throw RecordingReader.unreadable(file, e);
    }
  }

  /** How much of the file has been read, 0 to 1. */
  double share() {
    return size == 0 ? 1 : Math.min(1, (double) at / size);
  }

  /** What is missing, once it is known. */
  Optional<String> torn() {
    return Optional.ofNullable(torn);
  }

  @Override
  public void close() {
    inflater.end();
    try {
      in.close();
    } catch (IOException nothingLost) {
      torn = torn == null ? "it could not be closed: " + nothingLost.getMessage() : torn;
    }
  }

  private @Nullable Block read() throws IOException, RecordingException {
    long begin = at;
    byte[] head = in.readNBytes(Layout.BLOCK_HEAD);
    at += head.length;
    if (head.length < Layout.BLOCK_HEAD) {
      return cutOff(begin, head.length == 0 ? "it has no end" : "its last block is not all there");
    }
    ByteBuffer words = ByteBuffer.wrap(head);
    byte type = words.get();
    int packed = words.getInt();
    int plain = words.getInt();
    int crc = words.getInt();
    if (type == 0 && packed == 0 && plain == 0 && crc == 0 && onlyZeros()) {
      return cutOff(begin, "its end was never written");
    }
    if (packed < 0 || packed > Layout.MOST_PACKED || plain < 0 || plain > Layout.MOST_PLAIN) {
      throw new RecordingException(
          place(begin)
              + ": says that it has "
              + Integer.toUnsignedString(packed)
              + " bytes, "
              + Integer.toUnsignedString(plain)
              + " unpacked; at most "
              + Layout.MOST_PLAIN
              + " are allowed");
    }
    if (size - at < packed) {
      return cutOff(begin, "its last block is not all there");
    }
    byte[] content = in.readNBytes(packed);
    at += content.length;
    if (content.length < packed) {
      return cutOff(begin, "its last block is not all there");
    }
    if (Layout.crc(type, packed, plain, content, packed) != crc) {
      if (at == size) {
        return cutOff(begin, "its last block is damaged");
      }
      throw new RecordingException(
          place(begin) + ": is damaged: its check does not fit; " + (size - at) + " bytes follow");
    }
    return new Block(
        place(begin), type, new Unpacker(place(begin), inflate(begin, content, plain)));
  }

  private byte[] inflate(long begin, byte[] content, int plain) throws RecordingException {
    inflater.reset();
    inflater.setInput(content);
    byte[] bytes = new byte[plain];
    int got = 0;
    try {
      while (got < plain) {
        int more = inflater.inflate(bytes, got, plain - got);
        if (more == 0) {
          break;
        }
        got += more;
      }
      boolean all = got == plain && (inflater.finished() || ended(inflater));
      if (!all) {
        throw new RecordingException(
            place(begin) + ": unpacks to another length than the " + plain + " bytes it says");
      }
      return bytes;
    } catch (DataFormatException e) {
      throw new RecordingException(place(begin) + ": cannot be unpacked: " + e.getMessage(), e);
    }
  }

  /** The packed end may stand after the last plain byte. */
  private static boolean ended(Inflater inflater) throws DataFormatException {
    return inflater.inflate(new byte[1]) == 0 && inflater.finished();
  }

  private boolean onlyZeros() throws IOException {
    for (byte[] some = in.readNBytes(BUFFER); some.length > 0; some = in.readNBytes(BUFFER)) {
      at += some.length;
      for (byte one : some) {
        if (one != 0) {
          return false;
        }
      }
    }
    return true;
  }

  private @Nullable Block cutOff(long begin, String why) {
    torn =
        file + ": " + why + "; " + (size - begin) + " bytes from byte " + begin + " are left out";
    return null;
  }

  private String place(long begin) {
    return file + ": block at byte " + begin;
  }
}
