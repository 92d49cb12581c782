package io.sluice.connectors.recording;

import io.sluice.connectors.TagGroup;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a gateway's own recording. */
final class RecordingReader implements Recording {
  private final BlockReader blocks;
  private final List<TagGroup> groups;
  private final ScanCodec codec;
  private @Nullable Unpacker block;
  private boolean over;

  private RecordingReader(BlockReader blocks, List<TagGroup> groups) {
    this.blocks = blocks;
    this.groups = groups;
    this.codec = new ScanCodec(groups);
  }

  static RecordingReader open(Path file) throws RecordingException {
    BlockReader blocks = BlockReader.open(file);
    boolean opened = false;
    try {
      BlockReader.Block first = blocks.next();
      if (first == null || first.type() != Layout.GROUPS) {
        throw new RecordingException(
            file + ": has no list of groups; it was cut off right after its beginning");
      }
      RecordingReader reader = new RecordingReader(blocks, GroupsCodec.read(first.content()));
      opened = true;
      return reader;
    } finally {
      if (!opened) {
        blocks.close();
      }
    }
  }

  @Override
  public List<TagGroup> groups() {
    return groups;
  }

  @Override
  public @Nullable Entry next() throws RecordingException {
    Unpacker in = block;
    while (in == null || in.atEnd()) {
      in = over ? null : nextBlock();
      if (in == null) {
        return null;
      }
      codec.begin();
      block = in;
    }
    return codec.read(in);
  }

  /** Null where there is no further one. */
  private @Nullable Unpacker nextBlock() throws RecordingException {
    BlockReader.Block next = blocks.next();
    if (next == null || next.type() == Layout.END) {
      over = true;
      return null;
    }
    if (next.type() != Layout.ENTRIES) {
      throw new RecordingException(
          next.place() + ": is of type " + next.type() + "; a newer Sluice may know it");
    }
    return next.content();
  }

  @Override
  public Optional<String> torn() {
    return blocks.torn();
  }

  @Override
  public double share() {
    return blocks.share();
  }

  @Override
  public void close() {
    blocks.close();
  }

  /** Whether the file says that it is one. */
  static boolean begins(byte[] bytes) {
    return Arrays.equals(bytes, Layout.MAGIC);
  }

  static RecordingException unreadable(Path file, IOException cause) {
    String said = cause instanceof NoSuchFileException ? "is not there" : reason(cause);
    return new RecordingException(file + ": " + said, cause);
  }

  private static String reason(IOException cause) {
    return cause instanceof AccessDeniedException
        ? "may not be read by this user"
        : "cannot be read: " + cause.getMessage();
  }
}
