package io.sluice.connectors.opcua;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.UnreachableException;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Short visits to a server: connects, lets something be done, and lets go whatever came of it. */
final class Visits {
  private static final Logger log = LoggerFactory.getLogger(Visits.class);

  private final OpcUaOptions options;
  private final Endpoints endpoints;

  Visits(String name, OpcUaOptions options, PlantClock clock) {
    this.options = options;
    this.endpoints = new Endpoints(name, options, clock);
  }

  /** What is done with a client while it is connected; blocks. */
  interface Errand<T> {
    T run(OpcUaClient client) throws Exception;
  }

  /**
   * Makes one visit.
   *
   * @throws UnreachableException saying how far it came
   */
  <T> T make(Errand<T> errand) throws UnreachableException, InterruptedException {
    OpcUaClient client = null;
    try {
      client = endpoints.client();
      client.connectAsync().get(options.timeout().toNanos(), TimeUnit.NANOSECONDS);
      return errand.run(client);
    } catch (InterruptedException | UnreachableException told) {
      throw told;
    } catch (Exception refused) {
      throw new UnreachableException(Failures.sentence(refused));
    } finally {
      if (client != null) {
        leave(client);
      }
    }
  }

  private void leave(OpcUaClient client) {
    try {
      hangUp(client, options.timeout().toNanos());
    } catch (InterruptedException givenUp) {
      Thread.currentThread().interrupt();
    } catch (Exception unclean) {
      log.info("a visit did not end cleanly: {}", Failures.sentence(unclean));
    }
  }

  /** Says goodbye where the server still listens, and lets the socket go where it does not. */
  static void hangUp(OpcUaClient client, long withinNanos) throws Exception {
    try {
      client.disconnectAsync().get(withinNanos, TimeUnit.NANOSECONDS);
    } finally {
      OpenChannels.close(client);
    }
  }
}
