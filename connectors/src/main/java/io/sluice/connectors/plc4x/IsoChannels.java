package io.sluice.connectors.plc4x;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.apache.plc4x.java.api.exceptions.PlcConnectionException;
import org.apache.plc4x.java.spi.connection.ChannelFactory;
import org.apache.plc4x.java.spi.events.CloseConnectionEvent;
import org.jspecify.annotations.Nullable;

/** The one channel of one S7 connection, with {@link IsoFrames} between wire and driver. */
final class IsoChannels implements ChannelFactory {
  private final PlantChannels tcp;
  private final IsoFrames frames;
  private volatile @Nullable Channel channel;

  /**
   * Opens nothing yet.
   *
   * @param within longest time from the TCP connection to the end of the setup
   */
  IsoChannels(PlantChannels tcp, Duration within) {
    this.tcp = tcp;
    this.frames = new IsoFrames(within);
  }

  IsoFrames frames() {
    return frames;
  }

  @Override
  public boolean isPassive() {
    return false;
  }

  @Override
  public Channel createChannel(ChannelHandler handler) throws PlcConnectionException {
    Channel opened = tcp.createChannel(handler);
    channel = opened;
    return opened;
  }

  @Override
  public void initializePipeline(ChannelPipeline pipeline) {
    pipeline.addLast(frames);
    tcp.initializePipeline(pipeline);
  }

  /** Why a connect failed, in place of what the driver made of it. */
  Exception plain(PlcConnectionException failed) {
    String fault = frames.fault();
    if (fault != null) {
      return new PlcConnectionException(fault);
    }
    Channel opened = channel;
    return opened == null || Thread.currentThread().isInterrupted()
        ? failed
        : new ClosedChannelException();
  }

  /** Runs once the channel has closed, at once where it has; on its event loop. */
  void whenClosed(Runnable then) {
    Channel open = channel;
    if (open != null) {
      ChannelFuture unused = open.closeFuture().addListener(closed -> then.run());
    }
  }

  /** What ended a connection that was open. */
  Throwable end() {
    String fault = frames.fault();
    return fault == null ? new ClosedChannelException() : new PlcConnectionException(fault);
  }

  /**
   * Lets go of the channel and of the driver's threads where its own connect failed: the driver
   * forgets both then.
   */
  void letGo() {
    Channel open = channel;
    if (open == null) {
      return;
    }
    EventLoop loop = open.eventLoop();
    loop.execute(
        () -> {
          open.pipeline().fireUserEventTriggered(new CloseConnectionEvent());
          ChannelFuture unused = open.pipeline().close();
        });
  }
}
