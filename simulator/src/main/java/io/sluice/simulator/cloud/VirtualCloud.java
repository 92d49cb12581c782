package io.sluice.simulator.cloud;

import io.sluice.simulator.wire.HeldPort;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An MQTT broker on loopback that plays the cloud: MQTT 3.1.1 and 5, every publish counted before
 * it is acknowledged, watchers served at most once, and it misbehaves on request. Thread-safe; the
 * methods wait for their effect, so call none from an event loop.
 */
public final class VirtualCloud implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(VirtualCloud.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final int LARGEST_MESSAGE = 4 * 1024 * 1024;
  private static final int SECONDS_TO_CONNECT = 10;
  private static final int RECENT = 256;

  private static final long PORT_FREE_MILLIS = 5;

  private final Ledger ledger = new Ledger();
  private final ArrayDeque<Received> recent = new ArrayDeque<>();
  private final Vertx vertx;
  private final Context loop;
  private final Broker broker = new Broker(this::record);
  private volatile Consumer<Received> watcher = publish -> {};
  private final HeldPort port;
  private @Nullable MqttServer server;

  /**
   * Starts a cloud.
   *
   * @param port TCP port on 127.0.0.1, 0 for any free one
   * @throws IOException where the port cannot be had
   */
  public static VirtualCloud start(int port) throws IOException {
    VirtualCloud cloud = new VirtualCloud(port);
    try {
      cloud.linkUp();
    } catch (IOException taken) {
      cloud.close();
      throw taken;
    }
    return cloud;
  }

  private VirtualCloud(int port) throws IOException {
    this.port = heldPort(port);
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    this.loop = vertx.getOrCreateContext();
    loop.exceptionHandler(VirtualCloud::unhandled);
  }

  /** What a dropped client had already sent is still read, and is refused by a throw. */
  private static void unhandled(Throwable cause) {
    if (cause instanceof IllegalStateException) {
      log.debug("mqtt: {}", cause.toString());
    } else {
      log.warn("mqtt: {}", cause.toString());
    }
  }

  private static HeldPort heldPort(int port) throws IOException {
    try {
      return new HeldPort(port);
    } catch (IOException taken) {
      throw new IOException("mqtt: " + taken.getMessage(), taken);
    }
  }

  /** The port it listens on, or will again. */
  public int port() {
    return port.number();
  }

  /** {@code mqtt://127.0.0.1:PORT}. */
  public String url() {
    return "mqtt://" + LOOPBACK + ":" + port();
  }

  /** Drops all clients and stops listening; does nothing where the link is down already. */
  public synchronized void linkDown() {
    MqttServer listening = server;
    server = null;
    if (listening == null) {
      return;
    }
    try {
      onLoop(
          () -> {
            broker.dropAll();
            return listening.close().compose(closed -> nextSelection());
          });
    } catch (IOException failed) {
      log.warn("mqtt: the port did not close cleanly: {}", failed.getMessage());
    }
  }

  /** Java gives a closed port back only with the selection after the close. */
  private Future<Void> nextSelection() {
    Promise<Void> passed = Promise.promise();
    vertx.setTimer(PORT_FREE_MILLIS, timer -> passed.complete());
    return passed.future();
  }

  /**
   * Listens again on the same port; does nothing where it listens already.
   *
   * @throws IOException where the port cannot be had any more
   */
  public synchronized void linkUp() throws IOException {
    if (server != null) {
      return;
    }
    try {
      server = onLoop(this::listen);
    } catch (IOException taken) {
      throw new IOException(
          "mqtt: cannot listen on " + LOOPBACK + ":" + port() + ": " + taken.getMessage(), taken);
    }
  }

  private Future<MqttServer> listen() {
    MqttServerOptions options =
        new MqttServerOptions()
            .setMaxMessageSize(LARGEST_MESSAGE)
            .setAutoClientId(true)
            .setTimeoutOnConnect(SECONDS_TO_CONNECT);
    return MqttServer.create(vertx, options)
        .endpointHandler(broker::connect)
        .exceptionHandler(cause -> log.debug("mqtt: {}", cause.toString()))
        .listen(port(), LOOPBACK);
  }

  /**
   * The next {@code count} publishes are recorded, and each breaks its connection instead of being
   * acknowledged, as if the acknowledgement had been lost on the way.
   */
  public void loseAcks(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("count is " + count + ", must be 0 or more");
    }
    ask(
        () -> {
          broker.loseAcks(count);
          return Future.succeededFuture(count);
        });
  }

  /** Clients connected now. */
  public int clients() {
    return ask(() -> Future.succeededFuture(broker.clients()));
  }

  /** Messages a watcher was too slow for. */
  public long forwardsDropped() {
    return ask(() -> Future.succeededFuture(broker.forwardsDropped()));
  }

  /** What has been received so far. */
  public CloudReport report() {
    return ledger.report();
  }

  /** The latest publishes, oldest first, at most 256. */
  public List<Received> recent() {
    synchronized (recent) {
      return List.copyOf(recent);
    }
  }

  /**
   * Tells each publish to the watcher before it is acknowledged, instead of to the one before. It
   * is called on the broker's event loop and must return quickly.
   */
  public void watch(Consumer<Received> each) {
    watcher = each;
  }

  @Override
  public void close() {
    linkDown();
    try {
      await(vertx.close());
    } catch (IOException failed) {
      log.warn("mqtt: the cloud did not close cleanly: {}", failed.getMessage());
    }
    try {
      port.close();
    } catch (IOException kept) {
      log.warn("mqtt: the port did not close cleanly: {}", kept.getMessage());
    }
  }

  private void record(MqttPublishMessage publish) {
    byte[] payload = publish.payload().getBytes();
    ledger.accept(payload);
    Received received =
        new Received(publish.topicName(), new String(payload, StandardCharsets.UTF_8));
    synchronized (recent) {
      if (recent.size() == RECENT) {
        recent.removeFirst();
      }
      recent.addLast(received);
    }
    watcher.accept(received);
  }

  private <T> T ask(Supplier<Future<T>> question) {
    try {
      return onLoop(question);
    } catch (IOException closed) {
      throw new IllegalStateException("the cloud is closed: " + closed.getMessage(), closed);
    }
  }

  private <T> T onLoop(Supplier<Future<T>> task) throws IOException {
    Promise<T> done = Promise.promise();
    loop.runOnContext(unused -> run(task).onComplete(done));
    return await(done.future());
  }

  private static <T> Future<T> run(Supplier<Future<T>> task) {
    try {
      return task.get();
    } catch (RuntimeException bug) {
      return Future.failedFuture(bug);
    }
  }

  private static <T> T await(Future<T> future) throws IOException {
    try {
      return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw new IOException(String.valueOf(failed.getCause()), failed);
    } catch (TimeoutException late) {
      throw new IOException("no answer from the event loop within 10 s", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  /**
   * One publish.
   *
   * @param topic MQTT topic
   * @param payload as UTF-8 text
   */
  public record Received(String topic, String payload) {}
}
