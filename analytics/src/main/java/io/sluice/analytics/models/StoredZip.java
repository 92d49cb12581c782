package io.sluice.analytics.models;

import io.sluice.analytics.ModelException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip file whose entries are stored, not packed: any zip program opens it, and nothing in it can
 * unpack to more than is there. Read so strictly that it can be read in one way only: entries lie
 * one after the other without gap, overlap, comment, extra field, link or other attribute, and the
 * directory at the end says of each what its own header says.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">PKWARE APPNOTE
 *     6.3.10</a>, 4.3.7, 4.3.12 and 4.3.16
 */
final class StoredZip {
  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int LOCAL_BYTES = 30;
  private static final int CENTRAL_BYTES = 46;
  private static final int END_BYTES = 22;
  private static final int UTF_8 = 0x800;
  private static final int LONGEST_NAME = 100;

  /** The first moment of 1980 itself would get an extra field. */
  private static final LocalDateTime EARLIEST = LocalDateTime.of(1980, 1, 2, 0, 0);

  private final ByteBuffer in;
  private final byte[] file;
  private final int most;
  private final Pattern allowed;

  private StoredZip(byte[] file, int most, Pattern allowed) {
    this.file = file;
    this.in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    this.most = most;
    this.allowed = allowed;
  }

  /** The same entries always give the same bytes. */
  static byte[] write(Map<String, byte[]> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> one : entries.entrySet()) {
        CRC32 crc = new CRC32();
        crc.update(one.getValue());
        ZipEntry entry = new ZipEntry(one.getKey());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(one.getValue().length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(EARLIEST);
        zip.putNextEntry(entry);
        zip.write(one.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory is always writable", e);
    }
    return bytes.toByteArray();
  }

  /**
   * The entries in their order.
   *
   * @param most most entries
   * @param allowed what an entry may be called
   * @throws ModelException if anything about the file is out of the ordinary
   */
  static Map<String, byte[]> read(byte[] file, int most, Pattern allowed) throws ModelException {
    try {
      return new StoredZip(file, most, allowed).entries();
    } catch (IndexOutOfBoundsException cut) {
      throw new ModelException("is damaged: it ends too early", cut);
    }
  }

  private Map<String, byte[]> entries() throws ModelException {
    int end = file.length - END_BYTES;
    if (end < 0 || in.getInt(end) != END) {
      throw new ModelException("is no model file, or damaged: it has no end");
    }
    int count = in.getShort(end + 10) & 0xffff;
    if (count > most) {
      throw new ModelException("has " + count + " entries, allowed are " + most);
    }
    int directory = in.getInt(end + 16);
    if (in.getInt(end + 4) != 0
        || (in.getShort(end + 8) & 0xffff) != count
        || directory < 0
        || in.getInt(end + 12) != end - directory) {
      throw new ModelException("is damaged: its directory is not where its end says");
    }
    Map<String, byte[]> entries = new LinkedHashMap<>();
    int at = directory;
    int data = 0;
    for (int i = 0; i < count; i++) {
      String name = central(at, data);
      int size = in.getInt(at + 24);
      local(at, data, name, directory);
      int begin = data + LOCAL_BYTES + length(name);
      if (entries.put(name, Arrays.copyOfRange(file, begin, begin + size)) != null) {
        throw new ModelException("has the entry " + name + " twice");
      }
      data = begin + size;
      at += CENTRAL_BYTES + length(name);
    }
    if (at != end || data != directory) {
      throw new ModelException("is damaged: there is more in it than its entries");
    }
    return entries;
  }

  /** Checks what the directory says of an entry; gives its name. */
  private String central(int at, int data) throws ModelException {
    if (in.getInt(at) != CENTRAL) {
      throw new ModelException("is damaged: its directory ends too early");
    }
    int length = in.getShort(at + 28) & 0xffff;
    if (length > LONGEST_NAME) {
      throw new ModelException("has an entry whose name has " + length + " bytes");
    }
    String name = new String(file, at + CENTRAL_BYTES, length, StandardCharsets.UTF_8);
    if (!allowed.matcher(name).matches()) {
      throw new ModelException(
          "has an entry that has no place in a model file: '%.60s'".formatted(name));
    }
    if (in.getInt(at + 38) != 0) {
      throw new ModelException(
          "has an entry " + name + " that is a link or has other attributes of a file system");
    }
    if (in.getShort(at + 10) != 0 || in.getInt(at + 20) != in.getInt(at + 24)) {
      throw new ModelException(
          "has an entry " + name + " that is packed; in a model file all are stored");
    }
    boolean plain =
        (in.getShort(at + 8) & ~UTF_8) == 0
            && in.getInt(at + 30) == 0
            && in.getShort(at + 34) == 0
            && in.getInt(at + 42) == data;
    if (!plain) {
      throw new ModelException("is damaged: entry " + name + " is out of the ordinary");
    }
    return name;
  }

  /** Checks that the entry's own header says the same, and that it ends before the directory. */
  private void local(int central, int at, String name, int directory) throws ModelException {
    boolean same = in.getInt(at) == LOCAL && in.getShort(at + 28) == 0;
    // Version needed, flags, method, time, date, CRC, both sizes and the length of the name.
    for (int i = 4; same && i < 28; i++) {
      same = in.get(at + i) == in.get(central + i + 2);
    }
    byte[] written = name.getBytes(StandardCharsets.UTF_8);
    int begin = at + LOCAL_BYTES;
    same =
        same
            && begin + written.length <= directory
            && Arrays.equals(written, Arrays.copyOfRange(file, begin, begin + written.length));
    long size = in.getInt(central + 24);
    if (!same || size < 0 || begin + written.length + size > directory) {
      throw new ModelException("is damaged: entry " + name + " is not what the directory says");
    }
  }

  private static int length(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }

  /** True where a file begins with an entry of this name. */
  static boolean beginsWith(byte[] file, String name) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    return file.length > LOCAL_BYTES + wanted.length
        && ((file[26] & 0xff) | ((file[27] & 0xff) << 8)) == wanted.length
        && Arrays.equals(
            wanted, Arrays.copyOfRange(file, LOCAL_BYTES, LOCAL_BYTES + wanted.length));
  }
}
