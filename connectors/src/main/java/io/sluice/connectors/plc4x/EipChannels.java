package io.sluice.connectors.plc4x;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import java.time.Duration;
import org.apache.plc4x.java.api.exceptions.PlcConnectionException;
import org.apache.plc4x.java.spi.connection.ChannelFactory;
import org.apache.plc4x.java.spi.events.CloseConnectionEvent;
import org.jspecify.annotations.Nullable;

/** The one channel of one Logix connection, with {@link EipFrames} between wire and driver. */
final class EipChannels implements ChannelFactory {
  private final PlantChannels tcp;
  private final EipFrames frames;
  private volatile @Nullable Channel channel;

  /**
   * Opens nothing yet.
   *
   * @param within longest time from the TCP connection to the end of the setup
   */
  EipChannels(PlantChannels tcp, Duration within) {
    this.tcp = tcp;
    this.frames = new EipFrames(within);
  }

  EipFrames frames() {
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
    pipeline.addLast(EipFrames.whole(), frames);
    tcp.initializePipeline(pipeline);
  }

  /**
   * Lets go of the channel and of the driver's threads where its own connect failed: the driver
   * forgets both then.
   *
   * @return what is known of the reason better than the driver knows it, or null
   */
  @Nullable Exception letGo() {
    Channel open = channel;
    if (open == null) {
      return null;
    }
    boolean endedByUs = !open.isOpen();
    open.eventLoop()
        .execute(
            () -> {
              open.pipeline().fireUserEventTriggered(new CloseConnectionEvent());
              ChannelFuture unused = open.pipeline().close();
            });
    return endedByUs ? ChannelFault.of(open) : null;
  }
}
