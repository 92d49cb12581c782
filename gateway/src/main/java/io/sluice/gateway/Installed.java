package io.sluice.gateway;

import io.sluice.analytics.DetectorKind;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.ConfigFiles;
import io.sluice.gateway.config.Noun;
import io.sluice.gateway.config.Scheme;
import io.sluice.gateway.options.Secrets;
import io.sluice.gateway.routes.RouteEndpoints;
import io.sluice.gateway.setpoints.SetpointOptions;
import io.sluice.gateway.spool.SpoolOptions;
import java.util.Map;
import java.util.TreeMap;

/** What is installed, as the configuration's reader wants to know it: one line for each file. */
public final class Installed {
  private Installed() {}

  /** The reader of the user's files for what stands at the gateway's ends. */
  public static ConfigFiles configFiles(Surroundings world, Secrets secrets) {
    return new ConfigFiles(catalog(world), secrets);
  }

  public static Catalog catalog(Surroundings world) {
    Catalog catalog =
        Catalog.standard(world.connectors().values(), detectorOptions())
            .with(Noun.of("setpoints", SetpointOptions.class))
            .with(Noun.of("spools", SpoolOptions.class))
            .with(
                Noun.ofKinds("uplinks", uplinkOptions(world))
                    .saying("Who brings what a spool keeps to the cloud."))
            .with(new SetpointLimitsMeaning())
            .with(new InterlockMeaning())
            .with(new ConditionMeaning());
    for (RouteEndpoints.Form form : RouteEndpoints.forms()) {
      catalog = catalog.with(scheme(form));
    }
    return catalog;
  }

  private static Scheme scheme(RouteEndpoints.Form form) {
    return new Scheme(form.scheme(), form.noun(), form.from(), form.to(), form.component());
  }

  private static Map<String, Class<? extends Record>> detectorOptions() {
    Map<String, Class<? extends Record>> options = new TreeMap<>();
    DetectorKind.all().forEach(kind -> options.put(kind.name(), kind.options()));
    return options;
  }

  private static Map<String, Class<? extends Record>> uplinkOptions(Surroundings world) {
    Map<String, Class<? extends Record>> options = new TreeMap<>();
    world.uplinks().forEach((name, kind) -> options.put(name, kind.options()));
    return options;
  }
}
