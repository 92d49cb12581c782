package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.gateway.ControlToken;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Whereabouts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Talks to the gateway that runs on this machine with the same files. */
final class GatewayClient {
  private static final Logger log = LoggerFactory.getLogger(GatewayClient.class);
  private static final Duration WITHIN = Duration.ofSeconds(3);

  /** A change checks, starts in a rehearsal and swaps before it answers. */
  private static final Duration CHANGED_WITHIN = Duration.ofMinutes(1);

  private final String base;
  private final Path data;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(WITHIN).build();

  GatewayClient(Configuration configuration) {
    this(
        new Whereabouts(
            Path.of(configuration.gateway().data()), configuration.gateway().http().listen()));
  }

  GatewayClient(Whereabouts where) {
    this.base = "http://" + where.listen();
    this.data = where.data();
  }

  /** The gateway's answer; {@code good} where it did what was asked. */
  record Answer(boolean good, String text) {}

  Answer get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(base + path)).timeout(WITHIN).build());
  }

  /** The version that runs; empty where no gateway answers, or it follows no files. */
  OptionalInt runningVersion() throws InterruptedException {
    try {
      JsonNode status = new ObjectMapper().readTree(get("/status").text());
      int version = status.path("configuration").path("version").asInt();
      return version == 0 ? OptionalInt.empty() : OptionalInt.of(version);
    } catch (IOException nobody) {
      log.debug("{}", nobody.toString());
      return OptionalInt.empty();
    }
  }

  /** Acts in the name of a person, with the token that only the gateway's own user can read. */
  Answer act(String path, String person) throws IOException, InterruptedException {
    return send(post(path, person).timeout(WITHIN).POST(BodyPublishers.noBody()).build());
  }

  /** The same for an alarm, as {@code pump-1-health/shelve}, with what else is to be said. */
  Answer alarm(String path, JsonNode order, String person)
      throws IOException, InterruptedException {
    return order(post("/alarms/" + path, person).timeout(WITHIN), order);
  }

  /** The same for models, as {@code pump-1-health/promote}; an import takes its time. */
  Answer model(String path, JsonNode order, String person)
      throws IOException, InterruptedException {
    return order(post("/models/" + path, person).timeout(CHANGED_WITHIN), order);
  }

  /** The same for the configuration, with what else is to be said. */
  Answer change(String action, JsonNode order, String person)
      throws IOException, InterruptedException {
    return order(post("/changes/" + action, person).timeout(CHANGED_WITHIN), order);
  }

  private Answer order(HttpRequest.Builder post, JsonNode order)
      throws IOException, InterruptedException {
    return send(post.POST(BodyPublishers.ofString(order.toString())).build());
  }

  private HttpRequest.Builder post(String path, String person) throws IOException {
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Authorization", "Bearer " + token())
        .header("X-Person", person);
  }

  private String token() throws IOException {
    try {
      return ControlToken.read(data);
    } catch (NoSuchFileException never) {
      throw new IOException(nobody(), never);
    } catch (IOException refused) {
      throw new IOException(
          "the control token in "
              + data.toAbsolutePath()
              + " cannot be read by this user; act as the user that runs the gateway",
          refused);
    }
  }

  private String nobody() {
    return "no gateway answers at " + base + "; is it running? start it with: sluice run";
  }

  private Answer send(HttpRequest request) throws IOException, InterruptedException {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode() == 200, response.body().strip());
    } catch (IOException unreachable) {
      throw new IOException(nobody(), unreachable);
    }
  }
}
