package io.sluice.gateway.cli;

import io.sluice.gateway.options.Masking;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip file of texts, each masked line by line, of bounded size: of a long file its end, and
 * nothing more once all is full.
 */
final class Bundle implements AutoCloseable {
  private static final int MOST_OF_ONE = 1 << 20;
  private static final int MOST_OF_ALL = 20 << 20;

  private final ZipOutputStream zip;
  private int left = MOST_OF_ALL;

  private Bundle(ZipOutputStream zip) {
    this.zip = zip;
  }

  /**
   * A new file that only its owner can read.
   *
   * @throws java.nio.file.FileAlreadyExistsException where it is there
   */
  static Bundle create(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return new Bundle(new ZipOutputStream(Files.newOutputStream(file, StandardOpenOption.WRITE)));
  }

  void text(String name, String text) throws IOException {
    byte[] bytes = Masking.text(text).getBytes(StandardCharsets.UTF_8);
    int length = Math.min(bytes.length, left);
    left -= length;
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes, 0, length);
    zip.closeEntry();
  }

  /** The end of a file, from a line's beginning. */
  void end(String name, Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, in.length() - MOST_OF_ONE);
      byte[] bytes = new byte[(int) (in.length() - from)];
      in.seek(from);
      in.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      text(name, from == 0 ? text : text.substring(text.indexOf('\n') + 1));
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
