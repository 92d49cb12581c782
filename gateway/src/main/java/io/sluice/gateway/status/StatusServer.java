package io.sluice.gateway.status;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's page and its JSON: {@code GET /}, {@code GET /status}, {@code GET /alarms/history},
 * and for the holder of the control token {@code POST /setpoints/NAME/release} or {@code /hold},
 * {@code POST /alarms/DETECTOR/acknowledge} and the like, and {@code POST /changes/apply}, {@code
 * /confirm} or {@code /rollback}.
 *
 * <p>Reading needs no password and shows no secret; it listens on loopback unless told otherwise.
 */
public final class StatusServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StatusServer.class);
  private static final int IDLE_SECONDS = 30;
  private static final int LARGEST_BODY = 8 * 1024;

  private final Vertx vertx;
  private final HttpServer server;
  private final Supplier<ObjectNode> status;
  private final Control control;
  private final byte[] page = page();
  private volatile HostCheck hosts = new HostCheck("localhost");

  /**
   * What became of a person's action.
   *
   * @param done false where the gateway refused
   * @param said one sentence
   */
  public record Answer(boolean done, String said) {}

  /** What a person may do. Called on the server's event loop; must not block. */
  public interface Control {
    /** The token that a caller must show, as 1 line of text. */
    String token();

    /**
     * Carries out {@code release} or {@code hold}.
     *
     * @return one sentence of what was done, later; or empty where there is no such setpoint or
     *     action
     */
    Optional<CompletionStage<Answer>> act(String setpoint, String action, String person);

    /**
     * Carries out {@code acknowledge}, {@code shelve} and the like on a detector's alarm.
     *
     * @param order why and for how long, as JSON text; may be empty
     * @return one sentence of what was done, later; or empty where there is no such detector or
     *     action
     */
    default Optional<CompletionStage<Answer>> alarm(
        String detector, String action, String order, String person) {
      return Optional.empty();
    }

    /**
     * Carries out {@code promote} and the like on a detector's models, or {@code trust} on the
     * keys, {@code .keys} in place of the detector.
     *
     * @param order which version and the like, as JSON text; may be empty
     * @return one sentence of what was done, later; or empty where there are no models
     */
    default Optional<CompletionStage<Answer>> model(
        String detector, String action, String order, String person) {
      return Optional.empty();
    }

    /** The newest alarm records, oldest first, as a JSON array. */
    default String alarmHistory() {
      return "[]";
    }

    /**
     * Carries out {@code apply}, {@code confirm} or {@code rollback} of the configuration.
     *
     * @param order what else was said, as JSON text; may be empty
     * @return one sentence of what was done, later; or empty where there is no such action
     */
    default Optional<CompletionStage<Answer>> change(String action, String order, String person) {
      return Optional.empty();
    }
  }

  /**
   * @param status gives the JSON of this moment; called on an event loop, must not block
   */
  public StatusServer(Vertx vertx, Supplier<ObjectNode> status, Control control) {
    this.vertx = vertx;
    this.status = status;
    this.control = control;
    this.server =
        vertx.createHttpServer(
            new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                // The limits below are HTTP/1.1's; over clear text nothing else is needed here.
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(2_048)
                .setMaxHeaderSize(8_192)
                .setCompressionSupported(true));
    server.requestHandler(this::handle);
  }

  /**
   * Listens; returns the port.
   *
   * @param port 0 for any free one
   * @throws IllegalStateException with a plain sentence where it cannot
   */
  public int listen(String host, int port) {
    hosts = new HostCheck(host);
    try {
      return server
          .listen(port, host)
          .toCompletionStage()
          .toCompletableFuture()
          .join()
          .actualPort();
    } catch (CompletionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw new IllegalStateException(
          "http: cannot listen on " + host + ":" + port + ": " + cause.getMessage(), cause);
    }
  }

  @Override
  public void close() {
    server.close();
  }

  private void handle(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    try {
      answer(request, response);
    } catch (RuntimeException bug) {
      log.error("{} {} failed", request.method(), path(request), bug);
      end(response, 500, "text/plain", "a bug of the gateway; its log says more\n");
    }
  }

  private void answer(HttpServerRequest request, HttpServerResponse response) {
    response.putHeader("X-Content-Type-Options", "nosniff");
    response.putHeader(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'");
    if (!hosts.isOurs(request.getHeader("Host"))) {
      end(response, 421, "text/plain", "this gateway is not called so; use its address\n");
    } else if (HttpMethod.GET.equals(request.method())) {
      get(path(request), response);
    } else if (HttpMethod.POST.equals(request.method())) {
      post(request);
    } else {
      response.putHeader("Allow", "GET, POST");
      end(response, 405, "text/plain", "only GET and POST are known here\n");
    }
  }

  private void get(String path, HttpServerResponse response) {
    switch (path) {
      case "/status" -> end(response, 200, "application/json", status.get().toString());
      case "/alarms/history" -> end(response, 200, "application/json", control.alarmHistory());
      case "/" ->
          response.putHeader("Content-Type", "text/html; charset=utf-8").end(Buffer.buffer(page));
      case "/page.js" -> end(response, 200, "text/javascript", resource("page.js"));
      case "/page.css" -> end(response, 200, "text/css", resource("page.css"));
      default -> end(response, 404, "text/plain", "nothing here: try / or /status\n");
    }
  }

  private void post(HttpServerRequest request) {
    String[] parts = path(request).split("/", -1);
    String person = request.getHeader("X-Person");
    if (!authorised(request.getHeader("Authorization"))) {
      request.response().putHeader("WWW-Authenticate", "Bearer");
      end(request.response(), 401, "text/plain", "the control token is missing or wrong\n");
    } else if (person == null || person.isBlank() || person.length() > 100) {
      end(request.response(), 400, "text/plain", "who acts? give the header X-Person\n");
    } else if (parts.length == 3 && parts[1].equals("changes")) {
      withBody(request, body -> change(request.response(), parts[2], body, person));
    } else if (parts.length == 4 && parts[1].equals("alarms")) {
      withBody(request, body -> alarm(request.response(), parts, body, person));
    } else if (parts.length == 4 && parts[1].equals("models")) {
      withBody(request, body -> model(request.response(), parts, body, person));
    } else if (parts.length != 4 || !parts[1].equals("setpoints")) {
      end(request.response(), 404, "text/plain", "try /setpoints/NAME/release or /hold\n");
    } else {
      act(request.response(), parts, person);
    }
  }

  private void withBody(HttpServerRequest request, Consumer<String> whole) {
    Buffer body = Buffer.buffer();
    request.handler(
        part -> {
          if (body.length() <= LARGEST_BODY) {
            body.appendBuffer(part);
          }
        });
    request.endHandler(
        end -> {
          if (body.length() > LARGEST_BODY) {
            end(request.response(), 413, "text/plain", "an order has at most 8 KB\n");
          } else {
            whole.accept(body.toString(StandardCharsets.UTF_8));
          }
        });
  }

  private void change(HttpServerResponse response, String action, String order, String person) {
    String unknown = "no such action: " + action + "; try apply, confirm or rollback\n";
    later(response, control.change(action, order, person), unknown);
  }

  private void alarm(HttpServerResponse response, String[] parts, String order, String person) {
    String unknown =
        "no such detector or action: "
            + parts[2]
            + " "
            + parts[3]
            + "; try acknowledge, shelve, unshelve, suppress, unsuppress, out-of-service or"
            + " in-service\n";
    later(response, control.alarm(parts[2], parts[3], order, person), unknown);
  }

  private void model(HttpServerResponse response, String[] parts, String order, String person) {
    later(response, control.model(parts[2], parts[3], order, person), "no models here\n");
  }

  private void act(HttpServerResponse response, String[] parts, String person) {
    String unknown = "no such setpoint or action: " + parts[2] + " " + parts[3] + "\n";
    later(response, control.act(parts[2], parts[3], person), unknown);
  }

  private void later(
      HttpServerResponse response, Optional<CompletionStage<Answer>> answer, String unknown) {
    Context context = vertx.getOrCreateContext();
    answer.ifPresentOrElse(
        done ->
            done.whenComplete(
                (said, failed) -> context.runOnContext(here -> say(response, said, failed))),
        () -> end(response, 404, "text/plain", unknown));
  }

  private static void say(
      HttpServerResponse response, @Nullable Answer answer, @Nullable Throwable failed) {
    if (answer == null) {
      log.error("a person's action failed", failed);
      end(response, 500, "text/plain", "a bug of the gateway; its log says more\n");
    } else {
      end(response, answer.done() ? 200 : 409, "text/plain", answer.said() + "\n");
    }
  }

  private static String path(HttpServerRequest request) {
    String path = request.path();
    return path == null ? "" : path;
  }

  private boolean authorised(@Nullable String header) {
    byte[] expected = ("Bearer " + control.token()).getBytes(StandardCharsets.UTF_8);
    return header != null
        && MessageDigest.isEqual(expected, header.getBytes(StandardCharsets.UTF_8));
  }

  private static void end(HttpServerResponse response, int code, String type, String body) {
    response.setStatusCode(code).putHeader("Content-Type", type + "; charset=utf-8").end(body);
  }

  private static byte[] page() {
    return resource("page.html").getBytes(StandardCharsets.UTF_8);
  }

  private static String resource(String name) {
    try (InputStream in = StatusServer.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new IllegalStateException(name + " cannot be read from the jar", unreadable);
    }
  }
}
