package io.sluice.simulator.modbus;

import com.digitalpetri.modbus.ExceptionCode;
import com.digitalpetri.modbus.FunctionCode;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.exceptions.UnknownUnitIdException;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterResponse;
import com.digitalpetri.modbus.server.ModbusRequestContext;
import com.digitalpetri.modbus.server.ModbusServices;
import io.sluice.simulator.instruments.Image;
import io.sluice.simulator.instruments.Panel;
import io.sluice.simulator.instruments.PlantTag;
import io.sluice.simulator.instruments.Protocol;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * What the pump's PLC answers: functions 03, 06 and 16 on unit 1 (Modbus Application Protocol
 * V1.1b3, 6.3, 6.6 and 6.12). Quantities are checked here because the library does not. Another
 * unit gets no answer, as from a serial line without that device.
 */
final class PumpServices implements ModbusServices {
  private static final int UNIT = 1;
  private static final int MOST_READ = 125;
  private static final int MOST_WRITTEN = 123;

  private final Registers registers = new Registers();
  private final Panel panel;
  private final Supplier<Instant> clock;

  PumpServices(Panel panel, Supplier<Instant> clock) {
    this.panel = panel;
    this.clock = clock;
  }

  @Override
  public ReadHoldingRegistersResponse readHoldingRegisters(
      ModbusRequestContext context, int unit, ReadHoldingRegistersRequest request)
      throws ModbusResponseException, UnknownUnitIdException {
    check(unit);
    FunctionCode function = FunctionCode.READ_HOLDING_REGISTERS;
    checkQuantity(function, request.quantity(), MOST_READ);
    Image image = panel.image();
    if (!registers.mapped(request.address(), request.quantity())
        || registers.gone(image, request.address(), request.quantity())) {
      throw new ModbusResponseException(function, ExceptionCode.ILLEGAL_DATA_ADDRESS);
    }
    return new ReadHoldingRegistersResponse(
        registers.read(image, request.address(), request.quantity()));
  }

  @Override
  public WriteSingleRegisterResponse writeSingleRegister(
      ModbusRequestContext context, int unit, WriteSingleRegisterRequest request)
      throws ModbusResponseException, UnknownUnitIdException {
    check(unit);
    byte[] word = ByteBuffer.allocate(2).putShort((short) request.value()).array();
    write(FunctionCode.WRITE_SINGLE_REGISTER, request.address(), word);
    return new WriteSingleRegisterResponse(request.address(), request.value());
  }

  @Override
  public WriteMultipleRegistersResponse writeMultipleRegisters(
      ModbusRequestContext context, int unit, WriteMultipleRegistersRequest request)
      throws ModbusResponseException, UnknownUnitIdException {
    check(unit);
    FunctionCode function = FunctionCode.WRITE_MULTIPLE_REGISTERS;
    checkQuantity(function, request.quantity(), MOST_WRITTEN);
    if (request.values().length != 2 * request.quantity()) {
      throw new ModbusResponseException(function, ExceptionCode.ILLEGAL_DATA_VALUE);
    }
    write(function, request.address(), request.values());
    return new WriteMultipleRegistersResponse(request.address(), request.quantity());
  }

  /** A write that spans several tags is taken whole or not at all. */
  private void write(FunctionCode function, int address, byte[] bytes)
      throws ModbusResponseException {
    int quantity = bytes.length / 2;
    List<PlantTag> tags = registers.touching(address, quantity);
    String refusal = refusal(tags, address, quantity);
    ByteBuffer words = ByteBuffer.wrap(bytes);
    if (!refusal.isEmpty()) {
      logRefused(tags, address, words, refusal);
      throw new ModbusResponseException(function, ExceptionCode.ILLEGAL_DATA_ADDRESS);
    }
    boolean accepted = true;
    for (PlantTag tag : tags) {
      String raw = hex(words, tag.type().registers());
      double value = Registers.value(tag, words);
      accepted &= panel.command(write(tag.name(), raw, OptionalDouble.of(value), ""), clock.get());
    }
    if (!accepted) {
      throw new ModbusResponseException(function, ExceptionCode.ILLEGAL_DATA_VALUE);
    }
  }

  private String refusal(List<PlantTag> tags, int address, int quantity) {
    if (!registers.mapped(address, quantity)) {
      return "no tag at this address";
    }
    for (PlantTag tag : tags) {
      if (!tag.writable()) {
        return tag.name() + " is not writable";
      }
    }
    int covered = tags.stream().mapToInt(tag -> tag.type().registers()).sum();
    boolean whole = registers.at(address) != null && covered == quantity;
    return whole ? "" : "only a part of the tag's registers is written";
  }

  private void logRefused(List<PlantTag> tags, int address, ByteBuffer words, String refusal) {
    String where = tags.isEmpty() ? "4x" + (address + 1) : tags.get(0).name();
    String raw = hex(words, words.remaining() / 2);
    panel.command(write(where, raw, OptionalDouble.empty(), refusal), clock.get());
  }

  private static Panel.Write write(String tag, String raw, OptionalDouble value, String refusal) {
    return new Panel.Write(Protocol.MODBUS, tag, raw, value, refusal);
  }

  private static String hex(ByteBuffer words, int registers) {
    byte[] bytes = new byte[2 * registers];
    words.duplicate().get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static void check(int unit) throws UnknownUnitIdException {
    if (unit != UNIT) {
      throw new UnknownUnitIdException(unit);
    }
  }

  private static void checkQuantity(FunctionCode function, int quantity, int most)
      throws ModbusResponseException {
    if (quantity < 1 || quantity > most) {
      throw new ModbusResponseException(function, ExceptionCode.ILLEGAL_DATA_VALUE);
    }
  }
}
