package io.sluice.connectors.modbus;

import com.digitalpetri.modbus.ModbusPduSerializer.DefaultRequestSerializer;
import com.digitalpetri.modbus.exceptions.ModbusException;
import com.digitalpetri.modbus.pdu.MaskWriteRegisterRequest;
import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleCoilsRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleCoilRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * One request to one unit, and what a right answer to it looks like: an answer is taken only where
 * unit, function, and length or echo are those of the question. Immutable.
 */
final class Question {
  private static final int LONGEST_PDU = 253;
  private static final int EXCEPTION_BIT = 0x80;

  private final int unit;
  private final byte[] pdu;

  /** Bytes of data that a read brings, or bytes of the request that a write echoes. */
  private final int expected;

  private final boolean read;

  private Question(int unit, ModbusRequestPdu request, int expected, boolean read) {
    this.unit = unit;
    this.pdu = encoded(request);
    this.expected = expected;
    this.read = read;
  }

  static Question read(int unit, Table table, int start, int count) {
    ModbusRequestPdu request =
        switch (table) {
          case COIL -> new ReadCoilsRequest(start, count);
          case DISCRETE -> new ReadDiscreteInputsRequest(start, count);
          case INPUT -> new ReadInputRegistersRequest(start, count);
          case HOLDING -> new ReadHoldingRegistersRequest(start, count);
        };
    return new Question(unit, request, table.bits() ? (count + 7) / 8 : 2 * count, true);
  }

  static Question writeCoil(int unit, int offset, boolean value) {
    return write(unit, new WriteSingleCoilRequest(offset, value));
  }

  /** The same by the function for several coils, for units that do not know the other. */
  static Question writeCoilAsSeveral(int unit, int offset, boolean value) {
    byte[] bits = {(byte) (value ? 1 : 0)};
    return write(unit, new WriteMultipleCoilsRequest(offset, 1, bits));
  }

  static Question writeRegister(int unit, int offset, byte[] word) {
    int value = ((word[0] & 0xFF) << 8) | (word[1] & 0xFF);
    return write(unit, new WriteSingleRegisterRequest(offset, value));
  }

  static Question writeRegisters(int unit, int offset, byte[] words) {
    return write(unit, new WriteMultipleRegistersRequest(offset, words.length / 2, words));
  }

  /** Sets one bit and leaves the others as they are, within the unit. */
  static Question writeBit(int unit, int offset, int bit, boolean value) {
    int mask = 1 << bit;
    return write(unit, new MaskWriteRegisterRequest(offset, ~mask & 0xFFFF, value ? mask : 0));
  }

  /**
   * A read from the same place whose answer has another length; empty for writes. A unit that
   * answered the one can answer this: its program does not have to know another function.
   */
  Optional<Question> ofOtherLength() {
    if (!read) {
      return Optional.empty();
    }
    ByteBuffer asked = ByteBuffer.wrap(pdu);
    int start = asked.getShort(1) & 0xFFFF;
    Table table =
        switch (function()) {
          case 1 -> Table.COIL;
          case 2 -> Table.DISCRETE;
          case 3 -> Table.HOLDING;
          default -> Table.INPUT;
        };
    int other = expected <= (table.bits() ? 1 : 2) ? table.bits() ? 9 : 2 : 1;
    return Optional.of(read(unit, table, start, other));
  }

  int unit() {
    return unit;
  }

  boolean read() {
    return read;
  }

  int function() {
    return pdu[0] & 0xFF;
  }

  byte[] pdu() {
    return pdu.clone();
  }

  /** What the answer says, which came from the unit to this request as far as its frame tells. */
  Reply judge(int fromUnit, byte[] answer) {
    if (fromUnit != unit) {
      return new Reply.Garbled("unit " + fromUnit + " answered in the place of unit " + unit);
    }
    int function = answer.length == 0 ? -1 : answer[0] & 0xFF;
    if (function == (function() | EXCEPTION_BIT)) {
      return answer.length == 2
          ? new Reply.Refusal(answer[1] & 0xFF)
          : new Reply.Garbled("an exception of " + answer.length + " bytes came");
    }
    if (function != function()) {
      return new Reply.Garbled("function " + function + " came for " + function());
    }
    return read ? judgeRead(answer) : judgeEcho(answer);
  }

  private Reply judgeRead(byte[] answer) {
    int said = answer.length < 2 ? -1 : answer[1] & 0xFF;
    if (said != expected || answer.length != 2 + expected) {
      return new Reply.Garbled(
          "an answer of " + Math.max(0, answer.length - 2) + " bytes came for " + expected);
    }
    return new Reply.Data(Arrays.copyOfRange(answer, 2, answer.length));
  }

  private Reply judgeEcho(byte[] answer) {
    boolean same =
        answer.length == expected
            && Arrays.equals(answer, 0, expected, pdu, 0, Math.min(expected, pdu.length));
    return same ? new Reply.Data() : new Reply.Garbled("another write was confirmed");
  }

  private static Question write(int unit, ModbusRequestPdu request) {
    int echoed = request instanceof MaskWriteRegisterRequest ? 7 : 5;
    return new Question(unit, request, echoed, false);
  }

  private static byte[] encoded(ModbusRequestPdu request) {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST_PDU);
    try {
      DefaultRequestSerializer.INSTANCE.encode(request, bytes);
    } catch (ModbusException unknown) {
      throw new IllegalArgumentException("no request of ours: " + request, unknown);
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
