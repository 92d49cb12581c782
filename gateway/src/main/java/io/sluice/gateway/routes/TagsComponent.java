package io.sluice.gateway.routes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.connectors.Scan;
import io.sluice.gateway.assets.Finding;
import io.sluice.gateway.assets.ScanHub;
import io.sluice.gateway.status.ScanLedger;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code tags:CONNECTION?group=GROUP}: one exchange per scan of the group, body {@link Scan}, on
 * the connector's loop. Nothing waits: the route goes on by itself, and a scan that finds too many
 * exchanges under way is dropped and counted.
 */
final class TagsComponent extends SluiceComponent<TagsComponent.Parameters> {
  private static final Logger log = LoggerFactory.getLogger(TagsComponent.class);

  private final Map<String, ScanHub> hubs;
  private final ScanLedger ledger;

  /** What a route may say about the scans it wants. */
  record Parameters(
      @JsonPropertyDescription("The tag group of the connection.") @NotBlank String group,
      @JsonProperty(defaultValue = "256")
          @JsonPropertyDescription(
              "Scans that may be under way in the route; further ones are dropped.")
          @Min(1)
          @Max(100_000)
          int maxInFlight) {}

  TagsComponent(Map<String, ScanHub> hubs, ScanLedger ledger) {
    super("tags", Parameters.class);
    this.hubs = hubs;
    this.ledger = ledger;
  }

  @Override
  Consumer consumer(SluiceEndpoint<Parameters> endpoint, Processor processor) {
    return new ScanConsumer(endpoint, processor, named(hubs, endpoint.name(), "connection"));
  }

  /** A group of a PLC may carry several assets, and each may have its own route. */
  @Override
  boolean manyConsumers() {
    return true;
  }

  private final class ScanConsumer extends DefaultConsumer {
    private final ScanHub hub;
    private final Parameters parameters;
    private final AtomicInteger inFlight = new AtomicInteger();
    private ScanHub.@Nullable Subscription subscription;

    ScanConsumer(SluiceEndpoint<Parameters> endpoint, Processor processor, ScanHub hub) {
      super(endpoint, processor);
      this.hub = hub;
      this.parameters = endpoint.parameters();
    }

    @Override
    protected void doStart() throws Exception {
      super.doStart();
      subscription = hub.subscribe(parameters.group(), this::onScan);
    }

    @Override
    protected void doStop() throws Exception {
      if (subscription != null) {
        subscription.close();
      }
      super.doStop();
    }

    private void onScan(Scan scan) {
      ledger.received(scan.size());
      if (inFlight.incrementAndGet() > parameters.maxInFlight()) {
        inFlight.decrementAndGet();
        ledger.dropped("busy");
        return;
      }
      Exchange exchange = createExchange(false);
      exchange.getMessage().setBody(scan);
      getAsyncProcessor().process(exchange, doneSync -> settle(exchange));
    }

    private void settle(Exchange exchange) {
      inFlight.decrementAndGet();
      Exception failure = exchange.getException();
      if (failure instanceof BusyException) {
        ledger.dropped("busy");
      } else if (failure != null) {
        ledger.dropped("error");
        log.warn("{}: a scan was dropped: {}", getEndpoint().getEndpointUri(), failure.toString());
      } else if (exchange.getMessage().getBody() instanceof Finding finding) {
        settle(finding);
      } else {
        ledger.noVerdict("no-detector");
      }
      releaseExchange(exchange, false);
    }

    private void settle(Finding finding) {
      if (finding.scored()) {
        ledger.scored();
      } else {
        ledger.noVerdict(finding.reason());
      }
    }
  }
}
