package io.sluice.gateway.spool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The second witness: a small file that says after each commit how far every stream had come. The
 * database opens a file that was cut in half, or is empty, without a word, and with fewer rows;
 * beside the marker such a loss shows, is declared, and no sequence number is given out twice.
 *
 * <p>A log of changes, forced to disk each time, rewritten whole when it is full. One owner.
 */
final class Marker implements AutoCloseable {
  private static final byte[] HEAD = "sluice-marker-1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int LARGEST_ENTRY = 8 << 20;

  /**
   * The file is laid out in this length at once: forcing bytes that only overwrite costs half of
   * forcing bytes that make a file longer.
   */
  private static final int LENGTH = 256 << 10;

  private final Path path;
  private FileChannel channel;

  private Marker(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** What a marker says: the number of the last commit it saw, streams and losses then. */
  record Said(long number, Map<String, StreamState> streams, Map<String, Long> lost) {}

  /** Reads the marker; null where there is none, or nothing of it can be read. */
  static @Nullable Said read(Path path) throws IOException {
    if (!Files.exists(path)) {
      return null;
    }
    byte[] all = Files.readAllBytes(path);
    if (all.length < HEAD.length || !Arrays.equals(all, 0, HEAD.length, HEAD, 0, HEAD.length)) {
      return null;
    }
    ByteBuffer rest = ByteBuffer.wrap(all, HEAD.length, all.length - HEAD.length);
    Said said = new Said(-1, new HashMap<>(), new HashMap<>());
    for (byte[] entry = next(rest); entry != null; entry = next(rest)) {
      said = add(said, entry);
    }
    return said.number < 0 ? null : said;
  }

  /** Begins a new marker in place of the old one, saying what the ledger says. */
  static Marker begin(Path path, Ledger ledger) throws IOException {
    return new Marker(path, written(path, ledger));
  }

  /** Says what a commit changed; returns when it is on disk. */
  void append(long number, Map<String, StreamState> streams, Map<String, Long> lost)
      throws IOException {
    write(channel, entry(number, streams, lost));
    channel.force(false);
  }

  /** Rewrites the marker where it has grown. */
  void tidy(Ledger ledger) throws IOException {
    if (channel.position() > LENGTH) {
      channel.close();
      channel = written(path, ledger);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static FileChannel written(Path path, Ledger ledger) throws IOException {
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    try {
      write(channel, ByteBuffer.wrap(HEAD));
      write(channel, entry(ledger.number, ledger.streams, ledger.lost));
      long end = channel.position();
      write(channel, ByteBuffer.allocate(LENGTH));
      channel.position(end);
      channel.force(true);
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      SpoolFiles.force(path.toAbsolutePath().getParent());
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static ByteBuffer entry(
      long number, Map<String, StreamState> streams, Map<String, Long> lost) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(number);
    out.writeInt(streams.size());
    for (Map.Entry<String, StreamState> stream : streams.entrySet()) {
      StreamState state = stream.getValue();
      out.writeUTF(stream.getKey());
      out.writeLong(state.last());
      out.writeLong(state.settled());
      out.writeLong(state.delivered());
      out.writeLong(state.gaps());
    }
    out.writeInt(lost.size());
    for (Map.Entry<String, Long> loss : lost.entrySet()) {
      out.writeUTF(loss.getKey());
      out.writeLong(loss.getValue());
    }
    byte[] body = bytes.toByteArray();
    ByteBuffer whole = ByteBuffer.allocate(8 + body.length);
    return whole.putInt(body.length).putInt(crc(body)).put(body).flip();
  }

  /** The next whole entry; null at the end, and at the first torn one. */
  private static byte @Nullable [] next(ByteBuffer rest) {
    if (rest.remaining() < 8) {
      return null;
    }
    int length = rest.getInt();
    int crc = rest.getInt();
    if (length <= 0 || length > LARGEST_ENTRY || length > rest.remaining()) {
      return null;
    }
    byte[] body = new byte[length];
    rest.get(body);
    return crc(body) == crc ? body : null;
  }

  private static Said add(Said before, byte[] entry) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(entry));
    long number = in.readLong();
    int streams = in.readInt();
    for (int i = 0; i < streams; i++) {
      String name = in.readUTF();
      before.streams.put(
          name, new StreamState(in.readLong(), in.readLong(), in.readLong(), in.readLong()));
    }
    int losses = in.readInt();
    for (int i = 0; i < losses; i++) {
      before.lost.put(in.readUTF(), in.readLong());
    }
    return new Said(number, before.streams, before.lost);
  }

  private static int crc(byte[] body) {
    CRC32C crc = new CRC32C();
    crc.update(body);
    return (int) crc.getValue();
  }
}
