package io.sluice.connectors.modbus;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.nio.ByteBuffer;

/**
 * In which order a device sends the bytes of a value, A being the most significant. Longer values
 * follow the same pattern, shorter ones and texts only that of the bytes in a register.
 */
public enum WordOrder {
  @JsonPropertyDescription("High word first, high byte first: what the standard says.")
  @JsonProperty("ABCD")
  ABCD(false, false),
  @JsonPropertyDescription("Low word first, high byte first.")
  @JsonProperty("CDAB")
  CDAB(true, false),
  @JsonPropertyDescription("High word first, low byte first.")
  @JsonProperty("BADC")
  BADC(false, true),
  @JsonPropertyDescription("Low word first, low byte first.")
  @JsonProperty("DCBA")
  DCBA(true, true);

  private final boolean lowWordFirst;
  private final boolean lowByteFirst;

  WordOrder(boolean lowWordFirst, boolean lowByteFirst) {
    this.lowWordFirst = lowWordFirst;
    this.lowByteFirst = lowByteFirst;
  }

  /**
   * The bits of a value.
   *
   * @param at index of its first byte
   * @param words 1 to 4
   */
  long raw(byte[] registers, int at, int words) {
    long raw = 0;
    for (int i = 0; i < words; i++) {
      int word = lowWordFirst ? words - 1 - i : i;
      raw = raw << 16 | word(registers, at + 2 * word);
    }
    return raw;
  }

  /** The bytes that carry a value of so many words. */
  byte[] bytes(long raw, int words) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * words);
    for (int i = 0; i < words; i++) {
      int significance = lowWordFirst ? i : words - 1 - i;
      short word = (short) (raw >>> (16 * significance));
      bytes.putShort(lowByteFirst ? Short.reverseBytes(word) : word);
    }
    return bytes.array();
  }

  /** Bytes of a text as they are read. */
  byte[] text(byte[] registers, int at, int length) {
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = registers[at + (lowByteFirst ? i ^ 1 : i)];
    }
    return text;
  }

  /** The bit of a register, as the wire numbers it, that carries a value's bit. */
  int wireBit(int bit) {
    return lowByteFirst ? bit ^ 8 : bit;
  }

  private long word(byte[] registers, int at) {
    int first = registers[at] & 0xFF;
    int second = registers[at + 1] & 0xFF;
    return lowByteFirst ? second << 8 | first : first << 8 | second;
  }
}
