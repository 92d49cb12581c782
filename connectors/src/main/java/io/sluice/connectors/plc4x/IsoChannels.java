package io.sluice.connectors.plc4x;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPipeline;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.apache.plc4x.java.api.exceptions.PlcConnectionException;

/** The one channel of one S7 connection, with {@link IsoFrames} between wire and driver. */
final class IsoChannels extends GuardedChannels {
  private final IsoFrames frames;

  /**
   * Opens nothing yet.
   *
   * @param within longest time from the TCP connection to the end of the setup
   */
  IsoChannels(PlantChannels tcp, Duration within) {
    super(tcp);
    this.frames = new IsoFrames(within);
  }

  IsoFrames frames() {
    return frames;
  }

  @Override
  void guard(ChannelPipeline pipeline) {
    pipeline.addLast(frames);
  }

  /** Why a connect failed, in place of what the driver made of it. */
  Exception plain(PlcConnectionException failed) {
    String fault = frames.fault();
    if (fault != null) {
      return new PlcConnectionException(fault);
    }
    Channel opened = channel();
    return opened == null || Thread.currentThread().isInterrupted()
        ? failed
        : new ClosedChannelException();
  }

  /** Runs once the channel has closed, at once where it has; on its event loop. */
  void whenClosed(Runnable then) {
    Channel open = channel();
    if (open != null) {
      ChannelFuture unused = open.closeFuture().addListener(closed -> then.run());
    }
  }

  /** What ended a connection that was open. */
  Throwable end() {
    String fault = frames.fault();
    return fault == null ? new ClosedChannelException() : new PlcConnectionException(fault);
  }
}
