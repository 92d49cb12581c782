package io.sluice.gateway.routes;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.gateway.assets.AssetLoop;
import io.sluice.gateway.assets.Finding;
import io.sluice.gateway.assets.Summariser;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * {@code summary:ASSET?every=10 s}: adds the summary of each ended period to what the spool keeps,
 * and at an orderly stop that of the period that had not ended, marked partial.
 */
@JsonClassDescription("Adds a summary of each period to what goes to the cloud.")
final class SummaryComponent extends SluiceComponent<SummaryComponent.Parameters> {
  private final Supplier<? extends RouteParts> parts;

  /** What a route may say about its summaries. */
  record Parameters(
      @JsonProperty(defaultValue = "10 s")
          @JsonPropertyDescription("Length of the period that one summary covers.")
          Duration every) {}

  SummaryComponent(Supplier<? extends RouteParts> parts) {
    super("summary", Parameters.class);
    this.parts = parts;
  }

  @Override
  Step step(SluiceEndpoint<Parameters> endpoint) {
    AssetLoop loop = named(parts.get().assets(), endpoint.name(), "asset");
    Summariser summariser = new Summariser(loop.samples(), endpoint.parameters().every());
    return (exchange, callback) ->
        onLoop(loop, exchange, callback, () -> summarise(loop, summariser, exchange));
  }

  private static void summarise(AssetLoop loop, Summariser summariser, Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof RouteEnd end) {
      exchange.getMessage().setBody(end.with(loop.summarised(summariser.rest())));
    } else {
      Finding finding = DetectComponent.finding(exchange);
      exchange.getMessage().setBody(finding.with(loop.summarised(summariser.add(finding))));
    }
  }
}
