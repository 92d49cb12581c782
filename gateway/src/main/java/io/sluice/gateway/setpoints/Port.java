package io.sluice.gateway.setpoints;

import io.sluice.connectors.Scan;
import io.sluice.connectors.Tag;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The way to the devices. Neither method blocks; stages complete on any thread, normally, within
 * the connection's time limit, as {@link io.sluice.connectors.Connector} promises. A port that
 * breaks this is survived: no answer counts as Bad or as an unconfirmed write.
 */
public interface Port {
  /** Reads the tags now, from the devices. They may lie on several connections. */
  CompletionStage<Scan> read(List<Tag> tags);

  CompletionStage<WriteResult> write(WriteRequest request);
}
