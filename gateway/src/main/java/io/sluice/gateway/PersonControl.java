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
  public Optional<CompletionStage<String>> act(String setpoint, String action, String person) {
    SetpointLoop loop = setpoints.get().get(setpoint);
    if (loop == null || !(action.equals("release") || action.equals("hold"))) {
      return Optional.empty();
    }
    CompletableFuture<String> answer = new CompletableFuture<>();
    loop.execute(
        owned -> {
          if (action.equals("hold")) {
            owned.hold("held by " + person);
            answer.complete(setpoint + " is held");
          } else {
            answer.complete(sentence(setpoint, owned.release(person)));
          }
        });
    return Optional.of(answer);
  }

  private static String sentence(String setpoint, ReleaseAnswer answer) {
    if (answer instanceof ReleaseAnswer.Released released) {
      return setpoint + " is released by " + released.person();
    }
    if (answer instanceof ReleaseAnswer.NeedsSecondPerson needs) {
      return needs.sentence();
    }
    return answer instanceof ReleaseAnswer.Refused refused ? refused.sentence() : "";
  }
}
