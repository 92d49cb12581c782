package io.sluice.connectors.plc4x;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.link.Sending;
import io.sluice.connectors.link.Session;
import io.sluice.connectors.link.SessionOwner;
import io.sluice.connectors.link.WireNumber;
import io.sluice.connectors.plan.Polling;
import io.sluice.connectors.plan.Turns;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.plc4x.java.api.exceptions.PlcRuntimeException;
import org.apache.plc4x.java.spi.connection.DefaultNettyPlcConnection;
import org.jspecify.annotations.Nullable;

/** One S7 connection, from its first answered read until the first thing that goes wrong. */
final class S7Session implements Session {
  /** More than the driver has threads to send is no gain. */
  private static final int MOST_AT_ONCE = 4;

  private static final int NOT_PERMITTED = 0x8104;

  private final Opened opened;
  private final S7Link link;
  private final PlantClock clock;
  private final Turns turns;
  private final Polling polling;

  /**
   * What was opened.
   *
   * @param pdu longest message that both sides agreed to
   */
  record Opened(DefaultNettyPlcConnection connection, IsoChannels channels, int pdu) {}

  S7Session(Opened opened, SessionOwner owner, S7Link link) {
    this.opened = opened;
    this.link = link;
    this.clock = link.clock();
    int jobs = Math.min(MOST_AT_ONCE, opened.channels().frames().grantedJobs());
    Turns.Limits limits = new Turns.Limits(jobs, Duration.ZERO, link.options().timeout());
    this.turns = new Turns(link.loop(), limits, this::broken);
    turns.prove();
    Polling.Parts parts =
        new Polling.Parts(
            link.groups(opened.pdu()),
            group -> new S7Reader(opened.connection(), group.tags()),
            turns,
            this::trouble);
    this.polling = new Polling(parts, owner, clock, link.loop());
  }

  /** The driver does not tell its requests that the connection was closed. */
  @Override
  public void begin() {
    opened
        .channels()
        .whenClosed(() -> link.loop().execute(() -> turns.broke(opened.channels().end())));
    polling.begin();
  }

  @Override
  public CompletionStage<Scan> read(TagGroup tags) {
    return polling.read(tags, S7Layout.places(tags.tags(), opened.pdu()));
  }

  @Override
  public CompletionStage<Sending> send(WriteRequest request) {
    WireNumber wire = WireNumber.of(request.tag(), request.tag().type(), request.value());
    if (wire instanceof WireNumber.Refused refused) {
      return refused(refused.status(), refused.reason());
    }
    S7Values target = S7Values.of(0, request.tag());
    if (!target.fits(wire)) {
      return refused(
          StatusCode.BAD_OUT_OF_RANGE,
          request.value() + request.tag().unitSuffix() + " does not fit one byte");
    }
    byte[] bytes = target.bytes(wire);
    PlcWrite write =
        new PlcWrite(
            request,
            () -> S7Wire.write(opened.connection(), target.address(), bytes),
            PlcWrite::refused,
            clock);
    turns.first(write);
    return write.outcome();
  }

  private static CompletionStage<Sending> refused(StatusCode status, String reason) {
    return CompletableFuture.completedFuture(Sending.failed(status, false, reason));
  }

  @Override
  public void end() {
    polling.end(new PlcRuntimeException("the connection was given up"));
  }

  @Override
  public void close() throws Exception {
    opened.connection().close();
  }

  private void broken(Throwable why) {
    polling.lost(link.sentence(why));
  }

  /** A PLC that answers, and says no to everything. */
  private @Nullable String trouble() {
    int refusal = opened.channels().frames().refusal();
    if (refusal == 0) {
      return null;
    }
    return String.format(Locale.ROOT, "the PLC answers with error 0x%04X", refusal)
        + (refusal == NOT_PERMITTED ? "; access by PUT/GET may not be permitted in the CPU" : "");
  }
}
