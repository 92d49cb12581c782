package io.sluice.connectors.plc4x;

import org.apache.plc4x.java.eip.logix.LogixDriver;
import org.apache.plc4x.java.eip.logix.configuration.LogixConfiguration;
import org.apache.plc4x.java.spi.connection.ChannelFactory;
import org.apache.plc4x.java.spi.connection.DefaultNettyPlcConnection;

/**
 * PLC4X's {@code logix} over channels of ours, which does not wait for an answer to its good-bye.
 */
final class EipDriver extends LogixDriver {
  /** A connection that is not open yet. */
  DefaultNettyPlcConnection connection(int slot, ChannelFactory channels) {
    LogixConfiguration configuration = new LogixConfiguration();
    configuration.setSlot(slot);
    return new DefaultNettyPlcConnection(
        false,
        true,
        true,
        false,
        false,
        getValueHandler(),
        configuration,
        channels,
        false,
        true,
        false,
        false,
        getStackConfigurer(),
        null,
        null);
  }
}
