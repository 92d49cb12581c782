package io.sluice.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page and its JSON, over loopback. */
class StatusServerTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final String TOKEN = "f00d";

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> acts = Collections.synchronizedList(new ArrayList<>());
  private Supplier<ObjectNode> status =
      () -> JsonNodeFactory.instance.objectNode().put("gateway", "skid-1");
  private CompletionStage<StatusServer.Answer> answer =
      CompletableFuture.completedFuture(new StatusServer.Answer(true, "speed is released"));
  private final StatusServer server = new StatusServer(VERTX, () -> status.get(), new People());
  private final int port = server.listen("127.0.0.1", 0);

  @AfterEach
  void close() {
    server.close();
  }

  @AfterAll
  static void closeVertx() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
  }

  @Test
  void theStatusIsJson() throws Exception {
    HttpResponse<String> response = get("/status");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"gateway\":\"skid-1\"}");
    assertThat(type(response)).isEqualTo("application/json; charset=utf-8");
  }

  @Test
  void thePageAndWhatItLoadsComeFromHere() throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(type(page)).isEqualTo("text/html; charset=utf-8");
    assertThat(page.body()).contains("page.js").contains("page.css").doesNotContain("http://");
    assertThat(type(get("/page.js"))).startsWith("text/javascript");
    assertThat(type(get("/page.css"))).startsWith("text/css");
  }

  @Test
  void aBrowserMayLoadNothingFromElsewhere() throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void whatIsNotThereSaysWhereToGo() throws Exception {
    HttpResponse<String> response = get("/secret");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).isEqualTo("nothing here: try / or /status\n");
    assertThat(get("/../../etc/passwd").statusCode()).isEqualTo(404);
  }

  @Test
  void otherMethodsAreNotAllowed() throws Exception {
    for (String method : List.of("PUT", "DELETE", "PATCH", "OPTIONS")) {
      HttpResponse<String> response =
          send(request("/status").method(method, HttpRequest.BodyPublishers.noBody()));
      assertThat(response.statusCode()).as(method).isEqualTo(405);
      assertThat(response.headers().firstValue("Allow")).contains("GET, POST");
    }
  }

  @Test
  void withoutTheTokenNobodyActs() throws Exception {
    HttpResponse<String> without = send(post("/setpoints/speed/release").header("X-Person", "Ada"));
    assertThat(without.statusCode()).isEqualTo(401);
    assertThat(without.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    for (String wrong : List.of("Bearer ", "Bearer f00", "Bearer f00d1", "f00d", "bearer f00d")) {
      assertThat(
              send(post("/setpoints/speed/release")
                      .header("X-Person", "Ada")
                      .header("Authorization", wrong))
                  .statusCode())
          .as(wrong)
          .isEqualTo(401);
    }
    assertThat(acts).isEmpty();
  }

  @Test
  void aPersonWithTheTokenActs() throws Exception {
    HttpResponse<String> response = send(authorised("/setpoints/speed/release", "Ada"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("speed is released\n");
    assertThat(acts).containsExactly("speed release Ada");
  }

  @Test
  void whoActsMustSayWho() throws Exception {
    for (String nobody : List.of(" ", "x".repeat(101))) {
      HttpResponse<String> response = send(authorised("/setpoints/speed/release", nobody));
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).isEqualTo("who acts? give the header X-Person\n");
    }
    assertThat(
            send(post("/setpoints/speed/release").header("Authorization", "Bearer " + TOKEN))
                .statusCode())
        .isEqualTo(400);
    assertThat(acts).isEmpty();
  }

  @Test
  void anUnknownSetpointOrActionIsNotFound() throws Exception {
    assertThat(send(authorised("/setpoints/sped/release", "Ada")).body())
        .isEqualTo("no such setpoint or action: sped release\n");
    assertThat(send(authorised("/setpoints/speed/open", "Ada")).statusCode()).isEqualTo(404);
    assertThat(send(authorised("/speed/release", "Ada")).statusCode()).isEqualTo(404);
    assertThat(send(authorised("/setpoints/speed/release/now", "Ada")).statusCode()).isEqualTo(404);
  }

  @Test
  void anAnswerMayComeLater() throws Exception {
    CompletableFuture<StatusServer.Answer> later = new CompletableFuture<>();
    answer = later;
    CompletableFuture<HttpResponse<String>> response =
        client.sendAsync(
            authorised("/setpoints/speed/hold", "Ada").build(),
            HttpResponse.BodyHandlers.ofString());
    later.completeOnTimeout(
        new StatusServer.Answer(true, "speed is held"), 50, TimeUnit.MILLISECONDS);
    assertThat(response.get(5, TimeUnit.SECONDS).body()).isEqualTo("speed is held\n");
  }

  @Test
  void aRefusedReleaseIsNoSuccess() throws Exception {
    answer = CompletableFuture.completedFuture(new StatusServer.Answer(false, "speed is stopped"));
    HttpResponse<String> response = send(authorised("/setpoints/speed/release", "Ada"));
    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(response.body()).isEqualTo("speed is stopped\n");
  }

  @Test
  void aBugIsToldAsOneAndNeverAsAStackTrace() throws Exception {
    status =
        () -> {
          throw new IllegalStateException("secret detail");
        };
    HttpResponse<String> response = get("/status");
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("a bug of the gateway; its log says more\n");
    answer = CompletableFuture.failedFuture(new IllegalStateException("secret detail"));
    assertThat(send(authorised("/setpoints/speed/hold", "Ada")).statusCode()).isEqualTo(500);
  }

  @Test
  void aHeaderOrALineThatIsTooLongIsRefused() throws Exception {
    assertThat(send(request("/status").header("X-Long", "x".repeat(20_000))).statusCode())
        .isEqualTo(431);
    assertThat(get("/" + "x".repeat(10_000)).statusCode()).isEqualTo(414);
    assertThat(get("/status").statusCode()).as("others go on").isEqualTo(200);
  }

  @Test
  void aPersonWithTheTokenChangesTheConfiguration() throws Exception {
    String order = "{\"confirmWithin\":\"10 min\"}";
    HttpRequest.Builder apply =
        authorised("/changes/apply", "Ada").POST(HttpRequest.BodyPublishers.ofString(order));
    assertThat(send(apply).statusCode()).isEqualTo(200);
    assertThat(acts).containsExactly("apply " + order + " Ada");
    HttpResponse<String> unknown = send(authorised("/changes/destroy", "Ada"));
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body())
        .isEqualTo("no such action: destroy; try apply, confirm or rollback\n");
    assertThat(send(post("/changes/apply").header("X-Person", "Ada")).statusCode()).isEqualTo(401);
    assertThat(acts).hasSize(1);
  }

  @Test
  void aPersonWithTheTokenHandlesAnAlarm() throws Exception {
    String order = "{\"why\":\"cleaning\",\"for\":\"2 h\"}";
    HttpRequest.Builder shelve =
        authorised("/alarms/health/shelve", "Ada").POST(HttpRequest.BodyPublishers.ofString(order));
    assertThat(send(shelve).statusCode()).isEqualTo(200);
    assertThat(acts).containsExactly("health shelve " + order + " Ada");
    HttpResponse<String> unknown = send(authorised("/alarms/helth/shelve", "Ada"));
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).startsWith("no such detector or action: helth shelve; try ack");
    assertThat(send(post("/alarms/health/shelve").header("X-Person", "Ada")).statusCode())
        .isEqualTo(401);
    assertThat(send(authorised("/alarms/health/shelve/now", "Ada")).statusCode()).isEqualTo(404);
    assertThat(acts).hasSize(1);
  }

  @Test
  void theAlarmHistoryIsJson() throws Exception {
    HttpResponse<String> history = get("/alarms/history");
    assertThat(type(history)).startsWith("application/json");
    assertThat(history.body()).isEqualTo("[{\"change\":\"shelved\"}]");
  }

  @Test
  void anOrderThatIsTooLongIsRefused() throws Exception {
    HttpRequest.Builder flood =
        authorised("/changes/apply", "Ada")
            .POST(HttpRequest.BodyPublishers.ofString("x".repeat(2_000_000)));
    assertThat(send(flood).statusCode()).isEqualTo(413);
    assertThat(acts).isEmpty();
  }

  @Test
  void aPageFromElsewhereWhoseNameLeadsHereGetsNothing() throws Exception {
    String get = "GET /status HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";
    assertThat(raw(get.formatted("rebound.example:" + port))).startsWith("HTTP/1.1 421 ");
    assertThat(raw(get.formatted("rebound.example:" + port))).doesNotContain("skid-1");
    assertThat(raw(get.formatted("localhost:" + port))).startsWith("HTTP/1.1 200 ");
    assertThat(raw(get.formatted("[::1]:" + port))).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aPortThatIsTakenIsToldInOneSentence() {
    StatusServer second = new StatusServer(VERTX, () -> status.get(), new People());
    assertThatThrownBy(() -> second.listen("127.0.0.1", port))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching("http: cannot listen on 127\\.0\\.0\\.1:\\d+: .*[Aa]ddress.*in use.*");
    second.close();
  }

  private final class People implements StatusServer.Control {
    @Override
    public String token() {
      return TOKEN;
    }

    @Override
    public Optional<CompletionStage<StatusServer.Answer>> act(
        String setpoint, String action, String person) {
      if (!setpoint.equals("speed") || action.equals("open")) {
        return Optional.empty();
      }
      acts.add(setpoint + " " + action + " " + person);
      return Optional.of(answer);
    }

    @Override
    public Optional<CompletionStage<StatusServer.Answer>> alarm(
        String detector, String action, String order, String person) {
      if (!detector.equals("health")) {
        return Optional.empty();
      }
      acts.add(detector + " " + action + " " + order + " " + person);
      return Optional.of(answer);
    }

    @Override
    public String alarmHistory() {
      return "[{\"change\":\"shelved\"}]";
    }

    @Override
    public Optional<CompletionStage<StatusServer.Answer>> change(
        String action, String order, String person) {
      if (!action.equals("apply")) {
        return Optional.empty();
      }
      acts.add(action + " " + order + " " + person);
      return Optional.of(answer);
    }
  }

  /** What a browser sends is chosen here to the letter. */
  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(10));
  }

  private HttpRequest.Builder post(String path) {
    return request(path).POST(HttpRequest.BodyPublishers.noBody());
  }

  private HttpRequest.Builder authorised(String path, String person) {
    return post(path).header("Authorization", "Bearer " + TOKEN).header("X-Person", person);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String type(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Type").orElse("");
  }
}
