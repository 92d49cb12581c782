package io.sluice.simulator.modbus;

import com.digitalpetri.modbus.Crc16;
import com.digitalpetri.modbus.MbapHeader;
import com.digitalpetri.modbus.ModbusTcpFrame;
import com.digitalpetri.modbus.exceptions.UnknownUnitIdException;
import com.digitalpetri.modbus.server.ModbusRequestContext.ModbusTcpRequestContext;
import com.digitalpetri.modbus.server.ModbusTcpServerTransport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RTU frames over TCP for the library's TCP server, as a serial device behind a transparent
 * converter sends them. The library's own RTU server gives exceptions a wrong check sum and serves
 * one client at a time.
 */
public final class RtuOverTcpTransport implements ModbusTcpServerTransport {
  private static final Logger log = LoggerFactory.getLogger(RtuOverTcpTransport.class);
  private static final int LONGEST = 256;
  private static final int CHECK_SUM = 2;

  private final EventLoopGroup eventLoop;
  private final Executor executor;
  private final InetSocketAddress address;
  private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private volatile @Nullable FrameReceiver<ModbusTcpRequestContext, ModbusTcpFrame> receiver;
  private volatile @Nullable Channel listening;

  /**
   * Wires; opens nothing.
   *
   * @param executor runs the services, one request after the other
   * @param address where to listen, port 0 for any free one
   */
  public RtuOverTcpTransport(
      EventLoopGroup eventLoop, Executor executor, InetSocketAddress address) {
    this.eventLoop = eventLoop;
    this.executor = executor;
    this.address = address;
  }

  /** Where it listens, or null where it does not. */
  public @Nullable Channel listening() {
    return listening;
  }

  @Override
  public CompletionStage<Void> bind() {
    CompletableFuture<Void> bound = new CompletableFuture<>();
    ChannelFuture unused =
        new ServerBootstrap()
            .group(eventLoop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    clients.add(channel);
                    channel.pipeline().addLast(new Requests());
                  }
                })
            .bind(address)
            .addListener((ChannelFutureListener) done -> bound(done, bound));
    return bound;
  }

  @Override
  public CompletionStage<Void> unbind() {
    CompletableFuture<Void> unbound = new CompletableFuture<>();
    Channel open = listening;
    listening = null;
    if (open == null) {
      unbound.complete(null);
      return unbound;
    }
    var unused =
        open.close()
            .addListener(
                closed -> {
                  var closing = clients.close().addListener(all -> unbound.complete(null));
                  log.debug("modbus rtu: closing {} clients", closing.group().size());
                });
    return unbound;
  }

  @Override
  public void receive(FrameReceiver<ModbusTcpRequestContext, ModbusTcpFrame> next) {
    receiver = next;
  }

  private void bound(ChannelFuture done, CompletableFuture<Void> bound) {
    if (done.isSuccess()) {
      listening = done.channel();
      bound.complete(null);
    } else {
      bound.completeExceptionally(done.cause());
    }
  }

  private void answer(Channel client, int unit, byte[] pdu) {
    var to = receiver;
    if (to == null) {
      return;
    }
    MbapHeader header = new MbapHeader(0, 0, 1 + pdu.length, unit);
    try {
      ModbusTcpFrame answer =
          to.receive(new Peer(client), new ModbusTcpFrame(header, ByteBuffer.wrap(pdu)));
      ByteBuffer bytes = answer.pdu();
      byte[] back = new byte[bytes.remaining()];
      bytes.get(back);
      ChannelFuture unused = client.writeAndFlush(frame(unit, back));
    } catch (UnknownUnitIdException nobody) {
      log.debug("modbus rtu: unit {} is not on this line", unit);
    } catch (Exception broken) {
      log.debug("modbus rtu: closing {}: {}", client.remoteAddress(), broken.toString());
      ChannelFuture unused = client.close();
    }
  }

  private static ByteBuf frame(int unit, byte[] pdu) {
    byte[] frame = new byte[1 + pdu.length + CHECK_SUM];
    frame[0] = (byte) unit;
    System.arraycopy(pdu, 0, frame, 1, pdu.length);
    int sum = checkSum(frame, 1 + pdu.length);
    frame[frame.length - 2] = (byte) sum;
    frame[frame.length - 1] = (byte) (sum >> 8);
    return Unpooled.wrappedBuffer(frame);
  }

  private static int checkSum(byte[] bytes, int length) {
    Crc16 sum = new Crc16();
    for (int i = 0; i < length; i++) {
      sum.update(bytes[i]);
    }
    return sum.getValue();
  }

  private record Peer(Channel channel) implements ModbusTcpRequestContext {
    @Override
    public SocketAddress localAddress() {
      return channel.localAddress();
    }

    @Override
    public SocketAddress remoteAddress() {
      return channel.remoteAddress();
    }
  }

  /** Requests out of the stream; what has a wrong check sum is dropped with all that follows it. */
  private final class Requests extends ByteToMessageDecoder {
    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
      int length = length(in);
      if (length == 0 || (in.readableBytes() < length && length <= LONGEST)) {
        return;
      }
      byte[] frame = new byte[Math.min(length, in.readableBytes())];
      in.readBytes(frame);
      int end = frame.length - CHECK_SUM;
      int sum = (frame[end] & 0xFF) | ((frame[end + 1] & 0xFF) << 8);
      if (length > LONGEST || sum != checkSum(frame, end)) {
        in.skipBytes(in.readableBytes());
        return;
      }
      byte[] pdu = new byte[end - 1];
      System.arraycopy(frame, 1, pdu, 0, pdu.length);
      executor.execute(() -> answer(context.channel(), frame[0] & 0xFF, pdu));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      log.debug("modbus rtu: closing {}: {}", context.channel().remoteAddress(), cause.toString());
      ChannelFuture unused = context.close();
    }

    /** Of the request that begins here, 0 where that cannot be told yet. */
    private int length(ByteBuf in) {
      int there = in.readableBytes();
      if (there < 4) {
        return 0;
      }
      int start = in.readerIndex();
      return switch (in.getUnsignedByte(start + 1)) {
        case 1, 2, 3, 4, 5, 6 -> 8;
        case 15, 16 -> there < 7 ? 0 : 9 + in.getUnsignedByte(start + 6);
        case 22 -> 10;
        case 23 -> there < 11 ? 0 : 13 + in.getUnsignedByte(start + 10);
        default -> there;
      };
    }
  }
}
