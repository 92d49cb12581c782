package io.sluice.gateway.routes;

import io.sluice.gateway.setpoints.AdjustmentOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The endpoints our components offer to route files, for whoever checks those. */
public final class RouteEndpoints {
  private RouteEndpoints() {}

  /**
   * One scheme.
   *
   * @param scheme as in {@code scheme:NAME}
   * @param noun what NAME is a name of: {@code detectors}
   * @param from its parameters where a route begins with it, or null where none may
   * @param to its parameters where a step goes to it, or null where none may
   * @param component the Camel component, which says what it does by {@code JsonClassDescription}
   */
  public record Form(
      String scheme,
      String noun,
      @Nullable Class<? extends Record> from,
      @Nullable Class<? extends Record> to,
      Class<?> component) {}

  public static List<Form> forms() {
    return List.of(
        new Form("tags", "connections", TagsComponent.Parameters.class, null, TagsComponent.class),
        new Form(
            "detect", "detectors", null, DetectComponent.Parameters.class, DetectComponent.class),
        new Form("setpoint", "setpoints", null, AdjustmentOptions.class, SetpointComponent.class),
        new Form(
            "summary", "assets", null, SummaryComponent.Parameters.class, SummaryComponent.class),
        new Form(
            "spool",
            "spools",
            SpoolComponent.Parameters.class,
            SpoolComponent.Nothing.class,
            SpoolComponent.class),
        new Form(
            "uplink", "uplinks", null, UplinkComponent.Parameters.class, UplinkComponent.class));
  }
}
