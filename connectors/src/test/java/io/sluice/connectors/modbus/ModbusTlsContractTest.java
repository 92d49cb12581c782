package io.sluice.connectors.modbus;

import io.sluice.connectors.Connector;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.modbus.ModbusOptions.HostName;
import io.sluice.connectors.modbus.ModbusOptions.Tls;
import io.sluice.connectors.plan.PollGroup;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;

/** Modbus/TCP Security: both sides show certificates. */
@Tag("soak")
class ModbusTlsContractTest extends ModbusContract {
  private static final Papers DEVICE = new Papers("localhost");
  private static final Papers GATEWAY = new Papers("gateway");
  private final ModbusPeer peer = new ModbusPeer(ModbusPeer.Carrier.TLS);

  ModbusTlsContractTest() throws Exception {
    peer.secure(DEVICE.keys(), GATEWAY.trust());
    fill(peer);
  }

  @Override
  protected void startPeer() throws Exception {
    peer.start();
  }

  @Override
  protected void stopPeer() throws Exception {
    peer.close();
  }

  @Override
  protected int peerPort() {
    return peer.port;
  }

  @Override
  protected Connector connect(int port, PlantClock clock) {
    Tls tls = tls(DEVICE.certificate(), GATEWAY, HostName.CHECKED);
    return connect(options(tls, "localhost", port), clock);
  }

  static ModbusOptions options(@Nullable Tls tls, String host, int port) {
    return new ModbusOptions(
        "tls://" + host + ":" + port,
        Duration.ofSeconds(1),
        1,
        WordOrder.ABCD,
        null,
        tls,
        null,
        Map.of("fast", new PollGroup(Duration.ofMillis(50))));
  }

  static Tls tls(String ca, Papers own, HostName host) {
    return new Tls(ca, own.certificate(), own.key(), host);
  }
}
