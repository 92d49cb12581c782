package io.sluice.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.gateway.ControlToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 while a change is on trial, and after it was confirmed. */
@Tag("soak")
class TrialKillTest {
  private static final String EXTRA =
      "- route: {id: extra, from: {uri: tags:pump-plc, parameters: {group: fast},"
          + " steps: [{to: log:extra}]}}\n";

  @Test
  void onlyWhatWasConfirmedRunsAgain(@TempDir Path directory) throws Exception {
    try (Site site = Site.open(directory)) {
      site.edit("gateway.yaml", "http:", "reload: {mode: on-apply}\nhttp:");
      Path extra = site.routes().resolve("extra.camel.yaml");
      try (Child first = new Child(site, 1).runs()) {
        Files.writeString(extra, EXTRA);
        assertThat(order(site, "apply", "{\"confirmWithin\":\"10 min\"}")).contains("on trial");
        assertThat(configuration(first).path("version").asInt()).isEqualTo(2);
        first.kill();
      }
      try (Child second = new Child(site, 2).runs()) {
        assertThat(second.said()).contains("version 2 was on trial and was not confirmed");
        assertThat(configuration(second).path("version").asInt()).isEqualTo(1);
        assertThat(extra).doesNotExist();
        Files.writeString(extra, EXTRA);
        assertThat(order(site, "apply", "{\"confirmWithin\":\"10 min\"}")).contains("on trial");
        assertThat(order(site, "confirm", "")).contains("is confirmed by Ada");
        second.kill();
      }
      try (Child third = new Child(site, 3).runs()) {
        assertThat(configuration(third).path("state").asText()).isEqualTo("running");
        assertThat(configuration(third).path("version").asInt()).isEqualTo(3);
        assertThat(extra).exists();
      }
    }
  }

  private static JsonNode configuration(Child child) {
    return child.status().path("configuration");
  }

  private static String order(Site site, String action, String order)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + "/changes/" + action))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + ControlToken.read(site.data()))
            .header("X-Person", "Ada")
            .POST(HttpRequest.BodyPublishers.ofString(order))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    return response.body();
  }
}
