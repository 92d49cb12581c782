package io.sluice.connectors.plc4x;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.link.PlainFault;
import io.sluice.connectors.link.Sending;
import io.sluice.connectors.plan.Turns;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.plc4x.java.api.messages.PlcWriteRequest;
import org.apache.plc4x.java.api.messages.PlcWriteResponse;
import org.apache.plc4x.java.api.types.PlcResponseCode;
import org.jspecify.annotations.Nullable;

/** One value on its way to the device. Whether it is still wanted is asked when its turn comes. */
final class PlcWrite implements Turns.Call<PlcWriteResponse> {
  /** Name of the one item in the request. */
  static final String ONE = "one";

  private final WriteRequest request;
  private final Supplier<PlcWriteRequest> ready;
  private final Function<PlcResponseCode, Sending> refusal;
  private final PlantClock clock;
  private final CompletableFuture<Sending> outcome = new CompletableFuture<>();

  /**
   * Writes what the driver's own request says.
   *
   * @param ready builds it, with one item named {@link #ONE}
   * @param refusal what became of it where the device answers with that code
   */
  PlcWrite(
      WriteRequest request,
      Supplier<PlcWriteRequest> ready,
      Function<PlcResponseCode, Sending> refusal,
      PlantClock clock) {
    this.request = request;
    this.ready = ready;
    this.refusal = refusal;
    this.clock = clock;
  }

  /** What a refusal means where the driver says no more than its code. */
  static Sending refused(PlcResponseCode code) {
    return Sending.failed(ResponseCodes.status(code), true, "the device refused: " + code);
  }

  CompletableFuture<Sending> outcome() {
    return outcome;
  }

  @Override
  public @Nullable CompletionStage<? extends PlcWriteResponse> begin() {
    PlcWriteRequest write = ready.get();
    return Sending.ifStillWanted(request, clock, outcome, write::execute).orElse(null);
  }

  @Override
  public void answered(PlcWriteResponse answer) {
    PlcResponseCode code = answer.getResponseCode(ONE);
    outcome.complete(code == PlcResponseCode.OK ? new Sending.Accepted() : refusal.apply(code));
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
