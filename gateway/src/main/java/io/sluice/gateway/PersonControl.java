package io.sluice.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.gateway.assets.AlarmDeed;
import io.sluice.gateway.assets.Watch;
import io.sluice.gateway.options.Durations;
import io.sluice.gateway.routes.SetpointLoop;
import io.sluice.gateway.setpoints.ReleaseAnswer;
import io.sluice.gateway.status.StatusServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Releases and holds setpoints and handles alarms in the name of a person. */
final class PersonControl implements StatusServer.Control {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_HISTORY = 1_000;

  private final String token;
  private final Supplier<Optional<Parts>> parts;

  /**
   * @param parts what runs; empty where nothing does
   */
  PersonControl(String token, Supplier<Optional<Parts>> parts) {
    this.token = token;
    this.parts = parts;
  }

  @Override
  public String token() {
    return token;
  }

  @Override
  public Optional<CompletionStage<StatusServer.Answer>> act(
      String setpoint, String action, String person) {
    SetpointLoop loop = parts.get().map(now -> now.setpoints().get(setpoint)).orElse(null);
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

  @Override
  public Optional<CompletionStage<StatusServer.Answer>> alarm(
      String detector, String action, String order, String person) {
    Watch watch = parts.get().map(now -> now.watches().get(detector)).orElse(null);
    AlarmDeed.Action known = AlarmDeed.Action.of(action).orElse(null);
    if (watch == null || known == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          watch
              .act(deed(known, order, person))
              .thenApply(answer -> new StatusServer.Answer(answer.done(), answer.said())));
    } catch (JsonProcessingException unreadable) {
      return refused("the order is no JSON");
    } catch (IllegalArgumentException unusable) {
      return refused(String.valueOf(unusable.getMessage()));
    }
  }

  @Override
  public String alarmHistory() {
    List<String> lines =
        parts.get().map(now -> now.foundation().alarms().history(MOST_HISTORY)).orElse(List.of());
    return "[" + String.join(",", lines) + "]";
  }

  private static AlarmDeed deed(AlarmDeed.Action action, String order, String person)
      throws JsonProcessingException {
    JsonNode said = order.isBlank() ? JSON.createObjectNode() : JSON.readTree(order);
    JsonNode time = said.path("for");
    @Nullable Duration length = time.isTextual() ? Durations.parse(time.asText()) : null;
    return new AlarmDeed(action, person, said.path("why").asText(""), length);
  }

  private static Optional<CompletionStage<StatusServer.Answer>> refused(String why) {
    return Optional.of(CompletableFuture.completedFuture(new StatusServer.Answer(false, why)));
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
