package io.sluice.gateway.uplink;

import io.sluice.connectors.PlantClock;

/**
 * A kind of uplink. One file each: this, its annotated options record, and its uplink; found by
 * {@link java.util.ServiceLoader}.
 *
 * @param <O> what stands under the uplink's name in {@code uplinks.yaml}, without {@code kind}
 */
public interface UplinkKind<O extends Record> {
  /** As written after {@code kind:}. */
  String name();

  Class<O> options();

  /**
   * Wires an uplink; opens nothing.
   *
   * @param name the uplink's name
   * @param gatewayId the gateway's id, unique at the far end
   */
  Uplink create(String name, O options, String gatewayId, PlantClock clock);
}
