package io.sluice.connectors.opcua;

import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransport;

/**
 * The sockets of one client, so that they can be closed for good. Milo 1.1.2 forgets one where a
 * disconnect meets a reconnect that is under way: its state machine then says NotConnected while
 * the socket it has just opened stays.
 *
 * <p>Thread-safe.
 */
final class OpenChannels implements Consumer<ChannelPipeline> {
  /** Closed once, it closes whatever is opened later. */
  private final ChannelGroup channels =
      new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);

  /** Hears of each socket before it connects. */
  @Override
  public void accept(ChannelPipeline pipeline) {
    channels.add(pipeline.channel());
  }

  /** Closes what is open, and what a state machine may still open. */
  void close() {
    var unused = channels.close();
  }

  /** The same for the client whose transport was made with one of these. */
  static void close(OpcUaClient client) {
    if (client.getTransport() instanceof OpcTcpClientTransport transport
        && transport.getConfig().getChannelPipelineCustomizer() instanceof OpenChannels open) {
      open.close();
    }
  }
}
