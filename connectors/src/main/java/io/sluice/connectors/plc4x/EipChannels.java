package io.sluice.connectors.plc4x;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The one channel of one Logix connection, with {@link EipFrames} between wire and driver. */
final class EipChannels extends GuardedChannels {
  private final EipFrames frames;

  /**
   * Opens nothing yet.
   *
   * @param within longest time from the TCP connection to the end of the setup
   */
  EipChannels(PlantChannels tcp, Duration within) {
    super(tcp);
    this.frames = new EipFrames(within);
  }

  EipFrames frames() {
    return frames;
  }

  @Override
  void guard(ChannelPipeline pipeline) {
    pipeline.addLast(EipFrames.whole(), frames);
  }

  /** What is known of a failed connect better than the driver knows it, or null. */
  @Nullable Exception known() {
    Channel opened = channel();
    return opened == null || opened.isOpen() ? null : ChannelFault.of(opened);
  }
}
