package io.sluice.gateway.options;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file once, bounded, as UTF-8 text without surprises. */
public final class SourceReader {
  /** What is said about byte order mark and Windows line ends. */
  public enum WindowsTraces {
    /** Spreadsheets write them and users cannot help it. */
    NORMAL,
    WARN
  }

  private final Problems problems;
  private final FileSource files;

  /** Reads from the disk. */
  public SourceReader(Problems problems) {
    this(problems, new DiskFiles());
  }

  public SourceReader(Problems problems, FileSource files) {
    this.problems = problems;
    this.files = files;
  }

  /**
   * Reads the whole file.
   *
   * @param path an ordinary file, or a link to one
   * @param largest most bytes
   * @return its text with line feeds and without byte order mark; empty where problems say why not
   */
  public Optional<SourceFile> read(Path path, long largest, WindowsTraces traces) {
    SourceFile nameOnly = new SourceFile(path.toString(), "");
    byte[] bytes = bytes(path, largest, nameOnly).orElse(null);
    if (bytes == null) {
      return Optional.empty();
    }
    String text = decode(bytes, path).orElse(null);
    if (text == null) {
      return Optional.empty();
    }
    boolean marked = text.startsWith("\uFEFF");
    boolean windows = text.contains("\r\n");
    SourceFile file =
        new SourceFile(path.toString(), text.substring(marked ? 1 : 0).replace("\r\n", "\n"));
    if (traces == WindowsTraces.WARN) {
      warn(file, marked, windows);
    }
    return HiddenCharacters.none(file, problems) ? Optional.of(file) : Optional.empty();
  }

  private void warn(SourceFile file, boolean marked, boolean windows) {
    if (marked) {
      problems.warning(
          file.whole(),
          Code.BYTE_ORDER_MARK,
          "begins with a byte order mark; other tools may stumble over it");
    }
    if (windows) {
      problems.warning(
          file.whole(), Code.WINDOWS_LINE_ENDS, "has Windows line ends (CR LF); LF is usual");
    }
  }

  private Optional<byte[]> bytes(Path path, long largest, SourceFile nameOnly) {
    try {
      FileSource.Kind kind = files.kind(path);
      if (kind != FileSource.Kind.FILE) {
        boolean there = kind != FileSource.Kind.NOTHING;
        problems.error(
            nameOnly.whole(),
            there ? Code.FILE_UNREADABLE : Code.FILE_MISSING,
            there ? "is not an ordinary file" : "is not there");
        return Optional.empty();
      }
      byte[] bytes = files.read(path, (int) largest + 1);
      if (bytes.length <= largest) {
        return Optional.of(bytes);
      }
      problems.error(
          nameOnly.whole(),
          Code.FILE_TOO_LARGE,
          "is larger than " + largest / 1024 + " KB, which is the most");
    } catch (NoSuchFileException gone) {
      problems.error(nameOnly.whole(), Code.FILE_MISSING, "is not there");
    } catch (IOException unreadable) {
      problems.error(nameOnly.whole(), Code.FILE_UNREADABLE, "cannot be read by this user");
    }
    return Optional.empty();
  }

  private Optional<String> decode(byte[] bytes, Path path) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    out.flip();
    if (!result.isError()) {
      return Optional.of(out.toString());
    }
    notUtf8(out.toString(), bytes, in.position(), path);
    return Optional.empty();
  }

  private void notUtf8(String before, byte[] bytes, int offset, Path path) {
    String rest =
        new String(bytes, offset, Math.min(200, bytes.length - offset), StandardCharsets.UTF_8);
    SourceFile file = new SourceFile(path.toString(), (before + rest).replace("\r\n", "\n"));
    String lineStart = before.substring(before.lastIndexOf('\n') + 1);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    problems.error(
        file.at(line, lineStart.codePointCount(0, lineStart.length()) + 1),
        Code.NOT_UTF8,
        String.format(
            "the byte 0x%02X is not UTF-8; save the file with encoding UTF-8", bytes[offset]));
  }
}
