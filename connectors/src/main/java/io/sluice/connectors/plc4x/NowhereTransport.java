package io.sluice.connectors.plc4x;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import org.apache.plc4x.java.api.exceptions.PlcConnectionException;
import org.apache.plc4x.java.spi.configuration.PlcTransportConfiguration;
import org.apache.plc4x.java.spi.connection.ChannelFactory;
import org.apache.plc4x.java.spi.events.CloseConnectionEvent;
import org.apache.plc4x.java.spi.events.ConnectEvent;
import org.apache.plc4x.java.spi.transport.Transport;
import org.apache.plc4x.java.transport.tcp.DefaultTcpTransportConfiguration;

/**
 * Leads nowhere: a driver sets itself up as for a connection and can then be asked how it reads
 * addresses. Found by PLC4X through its service file.
 */
public final class NowhereTransport implements Transport {
  static final String CODE = "nowhere";

  @Override
  public String getTransportCode() {
    return CODE;
  }

  @Override
  public String getTransportName() {
    return "No connection at all";
  }

  @Override
  public ChannelFactory createChannelFactory(String transportConfig) {
    return new DeadEnd();
  }

  @Override
  public Class<? extends PlcTransportConfiguration> getTransportConfigType() {
    return DefaultTcpTransportConfiguration.class;
  }

  private static final class DeadEnd implements ChannelFactory {
    @Override
    public boolean isPassive() {
      return false;
    }

    @Override
    public Channel createChannel(ChannelHandler handler) throws PlcConnectionException {
      EmbeddedChannel channel = new EmbeddedChannel(handler);
      channel.pipeline().fireUserEventTriggered(new ConnectEvent());
      channel.pipeline().fireUserEventTriggered(new CloseConnectionEvent());
      boolean unusedSent = channel.releaseOutbound();
      ChannelFuture unused = channel.close();
      throw new PlcConnectionException("leads nowhere");
    }
  }
}
