package io.sluice.gateway.fakes;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.connectors.PlantClock;
import io.sluice.gateway.uplink.Uplink;
import io.sluice.gateway.uplink.UplinkKind;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The kind {@code fake}: clouds in memory. Remembers the last one made. */
public final class FakeUplinkKind implements UplinkKind<FakeUplinkKind.Options> {
  private Optional<FakeUplink> made = Optional.empty();
  private final List<FakeUplink> all = new CopyOnWriteArrayList<>();

  /**
   * What stands in uplinks.yaml.
   *
   * @param topic is not looked at
   */
  public record Options(@JsonProperty(defaultValue = "any") String topic) {}

  public FakeUplink made() {
    return made.orElseThrow();
  }

  /** Every uplink made so far, oldest first. */
  public List<FakeUplink> all() {
    return List.copyOf(all);
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public Uplink create(String name, Options options, String gatewayId, PlantClock clock) {
    FakeUplink uplink = new FakeUplink(name, clock);
    made = Optional.of(uplink);
    all.add(uplink);
    return uplink;
  }
}
