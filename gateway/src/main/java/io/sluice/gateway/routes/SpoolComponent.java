package io.sluice.gateway.routes;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.connectors.PlantClock;
import io.sluice.gateway.assets.Finding;
import io.sluice.gateway.spool.Batch;
import io.sluice.gateway.spool.Spool;
import io.sluice.gateway.spool.SpoolCounts;
import io.sluice.gateway.spool.SpoolRecord;
import io.sluice.gateway.uplink.UplinkException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code spool:NAME}: as a step, keeps what has been found and goes on once it is on disk; as a
 * beginning, brings the oldest records in batches, one at a time, and releases each batch when the
 * route has brought it through. A batch that fails is tried again after a pause, its records marked
 * redelivered.
 */
@JsonClassDescription("Keeps what was found safely on disk, or brings it out again in order.")
final class SpoolComponent extends SluiceComponent<SpoolComponent.Parameters> {
  private static final Logger log = LoggerFactory.getLogger(SpoolComponent.class);

  private final Supplier<? extends RouteParts> parts;

  /** What a route may say about taking records out; a step that puts them in needs none of it. */
  record Parameters(
      @JsonProperty(defaultValue = "500")
          @JsonPropertyDescription("Most records in one exchange.")
          @Min(1)
          @Max(10_000)
          int batch,
      @JsonProperty(defaultValue = "500 ms")
          @JsonPropertyDescription("Pause before a batch that failed is tried again.")
          Duration retry) {}

  /** A step that keeps records has no parameters. */
  record Nothing() {}

  SpoolComponent(Supplier<? extends RouteParts> parts) {
    super("spool", Parameters.class);
    this.parts = parts;
  }

  @Override
  Step step(SluiceEndpoint<Parameters> endpoint) {
    Spool spool = named(parts.get().spools(), endpoint.name(), "spool");
    return (exchange, callback) -> keep(spool, exchange, callback);
  }

  @Override
  Consumer consumer(SluiceEndpoint<Parameters> endpoint, Processor processor) {
    return new BatchConsumer(endpoint, processor, parts.get());
  }

  private static boolean keep(Spool spool, Exchange exchange, AsyncCallback callback) {
    List<Finding.OutRecord> found = DetectComponent.records(exchange);
    if (found.isEmpty()) {
      callback.done(true);
      return true;
    }
    List<SpoolRecord> records =
        found.stream()
            .map(one -> new SpoolRecord(one.stream(), one.kind(), one.time(), one.body()))
            .toList();
    spool
        .append(records)
        .whenComplete(
            (done, failure) -> {
              // A refused record is counted by the spool under its reason; the scan itself was
              // scored.
              if (failure != null) {
                log.debug("{} records were not kept: {}", records.size(), failure.toString());
              }
              callback.done(false);
            });
    return false;
  }

  private static final class BatchConsumer extends DefaultConsumer implements Intake {
    private final Spool spool;
    private final PlantClock.Loop loop;
    private final Parameters parameters;

    // What follows belongs to the loop.
    private State state = State.ENDED;
    private CompletableFuture<Void> gone = CompletableFuture.completedFuture(null);
    private @Nullable CompletableFuture<Batch> taking;
    private PlantClock.@Nullable Timer retry;

    BatchConsumer(SluiceEndpoint<Parameters> endpoint, Processor processor, RouteParts now) {
      super(endpoint, processor);
      this.spool = named(now.spools(), endpoint.name(), "spool");
      this.loop = now.spoolLoop();
      this.parameters = endpoint.parameters();
    }

    @Override
    protected void doStart() throws Exception {
      super.doStart();
      loop.execute(
          () -> {
            state = State.RUNNING;
            gone = new CompletableFuture<>();
            next();
          });
    }

    @Override
    protected void doStop() throws Exception {
      loop.execute(this::windUp);
      super.doStop();
    }

    @Override
    public Feed feed() {
      return Feed.SPOOL;
    }

    /** Brings what is kept for as long as nothing fails, then ends; the rest stays in the spool. */
    @Override
    public CompletionStage<Void> end() {
      return after(this::windUp);
    }

    /** The batch under way still ends; the rest stays in the spool. */
    @Override
    public CompletionStage<Void> pause() {
      return after(this::breakOff);
    }

    private CompletionStage<Void> after(Runnable ending) {
      CompletableFuture<Void> ended = new CompletableFuture<>();
      loop.execute(
          () -> {
            ending.run();
            var unused = gone.whenComplete((done, never) -> ended.complete(null));
          });
      return ended;
    }

    private void windUp() {
      if (state != State.RUNNING) {
        return;
      }
      state = State.ENDING;
      CompletableFuture<Batch> wish = taking;
      if (retry != null) {
        retry.cancel();
        ended();
      } else if (wish != null && empty()) {
        wish.cancel(false);
      }
    }

    private void breakOff() {
      if (state == State.ENDED) {
        return;
      }
      state = State.PAUSING;
      CompletableFuture<Batch> wish = taking;
      if (retry != null) {
        retry.cancel();
        ended();
      } else if (wish != null) {
        wish.cancel(false);
      }
    }

    private void ended() {
      state = State.ENDED;
      retry = null;
      gone.complete(null);
    }

    private boolean empty() {
      SpoolCounts counts = spool.counts();
      return counts.pending() + counts.pendingGaps() + counts.waiting() == 0;
    }

    private void next() {
      retry = null;
      if (state == State.PAUSING || (state == State.ENDING && empty())) {
        ended();
        return;
      }
      CompletableFuture<Batch> wish = spool.take(parameters.batch()).toCompletableFuture();
      taking = wish;
      var unused = wish.whenComplete((batch, failure) -> loop.execute(() -> taken(batch, failure)));
    }

    private void taken(@Nullable Batch batch, @Nullable Throwable failure) {
      taking = null;
      if (batch != null) {
        bring(batch);
      } else {
        log.debug("nothing taken: {}", String.valueOf(failure));
        again();
      }
    }

    private void bring(Batch batch) {
      Exchange exchange = createExchange(false);
      exchange.getMessage().setBody(batch);
      getAsyncProcessor()
          .process(exchange, doneSync -> loop.execute(() -> settle(exchange, batch)));
    }

    private void settle(Exchange exchange, Batch batch) {
      Exception failure = exchange.getException();
      releaseExchange(exchange, false);
      if (failure != null) {
        giveBack(batch, failure);
        again();
      } else {
        var unused = spool.release(batch).whenComplete((done, failed) -> loop.execute(this::next));
      }
    }

    /** Only what may have been sent is marked as redelivered when it is taken again. */
    private void giveBack(Batch batch, Exception failure) {
      if (failure instanceof UplinkException uplink && uplink.nothingSent()) {
        spool.giveBackUnsent(batch);
      } else {
        spool.giveBack(batch);
      }
    }

    private void again() {
      if (state == State.RUNNING) {
        retry = loop.schedule(parameters.retry(), this::next);
      } else {
        ended();
      }
    }
  }

  /** Where a consumer of batches stands. */
  private enum State {
    RUNNING,
    /** Brings all that is kept, for as long as nothing fails. */
    ENDING,
    /** Brings what is under way. */
    PAUSING,
    ENDED
  }
}
