package io.sluice.connectors.modbus;

import com.digitalpetri.modbus.ExceptionCode;
import com.digitalpetri.modbus.FunctionCode;
import com.digitalpetri.modbus.Modbus;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.exceptions.UnknownUnitIdException;
import com.digitalpetri.modbus.pdu.MaskWriteRegisterRequest;
import com.digitalpetri.modbus.pdu.MaskWriteRegisterResponse;
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
import com.digitalpetri.modbus.pdu.WriteSingleCoilRequest;
import com.digitalpetri.modbus.pdu.WriteSingleCoilResponse;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterResponse;
import com.digitalpetri.modbus.server.ModbusRequestContext;
import com.digitalpetri.modbus.server.ModbusServer;
import com.digitalpetri.modbus.server.ModbusServices;
import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.tcp.Netty;
import com.digitalpetri.modbus.tcp.server.NettyServerTransportConfig;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import io.sluice.simulator.modbus.RtuOverTcpTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A small Modbus device, or several behind one address: registers, coils, places that do not exist.
 */
public final class ModbusPeer implements ModbusServices, AutoCloseable {
  public final int port;
  public final int[] holding = new int[65_536];
  public final int[] input = new int[65_536];
  public final boolean[] coils = new boolean[65_536];

  /** Wire addresses that answer with exception 02. */
  public final Set<Integer> unmapped = ConcurrentHashMap.newKeySet();

  /** Units that do not answer. */
  public final Set<Integer> dead = ConcurrentHashMap.newKeySet();

  /** Units that answer every read with this exception. */
  public final Map<Integer, ExceptionCode> ill = new ConcurrentHashMap<>();

  /** Functions that it says it does not know. */
  public final Set<FunctionCode> unknown = ConcurrentHashMap.newKeySet();

  /** First register and count of each holding register read so far. */
  public final List<String> reads = new CopyOnWriteArrayList<>();

  /** Unit of each read so far. */
  public final List<Integer> units = new CopyOnWriteArrayList<>();

  /** Whether reads are remembered; a benchmark's are too many. */
  public volatile boolean remembers = true;

  /** Accepts writes, and does nothing with them. */
  public volatile boolean deafToWrites;

  private static final int ATTEMPTS = 40;
  private static final int PAUSE_MILLIS = 25;

  private final Carrier carrier;
  private @Nullable KeyManagerFactory keys;
  private @Nullable TrustManagerFactory trusted;
  private @Nullable ModbusServer server;

  /** How frames are carried. */
  public enum Carrier {
    TCP,
    RTU_OVER_TCP,
    TLS
  }

  public ModbusPeer() throws IOException {
    this(Carrier.TCP);
  }

  public ModbusPeer(Carrier carrier) throws IOException {
    this.carrier = carrier;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  /** Who it is and whom it trusts, for TLS; it asks its clients for a certificate. */
  public void secure(KeyManagerFactory own, TrustManagerFactory clients) {
    keys = own;
    trusted = clients;
  }

  /** Java gives a port back only with the selection after the close: a restart may be too early. */
  public ModbusPeer start() throws Exception {
    for (int attempt = 1; server == null; attempt++) {
      ModbusServer fresh = server();
      try {
        fresh.start();
        server = fresh;
      } catch (ExecutionException portTaken) {
        if (attempt == ATTEMPTS) {
          throw portTaken;
        }
        boolean unused = new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
    return this;
  }

  public void stop() throws Exception {
    if (server != null) {
      server.stop();
      server = null;
    }
  }

  @Override
  public void close() throws Exception {
    stop();
  }

  private ModbusServer server() {
    return ModbusTcpServer.create(
        carrier != Carrier.RTU_OVER_TCP
            ? NettyTcpServerTransport.create(this::configure)
            : new RtuOverTcpTransport(
                Netty.sharedEventLoop(),
                Modbus.sharedExecutor(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
        this);
  }

  private void configure(NettyServerTransportConfig.Builder config) {
    config.setBindAddress("127.0.0.1").setPort(port);
    if (carrier == Carrier.TLS) {
      config.setTlsEnabled(true).setKeyManagerFactory(keys).setTrustManagerFactory(trusted);
    }
  }

  public void put(int register, double value, int words) {
    long raw = words == 2 ? Float.floatToRawIntBits((float) value) & 0xFFFF_FFFFL : (long) value;
    for (int i = 0; i < words; i++) {
      holding[register + i] = (int) (raw >>> (16 * (words - 1 - i))) & 0xFFFF;
    }
  }

  @Override
  public ReadHoldingRegistersResponse readHoldingRegisters(
      ModbusRequestContext context, int unitId, ReadHoldingRegistersRequest request)
      throws ModbusResponseException, UnknownUnitIdException {
    if (remembers) {
      reads.add(request.address() + "+" + request.quantity());
    }
    answers(FunctionCode.READ_HOLDING_REGISTERS, unitId);
    requireMapped(FunctionCode.READ_HOLDING_REGISTERS, request.address(), request.quantity());
    return new ReadHoldingRegistersResponse(bytes(holding, request.address(), request.quantity()));
  }

  @Override
  public ReadInputRegistersResponse readInputRegisters(
      ModbusRequestContext context, int unitId, ReadInputRegistersRequest request)
      throws ModbusResponseException, UnknownUnitIdException {
    answers(FunctionCode.READ_INPUT_REGISTERS, unitId);
    return new ReadInputRegistersResponse(bytes(input, request.address(), request.quantity()));
  }

  @Override
  public ReadCoilsResponse readCoils(
      ModbusRequestContext context, int unitId, ReadCoilsRequest request)
      throws ModbusResponseException, UnknownUnitIdException {
    answers(FunctionCode.READ_COILS, unitId);
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
    knows(FunctionCode.WRITE_SINGLE_REGISTER);
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
    knows(FunctionCode.WRITE_MULTIPLE_REGISTERS);
    requireMapped(FunctionCode.WRITE_MULTIPLE_REGISTERS, request.address(), request.quantity());
    ByteBuffer values = ByteBuffer.wrap(request.values());
    for (int i = 0; i < request.quantity() && !deafToWrites; i++) {
      holding[request.address() + i] = values.getShort() & 0xFFFF;
    }
    return new WriteMultipleRegistersResponse(request.address(), request.quantity());
  }

  @Override
  public WriteMultipleCoilsResponse writeMultipleCoils(
      ModbusRequestContext context, int unitId, WriteMultipleCoilsRequest request)
      throws ModbusResponseException {
    knows(FunctionCode.WRITE_MULTIPLE_COILS);
    for (int i = 0; i < request.quantity() && !deafToWrites; i++) {
      coils[request.address() + i] = (request.values()[i / 8] >> i % 8 & 1) != 0;
    }
    return new WriteMultipleCoilsResponse(request.address(), request.quantity());
  }

  @Override
  public WriteSingleCoilResponse writeSingleCoil(
      ModbusRequestContext context, int unitId, WriteSingleCoilRequest request)
      throws ModbusResponseException {
    knows(FunctionCode.WRITE_SINGLE_COIL);
    coils[request.address()] = request.value() == 0xFF00;
    return new WriteSingleCoilResponse(request.address(), request.value());
  }

  @Override
  public MaskWriteRegisterResponse maskWriteRegister(
      ModbusRequestContext context, int unitId, MaskWriteRegisterRequest request)
      throws ModbusResponseException {
    knows(FunctionCode.MASK_WRITE_REGISTER);
    int held = holding[request.address()];
    holding[request.address()] =
        (held & request.andMask()) | (request.orMask() & ~request.andMask() & 0xFFFF);
    return new MaskWriteRegisterResponse(request.address(), request.andMask(), request.orMask());
  }

  private void answers(FunctionCode function, int unit)
      throws ModbusResponseException, UnknownUnitIdException {
    if (remembers) {
      units.add(unit);
    }
    if (dead.contains(unit)) {
      throw new UnknownUnitIdException(unit);
    }
    ExceptionCode illness = ill.get(unit);
    if (illness != null) {
      throw new ModbusResponseException(function, illness);
    }
    knows(function);
  }

  private void knows(FunctionCode function) throws ModbusResponseException {
    if (unknown.contains(function)) {
      throw new ModbusResponseException(function, ExceptionCode.ILLEGAL_FUNCTION);
    }
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
