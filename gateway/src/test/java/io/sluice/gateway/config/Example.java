package io.sluice.gateway.config;

import io.sluice.gateway.options.Secret;
import io.sluice.gateway.options.Secrets;
import java.util.List;
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

  static Catalog catalog() {
    return Catalog.standard(
            List.of(ExampleKind.modbus(), ExampleKind.opcua()),
            Map.of("one-class-svm", ExampleOptions.Svm.class))
        .with(Noun.of("setpoints", ExampleOptions.Setpoint.class))
        .with(Noun.of("spools", ExampleOptions.Spool.class))
        .with(Noun.ofKinds("uplinks", Map.of("mqtt", ExampleOptions.Mqtt.class)))
        .with(Scheme.from("tags", "connections", ExampleOptions.TagsFrom.class))
        .with(Scheme.to("detect", "detectors", Scheme.NoParameters.class))
        .with(Scheme.to("setpoint", "setpoints", ExampleOptions.SetpointTo.class))
        .with(Scheme.to("summary", "assets", ExampleOptions.SummaryTo.class))
        .with(
            new Scheme(
                "spool", "spools", ExampleOptions.SpoolFrom.class, Scheme.NoParameters.class))
        .with(Scheme.to("uplink", "uplinks", Scheme.NoParameters.class));
  }
}
