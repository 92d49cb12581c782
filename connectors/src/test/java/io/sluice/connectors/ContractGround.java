package io.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.simulator.wire.Framing;
import io.sluice.simulator.wire.WireFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A peer, a wire and a connector, as every contract needs them. */
public abstract class ContractGround {
  /** Index of the tags that a subclass provides, in this order. */
  protected static final int FLOAT = 0;

  protected static final int SCALED = 1;
  protected static final int MISSING = 2;
  protected static final int WRITABLE = 3;

  /** From a peer that listens again, or from one lost answer, to the first good scan. */
  static final Duration RECOVERY = Duration.ofSeconds(2);

  /** What the peer is wrong about for a while is forgotten this long after it. */
  static final Duration AFTER_AN_ATTACK = Duration.ofSeconds(10);

  final SystemClock clock = new SystemClock();
  final Heard heard = new Heard();
  Wire wire;
  Connector connector;

  /** Starts the peer: FLOAT reads 1480.5, SCALED reads 12.3, WRITABLE reads 900. */
  protected abstract void startPeer() throws Exception;

  protected abstract void stopPeer() throws Exception;

  protected abstract int peerPort();

  /** A connector to that port with one group, 50 ms, of the four tags, not started. */
  protected abstract Connector connect(int port, PlantClock clock);

  /** Where the protocol's messages begin and end, so that faults can hit whole messages. */
  protected Framing framing() {
    return Framing.RAW;
  }

  /** A tag of each type that the kind has, and what the peer shows there: a Number or a String. */
  protected Map<Tag, Object> everyType() {
    return Map.of();
  }

  @BeforeEach
  void layTheWire() {
    wire = new Wire(peerPort(), framing());
    connector = connect(wire.port(), clock);
  }

  @AfterEach
  void takeItAway() throws Exception {
    connector.close();
    wire.close();
    stopPeer();
  }

  /** Longer than a request may take. */
  protected Duration lateBy() {
    return Duration.ofMillis(1_200);
  }

  static WireFault halved() {
    return new WireFault.Rewrite(
        "halved", told -> Arrays.copyOf(told, Math.max(1, told.length / 2)));
  }

  static WireFault noise() {
    SplittableRandom random = new SplittableRandom(4);
    return new WireFault.Rewrite(
        "noise",
        told -> {
          byte[] noise = new byte[told.length];
          random.nextBytes(noise);
          return noise;
        });
  }

  /** The peer has shown the same all the time. */
  void assertNothingUntrueWasHeard() {
    for (Scan scan : heard.scans()) {
      for (int i = 0; i < scan.size(); i++) {
        if (scan.hasValue(i)) {
          assertThat(scan.value(i))
              .as(scan.tag(i).name())
              .isCloseTo(shown(scan.tagIndex(i)), within(1e-9));
          assertThat(Duration.between(UtcTime.toInstant(scan.sourceTime(i)), Instant.now()))
              .isBetween(Duration.ofMillis(-1), Duration.ofMinutes(1));
        }
      }
    }
  }

  static double shown(int tag) {
    return switch (tag) {
      case FLOAT -> 1480.5;
      case SCALED -> 12.3;
      case WRITABLE -> 900;
      default -> throw new AssertionError("tag " + tag + " has a value");
    };
  }

  List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> ours(name) && !shared(name))
        .toList();
  }

  /** Shared by all connections of the process, and so not given back by one of them. */
  static boolean shared(String name) {
    return name.startsWith("milo-shared")
        || name.startsWith("milo-netty")
        || name.startsWith("plc4x-io");
  }

  static boolean ours(String name) {
    return name.startsWith("contract")
        || name.startsWith("plc4x")
        || name.startsWith("milo")
        || name.startsWith("pool-")
        || name.startsWith("nioEvent");
  }

  long soon() {
    return clock.nanoTime() + Duration.ofSeconds(2).toNanos();
  }

  WriteRequest request(double value, long notAfter) {
    return new WriteRequest(tag(WRITABLE), value, notAfter, Duration.ofMillis(500), 0.01);
  }

  Tag tag(int index) {
    return connector.groups().get(0).tags().get(index);
  }

  boolean complete(Scan scan) {
    return at(scan, FLOAT) >= 0 && scan.hasValue(at(scan, FLOAT)) && at(scan, SCALED) >= 0;
  }

  boolean toldOfMissing(Scan scan) {
    int at = at(scan, MISSING);
    return at >= 0 && scan.status(at) != StatusCode.BAD_NOT_CONNECTED.code();
  }

  static double value(Scan scan, int tag) {
    return scan.value(at(scan, tag));
  }

  static int at(Scan scan, int tag) {
    for (int i = 0; i < scan.size(); i++) {
      if (scan.tagIndex(i) == tag) {
        return i;
      }
    }
    return -1;
  }

  static boolean allNotConnected(Scan scan) {
    for (int i = 0; i < scan.size(); i++) {
      if (scan.status(i) != StatusCode.BAD_NOT_CONNECTED.code()) {
        return false;
      }
    }
    return scan.size() == 4;
  }

  static int firstBackoff(List<Object> all) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) instanceof ConnectionStatus status
          && status.state() == ConnectionState.BACKOFF) {
        return i;
      }
    }
    return -1;
  }

  protected static Tag tag(String name, String address, DataType type, double scale) {
    boolean writable = name.endsWith("-sp");
    return new Tag(
        name,
        "fast",
        address,
        type,
        "rpm",
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        scale,
        0,
        0,
        writable ? Access.WRITE : Access.READ,
        writable ? TagClass.SETPOINT : TagClass.PROCESS,
        "");
  }

  static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
