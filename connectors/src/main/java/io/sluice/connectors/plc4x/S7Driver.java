package io.sluice.connectors.plc4x;

import org.apache.plc4x.java.s7.readwrite.ControllerType;
import org.apache.plc4x.java.s7.readwrite.DeviceGroup;
import org.apache.plc4x.java.s7light.readwrite.S7LightDriver;
import org.apache.plc4x.java.s7light.readwrite.configuration.S7Configuration;
import org.apache.plc4x.java.spi.connection.ChannelFactory;
import org.apache.plc4x.java.spi.connection.DefaultNettyPlcConnection;

/**
 * PLC4X's {@code s7-light} over channels of ours and without its optimiser: that one joins tags
 * across gaps, fails with a null pointer where a data block is missing, fills a short answer up
 * with zeros, and waits half a millisecond between requests.
 */
final class S7Driver extends S7LightDriver {
  /** A connection that is not open yet. */
  DefaultNettyPlcConnection connection(S7Options options, ChannelFactory channels) {
    return new DefaultNettyPlcConnection(
        false,
        true,
        true,
        false,
        false,
        getValueHandler(),
        configuration(options),
        channels,
        fireDiscoverEvent(),
        awaitSetupComplete(),
        awaitDisconnectComplete(),
        awaitDiscoverComplete(),
        getStackConfigurer(),
        null,
        null);
  }

  private static S7Configuration configuration(S7Options options) {
    S7Configuration configuration = new S7Configuration();
    configuration.localDeviceGroup = DeviceGroup.OTHERS;
    configuration.remoteDeviceGroup = DeviceGroup.PG_OR_PC;
    configuration.remoteRack = options.rack();
    configuration.remoteSlot = options.slot();
    configuration.pduSize = options.pdu();
    configuration.controllerType = ControllerType.valueOf(options.controller().name()).name();
    configuration.readTimeout = Math.toIntExact(options.timeout().toMillis());
    return configuration;
  }
}
