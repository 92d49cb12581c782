package io.sluice.gateway.routes;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.sluice.connectors.Scan;
import io.sluice.gateway.assets.Finding;
import io.sluice.gateway.assets.Watch;
import io.sluice.gateway.status.ReactionTimes;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * {@code detect:DETECTOR}: hands the scan to the loop of the detector's asset and goes on there
 * with a {@link Finding}. A full queue drops the scan as busy.
 */
@JsonClassDescription("Judges each scan with a detector and goes on with what it found.")
final class DetectComponent extends SluiceComponent<DetectComponent.Parameters> {
  private final Supplier<? extends RouteParts> parts;

  /** A detector has no parameters in a route: every limit of it is in detectors.yaml. */
  record Parameters() {}

  DetectComponent(Supplier<? extends RouteParts> parts) {
    super("detect", Parameters.class);
    this.parts = parts;
  }

  @Override
  Step step(SluiceEndpoint<Parameters> endpoint) {
    RouteParts now = parts.get();
    Watch watch = named(now.watches(), endpoint.name(), "detector");
    ReactionTimes reactions = now.reactions();
    return (exchange, callback) ->
        onLoop(watch.loop(), exchange, callback, () -> judge(watch, reactions, exchange));
  }

  private static void judge(Watch watch, ReactionTimes reactions, Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof RouteEnd end) {
      exchange.getMessage().setBody(end.with(watch.takeRecords()));
      return;
    }
    Finding finding = finding(exchange);
    exchange.getMessage().setBody(watch.judge(finding));
    reactions.record(watch.sinceRead(finding.scan()));
  }

  /** What a step before has left for the cloud. */
  static List<Finding.OutRecord> records(Exchange exchange) {
    return exchange.getMessage().getBody() instanceof RouteEnd end
        ? end.records()
        : finding(exchange).records();
  }

  /** The body as a finding: a bare scan has nothing found in it yet. */
  static Finding finding(Exchange exchange) {
    Object body = exchange.getMessage().getBody();
    if (body instanceof Finding finding) {
      return finding;
    }
    if (body instanceof Scan scan) {
      return Finding.of(scan);
    }
    throw new IllegalArgumentException(
        "this step needs a scan; a route that begins with tags: brings one");
  }
}
