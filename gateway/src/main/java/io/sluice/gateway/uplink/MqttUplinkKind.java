package io.sluice.gateway.uplink;

import io.sluice.connectors.PlantClock;

/** MQTT 5 to any broker. */
public final class MqttUplinkKind implements UplinkKind<MqttOptions> {
  @Override
  public String name() {
    return "mqtt";
  }

  @Override
  public Class<MqttOptions> options() {
    return MqttOptions.class;
  }

  @Override
  public Uplink create(String name, MqttOptions options, String gatewayId, PlantClock clock) {
    return new MqttUplink(name, options, gatewayId, clock);
  }
}
