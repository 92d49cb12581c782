package io.sluice.connectors.opcua;

import io.sluice.connectors.opcua.TamperedWire.Chunk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** What a hostile server puts on the wire in place of its next message, without security. */
enum HostileBytes {
  CHUNK_FLOOD_WITHOUT_FINAL,
  CHUNK_OF_SIZE_0,
  CHUNK_OVER_THE_LIMIT,
  NESTED_VARIANTS,
  NESTED_DIAGNOSTICS,
  ARRAY_DIMENSIONS_THAT_OVERFLOW,
  NEGATIVE_LENGTHS,
  STRING_OF_2_GB,
  ARRAY_OF_2_GB,
  MALFORMED_UTF_8,
  SEQUENCE_NUMBER_REPEATED,
  SEQUENCE_NUMBER_SKIPPED,
  SEQUENCE_NUMBER_AT_THE_WRAP,
  ANOTHER_CHANNEL,
  NO_MESSAGE_AT_ALL;

  private static final int FLOOD = 4_000;

  void write(Chunk chunk, OutputStream out) throws IOException {
    switch (this) {
      case CHUNK_FLOOD_WITHOUT_FINAL -> flood(chunk, out);
      case CHUNK_OF_SIZE_0 -> out.write(chunk.with(4, 0).bytes());
      case CHUNK_OVER_THE_LIMIT -> out.write(chunk.with(4, 0x7FFF_FFFF).bytes());
      case NESTED_VARIANTS -> out.write(answer(chunk, nested(10_000)));
      case NESTED_DIAGNOSTICS -> out.write(answer(chunk, diagnostics(10_000)));
      case ARRAY_DIMENSIONS_THAT_OVERFLOW ->
          out.write(answer(chunk, value(0xC0 | 6, 1, 7, 3, 65_536, 65_536, 2)));
      case NEGATIVE_LENGTHS -> out.write(answer(chunk, value(0x80 | 6, -2)));
      case STRING_OF_2_GB -> out.write(answer(chunk, value(12, 0x7FFF_FFFF)));
      case ARRAY_OF_2_GB -> out.write(answer(chunk, value(0x80 | 11, 0x7FFF_FFFF)));
      case MALFORMED_UTF_8 -> out.write(answer(chunk, value(12, 4, 0x28C3_80FF)));
      case SEQUENCE_NUMBER_REPEATED -> out.write(chunk.with(16, 1).bytes());
      case SEQUENCE_NUMBER_SKIPPED -> out.write(chunk.with(16, chunk.at(16) + 1_000).bytes());
      case SEQUENCE_NUMBER_AT_THE_WRAP -> out.write(chunk.with(16, -1).bytes());
      case ANOTHER_CHANNEL -> out.write(chunk.with(8, 4_711).bytes());
      case NO_MESSAGE_AT_ALL -> out.write(new byte[1_000]);
    }
  }

  private static void flood(Chunk chunk, OutputStream out) throws IOException {
    Chunk part = chunk.withBody(new byte[8_000]);
    part.bytes()[3] = 'C';
    int first = part.at(16);
    for (int i = 0; i < FLOOD; i++) {
      out.write(part.with(16, first + i).bytes());
    }
  }

  /** A ReadResponse to whatever was asked, whose one value begins with these bytes. */
  private static byte[] answer(Chunk chunk, byte[] value) {
    ByteBuffer body = ByteBuffer.allocate(64 + value.length).order(ByteOrder.LITTLE_ENDIAN);
    body.put((byte) 1).put((byte) 0).putShort((short) 634);
    body.putLong(0).putInt(0).putInt(0).put((byte) 0).putInt(-1);
    body.put((byte) 0).put((byte) 0).put((byte) 0);
    body.putInt(1).put((byte) 1).put(value);
    return chunk.withBody(Arrays.copyOf(body.array(), body.position())).bytes();
  }

  private static byte[] value(int encoding, int... words) {
    ByteBuffer made = ByteBuffer.allocate(1 + 4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
    made.put((byte) encoding);
    for (int word : words) {
      made.putInt(word);
    }
    return made.array();
  }

  /** Arrays of one Variant, each within the other. */
  private static byte[] nested(int depth) {
    ByteBuffer made = ByteBuffer.allocate(5 * depth + 1).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < depth; i++) {
      made.put((byte) (0x80 | 24)).putInt(1);
    }
    return made.put((byte) 0).array();
  }

  /** A Variant of DiagnosticInfo, each with an inner one. */
  private static byte[] diagnostics(int depth) {
    byte[] made = new byte[depth + 1];
    Arrays.fill(made, (byte) 0x40);
    made[0] = 25;
    return made;
  }

  static byte[] error(long code) {
    ByteBuffer made = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    made.put(new byte[] {'E', 'R', 'R', 'F'}).putInt(16).putInt((int) code).putInt(-1);
    return made.array();
  }
}
