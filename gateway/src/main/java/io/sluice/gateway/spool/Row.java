package io.sluice.gateway.spool;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32C;

/**
 * A record as it lies in the table.
 *
 * @param id key, rising with age; records have even ones, so that a gap fits before each
 * @param upto the sequence number, but for a gap its last one
 * @param appended when, on the spool's age clock, in ms
 * @param crc CRC-32C of all that a receiver sees, as read or as computed
 */
record Row(
    long id,
    String stream,
    long seq,
    long upto,
    String kind,
    Instant time,
    long appended,
    String body,
    int crc) {
  /** About what a row takes besides its text. */
  private static final int OVERHEAD = 80;

  static Row of(long id, SpoolRecord record, long seq, long appended) {
    return new Row(
            id, record.stream(), seq, seq, record.kind(), record.time(), appended, record.body(), 0)
        .sealed();
  }

  static Row of(long id, String stream, Gap gap, Instant time, long appended) {
    return new Row(id, stream, gap.from(), gap.to(), SpoolRecord.GAP, time, appended, gap.body(), 0)
        .sealed();
  }

  static int cost(SpoolRecord record) {
    return OVERHEAD + record.stream().length() + utf8Length(record.body());
  }

  int cost() {
    return OVERHEAD + stream.length() + utf8Length(body);
  }

  boolean gap() {
    return kind.equals(SpoolRecord.GAP);
  }

  boolean sound() {
    return crc == computedCrc();
  }

  StoredRecord stored(boolean redelivered) {
    return new StoredRecord(id, stream, seq, upto, kind, time, redelivered, body);
  }

  /** The same row with its checksum. */
  private Row sealed() {
    return new Row(id, stream, seq, upto, kind, time, appended, body, computedCrc());
  }

  private int computedCrc() {
    CRC32C crc32c = new CRC32C();
    ByteBuffer numbers = ByteBuffer.allocate(28);
    numbers.putLong(seq).putLong(upto).putLong(time.getEpochSecond()).putInt(time.getNano());
    crc32c.update(numbers.flip());
    crc32c.update(stream.getBytes(StandardCharsets.UTF_8));
    crc32c.update(kind.getBytes(StandardCharsets.UTF_8));
    crc32c.update(body.getBytes(StandardCharsets.UTF_8));
    return (int) crc32c.getValue();
  }

  private static int utf8Length(String text) {
    int length = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        length += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return length;
  }
}
