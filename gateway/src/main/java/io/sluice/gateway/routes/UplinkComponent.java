package io.sluice.gateway.routes;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.sluice.gateway.spool.Batch;
import io.sluice.gateway.spool.StoredRecord;
import io.sluice.gateway.uplink.Uplink;
import io.sluice.gateway.uplink.UplinkRecord;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * {@code uplink:NAME}: sends a batch of records; the step is done when the far end has acknowledged
 * all of them.
 */
@JsonClassDescription("Sends a batch of records to the cloud and waits until they have arrived.")
final class UplinkComponent extends SluiceComponent<UplinkComponent.Parameters> {
  private final Supplier<? extends RouteParts> parts;

  /** An uplink has no parameters in a route: address and secrets are in uplinks.yaml. */
  record Parameters() {}

  UplinkComponent(Supplier<? extends RouteParts> parts) {
    super("uplink", Parameters.class);
    this.parts = parts;
  }

  @Override
  Step step(SluiceEndpoint<Parameters> endpoint) {
    RouteParts now = parts.get();
    Uplink uplink = named(now.uplinks(), endpoint.name(), "uplink");
    String gatewayId = now.gatewayId();
    return (exchange, callback) -> send(uplink, gatewayId, exchange, callback);
  }

  private static boolean send(
      Uplink uplink, String gatewayId, Exchange exchange, AsyncCallback callback) {
    if (!(exchange.getMessage().getBody() instanceof Batch batch)) {
      exchange.setException(
          new IllegalArgumentException(
              "uplink: needs records; a route that begins with spool: brings them"));
      callback.done(true);
      return true;
    }
    List<UplinkRecord> records =
        batch.records().stream().map(one -> record(gatewayId, one)).toList();
    uplink
        .send(records)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                exchange.setException(failure);
              }
              callback.done(false);
            });
    return false;
  }

  private static UplinkRecord record(String gatewayId, StoredRecord stored) {
    return new UplinkRecord(
        gatewayId + "/" + stored.name(),
        stored.stream(),
        stored.sequence(),
        stored.kind(),
        stored.time(),
        stored.redelivered(),
        stored.body());
  }
}
