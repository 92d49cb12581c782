package io.sluice.gateway.cli;

import io.sluice.gateway.ControlToken;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.ListenAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** Talks to the gateway that runs on this machine with the same files. */
final class GatewayClient {
  private static final Duration WITHIN = Duration.ofSeconds(3);

  private final String base;
  private final Path data;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(WITHIN).build();

  GatewayClient(Configuration configuration) {
    ListenAddress listen = configuration.gateway().http().listen();
    this.base = "http://" + listen;
    this.data = Path.of(configuration.gateway().data());
  }

  /** The gateway's answer; {@code good} where it did what was asked. */
  record Answer(boolean good, String text) {}

  Answer get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(base + path)).timeout(WITHIN).build());
  }

  /** Acts in the name of a person, with the token that only the gateway's own user can read. */
  Answer act(String path, String person) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(WITHIN)
            .header("Authorization", "Bearer " + token())
            .header("X-Person", person)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build());
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
