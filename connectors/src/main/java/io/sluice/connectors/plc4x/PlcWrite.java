package io.sluice.connectors.plc4x;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.link.PlainFault;
import io.sluice.connectors.link.Sending;
import io.sluice.connectors.link.WireNumber;
import io.sluice.connectors.plan.Turns;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.messages.PlcWriteRequest;
import org.apache.plc4x.java.api.messages.PlcWriteResponse;
import org.apache.plc4x.java.api.types.PlcResponseCode;
import org.jspecify.annotations.Nullable;

/** One value on its way to the device. Whether it is still wanted is asked when its turn comes. */
final class PlcWrite implements Turns.Call<PlcWriteResponse> {
  private static final String ONE = "one";

  private final PlcConnection connection;
  private final Dialect dialect;
  private final WriteRequest request;
  private final WireNumber wire;
  private final PlantClock clock;
  private final CompletableFuture<Sending> outcome = new CompletableFuture<>();

  PlcWrite(
      PlcConnection connection,
      Dialect dialect,
      WriteRequest request,
      WireNumber wire,
      PlantClock clock) {
    this.connection = connection;
    this.dialect = dialect;
    this.request = request;
    this.wire = wire;
    this.clock = clock;
  }

  CompletableFuture<Sending> outcome() {
    return outcome;
  }

  @Override
  public @Nullable CompletionStage<? extends PlcWriteResponse> begin() {
    PlcWriteRequest write = dialect.write(connection, ONE, request.tag(), wire);
    return Sending.ifStillWanted(request, clock, outcome, write::execute).orElse(null);
  }

  @Override
  public void answered(PlcWriteResponse answer) {
    PlcResponseCode code = answer.getResponseCode(ONE);
    outcome.complete(
        code == PlcResponseCode.OK ? new Sending.Accepted() : dialect.refused(connection, code));
  }

  @Override
  public void failed(Turns.Failed how) {
    outcome.complete(
        Sending.failed(
            StatusCode.BAD_COMMUNICATION_ERROR,
            how.begun(),
            PlainFault.sentence(how.why(), "the PLC")));
  }
}
