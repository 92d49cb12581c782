package io.sluice.connectors.plc4x;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.AttributeKey;
import java.nio.channels.ClosedChannelException;
import org.apache.plc4x.java.api.exceptions.PlcRuntimeException;

/** Why a channel was closed from this side. For any thread. */
final class ChannelFault {
  private static final AttributeKey<String> WHY = AttributeKey.valueOf(ChannelFault.class, "why");

  private ChannelFault() {}

  /** Closes the channel for a reason that the user will read; the first reason stays. */
  static void close(Channel channel, String why) {
    String unusedBefore = channel.attr(WHY).setIfAbsent(why);
    ChannelFuture unused = channel.close();
  }

  /** What is to be told of a channel that is closed. */
  static Exception of(Channel channel) {
    String why = channel.attr(WHY).get();
    return why == null ? new ClosedChannelException() : new PlcRuntimeException(why);
  }
}
