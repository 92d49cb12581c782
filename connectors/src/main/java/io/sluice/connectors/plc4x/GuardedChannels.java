package io.sluice.connectors.plc4x;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import org.apache.plc4x.java.api.exceptions.PlcConnectionException;
import org.apache.plc4x.java.spi.connection.ChannelFactory;
import org.apache.plc4x.java.spi.events.CloseConnectionEvent;
import org.jspecify.annotations.Nullable;

/** The one channel of one connection, with handlers of ours between wire and driver. */
abstract class GuardedChannels implements ChannelFactory {
  private final PlantChannels tcp;
  private volatile @Nullable Channel channel;

  GuardedChannels(PlantChannels tcp) {
    this.tcp = tcp;
  }

  /** Puts the handlers that look at each frame into the pipeline, nearest to the wire first. */
  abstract void guard(ChannelPipeline pipeline);

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
    guard(pipeline);
    tcp.initializePipeline(pipeline);
  }

  /** The channel, or null where none was opened. */
  @Nullable Channel channel() {
    return channel;
  }

  /**
   * Lets go of the channel and of the driver's threads where its own connect failed: the driver
   * forgets both then.
   */
  void letGo() {
    Channel open = channel;
    if (open != null) {
      open.eventLoop()
          .execute(
              () -> {
                open.pipeline().fireUserEventTriggered(new CloseConnectionEvent());
                ChannelFuture unused = open.pipeline().close();
              });
    }
  }
}
