package io.sluice.gateway.config;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.Installed;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.options.Secret;
import io.sluice.gateway.options.Secrets;
import io.sluice.gateway.uplink.MqttUplinkKind;
import java.time.Instant;
import java.util.Map;

/** The files of the documentation's example, and a catalogue that knows what they use. */
final class Example {
  static final Secrets SECRETS =
      name ->
          switch (name) {
            case "exchanger" -> new Secrets.Found(new Secret("correct horse battery"));
            case "open" -> new Secrets.Open("secrets/open can be read by others");
            default -> new Secrets.Missing("looked in secrets");
          };

  private Example() {}

  /** What the gateway knows, with protocols of the test's own; the corpora show what users see. */
  static Catalog catalog() {
    PlantClock clock = new VirtualClock(Instant.EPOCH);
    return Installed.catalog(
        new Surroundings(
            clock,
            clock,
            Map.of("modbus", ExampleKind.modbus(), "opcua", ExampleKind.opcua()),
            Map.of("mqtt", new MqttUplinkKind())));
  }
}
