package io.sluice.analytics.csv;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a file on their way to characters: counted, and only ever UTF-8. */
final class FileBytes extends InputStream {
  private static final int LOOK = 4096;

  private final InputStream bytes;
  private long read;

  private FileBytes(InputStream bytes) {
    this.bytes = bytes;
  }

  /**
   * Opens the file behind its byte order mark.
   *
   * @throws CsvException where it is in UTF-16 or no text
   */
  static FileBytes open(Path file) throws IOException, CsvException {
    PushbackInputStream stream = new PushbackInputStream(Files.newInputStream(file), LOOK);
    try {
      byte[] head = stream.readNBytes(LOOK);
      requireText(file, head);
      boolean marked = at(head, 0) == 0xEF && at(head, 1) == 0xBB && at(head, 2) == 0xBF;
      stream.unread(head, marked ? 3 : 0, head.length - (marked ? 3 : 0));
      return new FileBytes(stream);
    } catch (IOException | CsvException e) {
      stream.close();
      throw e;
    }
  }

  /** Bytes read so far. */
  long count() {
    return read;
  }

  BufferedReader characters() {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    return new BufferedReader(new InputStreamReader(this, decoder), 1 << 16);
  }

  @Override
  public int read() throws IOException {
    int one = bytes.read();
    read += one < 0 ? 0 : 1;
    return one;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int got = bytes.read(into, offset, length);
    read += Math.max(0, got);
    return got;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }

  /** The first line, from 1, that is not UTF-8; a line feed is never part of another character. */
  static long firstBadLine(Path file) throws IOException {
    long line = 1;
    ByteArrayOutputStream row = new ByteArrayOutputStream();
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
      for (int one = stream.read(); one >= 0; one = stream.read()) {
        row.write(one);
        if (one == '\n') {
          if (!isUtf8(row.toByteArray())) {
            return line;
          }
          row.reset();
          line++;
        }
      }
    }
    return line;
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException other) {
      return false;
    }
  }

  private static void requireText(Path file, byte[] head) throws CsvException {
    int first = at(head, 0);
    int second = at(head, 1);
    if ((first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF)) {
      throw new CsvException(file + ":1: is in UTF-16; save it as UTF-8");
    }
    long line = 1;
    for (byte one : head) {
      if (one == 0) {
        throw new CsvException(
            file + ":" + line + ": is no text in UTF-8 (UTF-16 or binary); save it as UTF-8");
      }
      line += one == '\n' ? 1 : 0;
    }
  }

  private static int at(byte[] head, int index) {
    return index < head.length ? head[index] & 0xFF : -1;
  }
}
