package io.sluice.gateway;

import io.sluice.gateway.routes.SetpointLoop;
import io.sluice.gateway.setpoints.ReleaseAnswer;
import io.sluice.gateway.status.StatusServer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Releases and holds setpoints in the name of a person. */
final class PersonControl implements StatusServer.Control {
  private final String token;
  private final Supplier<Map<String, SetpointLoop>> setpoints;

  PersonControl(String token, Supplier<Map<String, SetpointLoop>> setpoints) {
    this.token = token;
    this.setpoints = setpoints;
  }

  @Override
  public String token() {
    return token;
  }

  @Override
  public Optional<CompletionStage<StatusServer.Answer>> act(
      String setpoint, String action, String person) {
    SetpointLoop loop = setpoints.get().get(setpoint);
    if (loop == null || !(action.equals("release") || action.equals("hold"))) {
      return Optional.empty();
    }
    if (action.equals("release")) {
      return Optional.of(loop.release(person).thenApply(answer -> answer(setpoint, answer)));
    }
    CompletableFuture<StatusServer.Answer> held = new CompletableFuture<>();
    loop.execute(
        owned -> {
          owned.hold("held by " + person);
          held.complete(new StatusServer.Answer(true, setpoint + " is held"));
        });
    return Optional.of(held);
  }

  private static StatusServer.Answer answer(String setpoint, ReleaseAnswer answer) {
    if (answer instanceof ReleaseAnswer.Released released) {
      return new StatusServer.Answer(true, setpoint + " is released by " + released.person());
    }
    if (answer instanceof ReleaseAnswer.NeedsSecondPerson needs) {
      return new StatusServer.Answer(true, needs.sentence());
    }
    return new StatusServer.Answer(
        false, answer instanceof ReleaseAnswer.Refused refused ? refused.sentence() : "");
  }
}
