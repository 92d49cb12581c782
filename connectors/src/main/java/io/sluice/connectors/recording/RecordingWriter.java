package io.sluice.connectors.recording;

import io.sluice.connectors.Scan;
import io.sluice.connectors.TagGroup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/**
 * Writes a gateway's own recording, block by block: what is in a block that was written survives
 * the death of the process, and after {@link #force} a power cut too. Not thread-safe.
 */
public final class RecordingWriter implements AutoCloseable {
  private final FileChannel channel;
  private final ScanCodec codec;
  private final Packer plain = new Packer();
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private byte[] packed = new byte[Layout.FULL];
  private long bytes;

  private RecordingWriter(FileChannel channel, List<TagGroup> groups) {
    this.channel = channel;
    this.codec = new ScanCodec(groups);
  }

  /**
   * Begins a recording in a file that is not there yet.
   *
   * @param groups of all scans to come
   * @throws IOException where it cannot be made; then it is not there
   */
  public static RecordingWriter create(Path file, List<TagGroup> groups) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    boolean begun = false;
    RecordingWriter writer = new RecordingWriter(channel, groups);
    try {
      writer.put(ByteBuffer.wrap(Layout.MAGIC));
      GroupsCodec.write(groups, writer.plain);
      writer.block(Layout.GROUPS);
      begun = true;
      return writer;
    } finally {
      if (!begun) {
        writer.abandon();
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * Takes a scan; it is in the file after the next full block or {@link #flush}.
   *
   * @throws IllegalArgumentException where its group is none of the recording's, or it is larger
   *     than a block can be
   * @throws IOException where a block could not be written: its entries are lost, the file is as it
   *     was before
   */
  public void write(Scan scan) throws IOException {
    if (!codec.knows(scan.group()) || scan.size() > Layout.MOST_SAMPLES) {
      throw new IllegalArgumentException(scan + " is too large, or of no group of the recording");
    }
    int before = plain.size();
    codec.write(scan, plain);
    if (plain.size() > Layout.MOST_PLAIN) {
      plain.shorten(before);
      flush();
      throw new IllegalArgumentException(scan + " is too large for a recording");
    }
    flushFull();
  }

  /** Takes a mark, likewise. */
  public void write(Entry.Mark mark) throws IOException {
    codec.write(mark, plain);
    flushFull();
  }

  /** Bytes in the file. */
  public long bytes() {
    return bytes;
  }

  /** Bytes that wait for the next block, before packing. */
  public int waiting() {
    return plain.size();
  }

  /** Writes what waits, as a block of its own. */
  public void flush() throws IOException {
    if (plain.size() > 0) {
      block(Layout.ENTRIES);
    }
    codec.begin();
  }

  /** Brings all that was written to the disk itself. */
  public void force() throws IOException {
    channel.force(false);
  }

  /** Writes what waits and the end, which says that nothing is missing. */
  @Override
  public void close() throws IOException {
    try {
      flush();
      block(Layout.END);
    } finally {
      abandon();
    }
  }

  /** Lets go of the file as it is, without an end. */
  public void abandon() throws IOException {
    deflater.end();
    channel.close();
  }

  private void flushFull() throws IOException {
    if (plain.size() >= Layout.FULL) {
      flush();
    }
  }

  private void block(byte type) throws IOException {
    int length = plain.size();
    int size = pack(length);
    plain.clear();
    ByteBuffer block = ByteBuffer.allocate(Layout.BLOCK_HEAD + size);
    block.put(type).putInt(size).putInt(length);
    block.putInt(Layout.crc(type, size, length, packed, size)).put(packed, 0, size).flip();
    put(block);
  }

  private int pack(int length) {
    deflater.reset();
    deflater.setInput(plain.bytes(), 0, length);
    deflater.finish();
    int size = 0;
    while (!deflater.finished()) {
      if (size == packed.length) {
        packed = Arrays.copyOf(packed, packed.length * 2);
      }
      size += deflater.deflate(packed, size, packed.length - size);
    }
    return size;
  }

  /** Writes all of it, or nothing stays of it. */
  private void put(ByteBuffer content) throws IOException {
    int length = content.remaining();
    try {
      while (content.hasRemaining()) {
        channel.write(content);
      }
      bytes += length;
    } catch (IOException refused) {
      cutBack(refused);
      throw refused;
    }
  }

  private void cutBack(IOException refused) {
    try {
      channel.truncate(bytes);
      channel.position(bytes);
    } catch (IOException also) {
      refused.addSuppressed(also);
    }
  }
}
