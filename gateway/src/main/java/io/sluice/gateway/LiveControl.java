package io.sluice.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.gateway.options.Durations;
import io.sluice.gateway.status.StatusServer;
import io.sluice.gateway.status.StatusServer.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Acts in the name of a person on setpoints, alarms, models and the configuration. */
final class LiveControl implements StatusServer.Control {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StatusServer.Control running;
  private final Supplier<@Nullable Changes> changes;
  private final Models models;

  /** Carries out a deed on models, off the event loop. */
  @FunctionalInterface
  interface Models {
    CompletionStage<Answer> act(String detector, String action, JsonNode order, String person);
  }

  LiveControl(StatusServer.Control running, Supplier<@Nullable Changes> changes, Models models) {
    this.running = running;
    this.changes = changes;
    this.models = models;
  }

  @Override
  public String token() {
    return running.token();
  }

  @Override
  public Optional<CompletionStage<Answer>> act(String setpoint, String action, String person) {
    return running.act(setpoint, action, person);
  }

  @Override
  public Optional<CompletionStage<Answer>> alarm(
      String detector, String action, String order, String person) {
    return running.alarm(detector, action, order, person);
  }

  @Override
  public String alarmHistory() {
    return running.alarmHistory();
  }

  @Override
  public Optional<CompletionStage<Answer>> change(String action, String order, String person) {
    Changes owner = changes.get();
    if (owner == null) {
      return said("this gateway does not follow files; start it with sluice run");
    }
    try {
      JsonNode said = order.isBlank() ? JSON.createObjectNode() : JSON.readTree(order);
      return switch (action) {
        case "apply" -> Optional.of(apply(owner, said, person));
        case "confirm" -> Optional.of(owner.confirm(person));
        case "rollback" -> Optional.of(owner.rollback(said.path("version").asInt(0), person));
        default -> Optional.empty();
      };
    } catch (JsonProcessingException unreadable) {
      return said("the order is no JSON");
    } catch (IllegalArgumentException unusable) {
      return said(String.valueOf(unusable.getMessage()));
    }
  }

  @Override
  public Optional<CompletionStage<Answer>> model(
      String detector, String action, String order, String person) {
    try {
      JsonNode said = order.isBlank() ? JSON.createObjectNode() : JSON.readTree(order);
      return Optional.of(models.act(detector, action, said, person));
    } catch (JsonProcessingException unreadable) {
      return said("the order is no JSON");
    }
  }

  private static CompletionStage<Answer> apply(Changes owner, JsonNode said, String person) {
    JsonNode within = said.path("confirmWithin");
    Duration confirmWithin = within.isTextual() ? Durations.parse(within.asText()) : null;
    if (confirmWithin != null && !inRange(confirmWithin)) {
      throw new IllegalArgumentException(
          "confirm within " + within.asText() + " is none; allowed is 10 s to 24 h");
    }
    boolean elsewhere = said.path("config").isTextual() && said.path("routes").isTextual();
    return owner.apply(
        elsewhere ? Path.of(said.path("config").asText()) : null,
        elsewhere ? Path.of(said.path("routes").asText()) : null,
        new Changes.Order(confirmWithin, said.path("hash").asText(""), person));
  }

  private static boolean inRange(Duration within) {
    return within.compareTo(Duration.ofSeconds(10)) >= 0
        && within.compareTo(Duration.ofHours(24)) <= 0;
  }

  private static Optional<CompletionStage<Answer>> said(String no) {
    return Optional.of(CompletableFuture.completedFuture(new Answer(false, no)));
  }
}
