package io.sluice.connectors.recording;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Takes numbers and texts out of a block, and trusts none of them. */
final class Unpacker {
  private final String place;
  private final byte[] bytes;
  private int at;

  /**
   * @param place of the block in its file, for messages
   */
  Unpacker(String place, byte[] bytes) {
    this.place = place;
    this.bytes = bytes;
  }

  boolean atEnd() {
    return at == bytes.length;
  }

  int octet() throws RecordingException {
    need(1);
    return bytes[at++] & 0xFF;
  }

  int int32() throws RecordingException {
    need(4);
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 8 | (bytes[at++] & 0xFF);
    }
    return value;
  }

  long int64() throws RecordingException {
    need(8);
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | (bytes[at++] & 0xFF);
    }
    return value;
  }

  long count() throws RecordingException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int octet = octet();
      value |= (long) (octet & 0x7F) << shift;
      if (octet < 0x80) {
        return value;
      }
    }
    throw wrong("has a number of more than 64 bits");
  }

  /**
   * A count that something is allocated for.
   *
   * @param what what is counted
   */
  int count(String what, int most) throws RecordingException {
    long value = count();
    if (value < 0 || value > most) {
      throw wrong(
          "says "
              + Long.toUnsignedString(value)
              + " "
              + what
              + ", at most "
              + most
              + " are allowed");
    }
    return (int) value;
  }

  long difference() throws RecordingException {
    long value = count();
    return (value >>> 1) ^ -(value & 1);
  }

  String text() throws RecordingException {
    int length = count("bytes of text", Layout.MOST_TEXT);
    need(length);
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length)).toString();
      at += length;
      return text;
    } catch (CharacterCodingException e) {
      throw wrong("has a text that is no UTF-8");
    }
  }

  /** Something in the block is not as it must be. */
  RecordingException wrong(String problem) {
    return new RecordingException(place + ", " + at + " bytes into it: " + problem);
  }

  private void need(int length) throws RecordingException {
    if (bytes.length - at < length) {
      throw wrong("ends in the middle of an entry");
    }
  }
}
