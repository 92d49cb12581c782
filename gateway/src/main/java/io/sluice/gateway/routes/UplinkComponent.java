package io.sluice.gateway.routes;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.sluice.gateway.spool.Batch;
import io.sluice.gateway.spool.StoredRecord;
import io.sluice.gateway.uplink.Uplink;
import io.sluice.gateway.uplink.UplinkRecord;
import java.util.List;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * {@code uplink:NAME}: sends a batch of records; the step is done when the far end has acknowledged
 * all of them.
 */
@JsonClassDescription("Sends a batch of records to the cloud and waits until they have arrived.")
final class UplinkComponent extends SluiceComponent<UplinkComponent.Parameters> {
  private final Map<String, Uplink> uplinks;
  private final String gatewayId;

  /** An uplink has no parameters in a route: address and secrets are in uplinks.yaml. */
  record Parameters() {}

  UplinkComponent(Map<String, Uplink> uplinks, String gatewayId) {
    super("uplink", Parameters.class);
    this.uplinks = uplinks;
    this.gatewayId = gatewayId;
  }

  @Override
  Step step(SluiceEndpoint<Parameters> endpoint) {
    Uplink uplink = named(uplinks, endpoint.name(), "uplink");
    return (exchange, callback) -> send(uplink, exchange, callback);
  }

  private boolean send(Uplink uplink, Exchange exchange, AsyncCallback callback) {
    if (!(exchange.getMessage().getBody() instanceof Batch batch)) {
      exchange.setException(
          new IllegalArgumentException(
              "uplink: needs records; a route that begins with spool: brings them"));
      callback.done(true);
      return true;
    }
    List<UplinkRecord> records = batch.records().stream().map(this::record).toList();
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

  private UplinkRecord record(StoredRecord stored) {
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
