package io.sluice.connectors.plc4x;

import com.digitalpetri.modbus.ExceptionCode;
import com.digitalpetri.modbus.FunctionCode;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadCoilsResponse;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteMultipleCoilsRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleCoilsResponse;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterResponse;
import com.digitalpetri.modbus.server.ModbusRequestContext;
import com.digitalpetri.modbus.server.ModbusServices;
import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A small Modbus TCP device: registers, coils, places that do not exist. */
final class ModbusPeer implements ModbusServices, AutoCloseable {
  final int port;
  final int[] holding = new int[65_536];
  final int[] input = new int[65_536];
  final boolean[] coils = new boolean[65_536];

  /** Wire addresses that answer with exception 02. */
  final Set<Integer> unmapped = ConcurrentHashMap.newKeySet();

  /** First register and count of each holding register read so far. */
  final List<String> reads = new CopyOnWriteArrayList<>();

  /** Accepts writes, and does nothing with them. */
  volatile boolean deafToWrites;

  private @Nullable ModbusTcpServer server;

  ModbusPeer() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  ModbusPeer start() throws Exception {
    ModbusTcpServer started =
        ModbusTcpServer.create(
            NettyTcpServerTransport.create(
                config -> config.setBindAddress("127.0.0.1").setPort(port)),
            this);
    started.start();
    server = started;
    return this;
  }

  void stop() throws Exception {
    if (server != null) {
      server.stop();
      server = null;
    }
  }

  @Override
  public void close() throws Exception {
    stop();
  }

  void put(int register, double value, int words) {
    long raw = words == 2 ? Float.floatToRawIntBits((float) value) & 0xFFFF_FFFFL : (long) value;
    for (int i = 0; i < words; i++) {
      holding[register + i] = (int) (raw >>> (16 * (words - 1 - i))) & 0xFFFF;
    }
  }

  @Override
  public ReadHoldingRegistersResponse readHoldingRegisters(
      ModbusRequestContext context, int unitId, ReadHoldingRegistersRequest request)
      throws ModbusResponseException {
    reads.add(request.address() + "+" + request.quantity());
    requireMapped(FunctionCode.READ_HOLDING_REGISTERS, request.address(), request.quantity());
    return new ReadHoldingRegistersResponse(bytes(holding, request.address(), request.quantity()));
  }

  @Override
  public ReadInputRegistersResponse readInputRegisters(
      ModbusRequestContext context, int unitId, ReadInputRegistersRequest request)
      throws ModbusResponseException {
    return new ReadInputRegistersResponse(bytes(input, request.address(), request.quantity()));
  }

  @Override
  public ReadCoilsResponse readCoils(
      ModbusRequestContext context, int unitId, ReadCoilsRequest request)
      throws ModbusResponseException {
    byte[] bits = new byte[(request.quantity() + 7) / 8];
    for (int i = 0; i < request.quantity(); i++) {
      if (coils[request.address() + i]) {
        bits[i / 8] |= (byte) (1 << i % 8);
      }
    }
    return new ReadCoilsResponse(bits);
  }

  @Override
  public WriteSingleRegisterResponse writeSingleRegister(
      ModbusRequestContext context, int unitId, WriteSingleRegisterRequest request)
      throws ModbusResponseException {
    requireMapped(FunctionCode.WRITE_SINGLE_REGISTER, request.address(), 1);
    if (!deafToWrites) {
      holding[request.address()] = request.value() & 0xFFFF;
    }
    return new WriteSingleRegisterResponse(request.address(), request.value());
  }

  @Override
  public WriteMultipleRegistersResponse writeMultipleRegisters(
      ModbusRequestContext context, int unitId, WriteMultipleRegistersRequest request)
      throws ModbusResponseException {
    requireMapped(FunctionCode.WRITE_MULTIPLE_REGISTERS, request.address(), request.quantity());
    ByteBuffer values = ByteBuffer.wrap(request.values());
    for (int i = 0; i < request.quantity() && !deafToWrites; i++) {
      holding[request.address() + i] = values.getShort() & 0xFFFF;
    }
    return new WriteMultipleRegistersResponse(request.address(), request.quantity());
  }

  @Override
  public WriteMultipleCoilsResponse writeMultipleCoils(
      ModbusRequestContext context, int unitId, WriteMultipleCoilsRequest request) {
    for (int i = 0; i < request.quantity() && !deafToWrites; i++) {
      coils[request.address() + i] = (request.values()[i / 8] >> i % 8 & 1) != 0;
    }
    return new WriteMultipleCoilsResponse(request.address(), request.quantity());
  }

  private void requireMapped(FunctionCode function, int address, int quantity)
      throws ModbusResponseException {
    for (int i = 0; i < quantity; i++) {
      if (unmapped.contains(address + i)) {
        throw new ModbusResponseException(function, ExceptionCode.ILLEGAL_DATA_ADDRESS);
      }
    }
  }

  private static byte[] bytes(int[] registers, int address, int quantity) {
    ByteBuffer bytes = ByteBuffer.allocate(quantity * 2);
    for (int i = 0; i < quantity; i++) {
      bytes.putShort((short) registers[address + i]);
    }
    return bytes.array();
  }
}
