package io.sluice.gateway.routes;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.connectors.Scan;
import io.sluice.gateway.assets.Finding;
import io.sluice.gateway.assets.ScanHub;
import io.sluice.gateway.status.ScanLedger;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
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
@JsonClassDescription("Begins a route with each scan of a tag group.")
final class TagsComponent extends SluiceComponent<TagsComponent.Parameters> {
  private static final Logger log = LoggerFactory.getLogger(TagsComponent.class);

  private final Supplier<? extends RouteParts> parts;

  /** What a route may say about the scans it wants. */
  record Parameters(
      @JsonPropertyDescription("The tag group of the connection, as `fast`.") @NotBlank
          String group,
      @JsonProperty(defaultValue = "256")
          @JsonPropertyDescription(
              "Scans that may be under way in the route; further ones are dropped.")
          @Min(1)
          @Max(100_000)
          int maxInFlight) {}

  TagsComponent(Supplier<? extends RouteParts> parts) {
    super("tags", Parameters.class);
    this.parts = parts;
  }

  @Override
  Consumer consumer(SluiceEndpoint<Parameters> endpoint, Processor processor) {
    return new ScanConsumer(endpoint, processor, parts.get());
  }

  /** A group of a PLC may carry several assets, and each may have its own route. */
  @Override
  boolean manyConsumers() {
    return true;
  }

  private static final class ScanConsumer extends DefaultConsumer implements Intake {
    private final ScanHub hub;
    private final ScanLedger ledger;
    private final Parameters parameters;
    private final AtomicInteger inFlight = new AtomicInteger();

    /** Puts the last scan taken before the route's end, whatever thread says so. */
    private final Object door = new Object();

    private ScanHub.@Nullable Subscription subscription;
    private CompletableFuture<Void> gone = CompletableFuture.completedFuture(null);
    private volatile boolean ending;
    private volatile String lastTrouble = "";

    ScanConsumer(SluiceEndpoint<Parameters> endpoint, Processor processor, RouteParts now) {
      super(endpoint, processor);
      this.hub = named(now.hubs(), endpoint.name(), "connection");
      this.ledger = now.ledger();
      this.parameters = endpoint.parameters();
    }

    @Override
    protected void doStart() throws Exception {
      super.doStart();
      synchronized (door) {
        ending = false;
        gone = new CompletableFuture<>();
        subscription = hub.subscribe(parameters.group(), this::onScan);
      }
    }

    @Override
    protected void doStop() throws Exception {
      var unused = end();
      super.doStop();
    }

    @Override
    public Feed feed() {
      return Feed.PLANT;
    }

    @Override
    public CompletionStage<Void> end() {
      synchronized (door) {
        if (!ending && subscription != null) {
          subscription.close();
          inFlight.incrementAndGet();
          ending = true;
          bring(new RouteEnd(List.of()), this::ended);
        }
        return gone;
      }
    }

    @Override
    public CompletionStage<Void> pause() {
      return end();
    }

    private void onScan(Scan scan) {
      synchronized (door) {
        if (!ending) {
          take(scan);
        }
      }
    }

    private void take(Scan scan) {
      ledger.received(scan.size());
      if (inFlight.incrementAndGet() > parameters.maxInFlight()) {
        inFlight.decrementAndGet();
        ledger.dropped("busy");
      } else {
        bring(scan, this::settle);
      }
    }

    private void bring(Object body, java.util.function.Consumer<Exchange> then) {
      Exchange exchange = createExchange(false);
      exchange.getMessage().setBody(body);
      getAsyncProcessor()
          .process(
              exchange,
              doneSync -> {
                then.accept(exchange);
                releaseExchange(exchange, false);
                if (inFlight.decrementAndGet() == 0 && ending) {
                  gone.complete(null);
                }
              });
    }

    private void settle(Exchange exchange) {
      Exception failure = exchange.getException();
      if (failure instanceof BusyException) {
        ledger.dropped("busy");
      } else if (failure != null) {
        ledger.dropped("error");
        report(failure);
      } else if (exchange.getMessage().getBody() instanceof Finding finding) {
        settle(finding);
      } else {
        ledger.noVerdict("no-detector");
      }
    }

    private void settle(Finding finding) {
      if (finding.scored()) {
        ledger.scored();
      } else {
        ledger.noVerdict(finding.reason());
      }
    }

    /** A mistake in a route fails every scan alike; a log of ten lines a second helps nobody. */
    private void report(Exception failure) {
      String trouble = String.valueOf(failure.getMessage());
      if (trouble.equals(lastTrouble)) {
        log.debug("{}: again: {}", getEndpoint().getEndpointUri(), trouble);
      } else {
        lastTrouble = trouble;
        log.warn("{}: scans are dropped: {}", getEndpoint().getEndpointUri(), trouble);
      }
    }

    private void ended(Exchange exchange) {
      if (exchange.getException() != null) {
        log.warn(
            "{}: what its steps still held is lost: {}",
            getEndpoint().getEndpointUri(),
            exchange.getException().getMessage());
      }
    }
  }
}
