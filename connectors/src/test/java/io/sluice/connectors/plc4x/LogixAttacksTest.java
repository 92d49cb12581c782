package io.sluice.connectors.plc4x;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Heard;
import io.sluice.connectors.Scan;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.UtcTime;
import io.sluice.connectors.Wire;
import io.sluice.simulator.eip.CipType;
import io.sluice.simulator.wire.Framing;
import io.sluice.simulator.wire.WireFault;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A controller, or whoever sits on its cable, that lies: no lie becomes a value, no thread or
 * memory is lost, and what was good is good again within ten seconds after the lies end.
 */
class LogixAttacksTest {
  private static final Duration RECOVERY = Duration.ofSeconds(10);
  private static final Duration ATTACK = Duration.ofMillis(600);
  private static final double[] TRUTH = {1111, 2222, 3333};

  /** Places in an answer over a connection. */
  private static final int LENGTH = 2;

  private static final int SESSION = 4;
  private static final int STATUS = 8;
  private static final int CONTEXT = 12;
  private static final int ITEMS = 30;
  private static final int ADDRESS_ITEM = 32;
  private static final int CONNECTION = 36;
  private static final int DATA_ITEM = 40;
  private static final int SEQUENCE = 44;
  private static final int CIP = 46;
  private static final int COUNT = 50;
  private static final int OFFSETS = 52;

  private final SystemClock clock = new SystemClock();
  private final Heard heard = new Heard();
  private final LogixPeer peer = new LogixPeer();
  private Wire wire;

  @BeforeEach
  void start() throws Exception {
    peer.tags
        .put("flow", CipType.INT, TRUTH[0])
        .put("speed", CipType.INT, TRUTH[1])
        .put("level", CipType.INT, TRUTH[2]);
    peer.start();
    wire = new Wire(peer.port, Framing.ENCAPSULATION);
  }

  @AfterEach
  void stop() {
    wire.close();
    peer.close();
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        lie("length 0", told -> told.putShort(LENGTH, (short) 0)),
        lie("length 65535", told -> told.putShort(LENGTH, (short) -1)),
        lie("length one more", told -> told.putShort(LENGTH, (short) (told.limit() - 23))),
        lie("length one less", told -> told.putShort(LENGTH, (short) (told.limit() - 25))),
        lie("another command", told -> told.put(0, (byte) 0x6F)),
        lie("an unknown command", told -> told.put(0, (byte) 0x99)),
        lie("another session", told -> told.putInt(SESSION, told.getInt(SESSION) ^ 1)),
        lie("a status", told -> told.putInt(STATUS, 3)),
        lie("an unknown status", told -> told.putInt(STATUS, -1)),
        lie("another context", told -> told.putLong(CONTEXT, 77)),
        lie("no items", told -> told.putShort(ITEMS, (short) 0)),
        lie("one item", told -> told.putShort(ITEMS, (short) 1)),
        lie("65535 items", told -> told.putShort(ITEMS, (short) -1)),
        lie("another address item", told -> told.putShort(ADDRESS_ITEM, (short) 0)),
        lie("address too long", told -> told.putShort(ADDRESS_ITEM + 2, (short) 99)),
        lie("another data item", told -> told.putShort(DATA_ITEM, (short) 0xB2)),
        lie("data too long", told -> told.putShort(DATA_ITEM + 2, (short) -1)),
        lie("data too short", told -> told.putShort(DATA_ITEM + 2, (short) 4)),
        lie("another connection", told -> told.putInt(CONNECTION, 1)),
        lie("the next sequence", told -> told.put(SEQUENCE, (byte) (told.get(SEQUENCE) + 1))),
        lie("the last sequence", told -> told.put(SEQUENCE, (byte) (told.get(SEQUENCE) - 1))),
        lie("a write's answer", told -> told.put(CIP, (byte) 0xCD)),
        lie("a request", told -> told.put(CIP, (byte) 0x0A)),
        lie("refused as a whole", told -> told.put(CIP + 2, (byte) 0x02)),
        lie("refused for ever", told -> told.put(CIP + 2, (byte) 0x77)),
        lie("255 words of status", told -> told.put(CIP + 3, (byte) 255)));
  }

  static Stream<Arguments> liesInAPacket() {
    return Stream.of(
        lie("no replies", told -> told.putShort(COUNT, (short) 0)),
        lie("fewer replies", told -> told.putShort(COUNT, (short) 2)),
        lie("more replies", told -> told.putShort(COUNT, (short) 4)),
        lie("65535 replies", told -> told.putShort(COUNT, (short) -1)),
        lie("offset 0", told -> told.putShort(OFFSETS, (short) 0)),
        lie("offset 65535", told -> told.putShort(OFFSETS + 2, (short) -1)),
        lie("offsets the same", told -> told.putShort(OFFSETS + 4, told.getShort(OFFSETS + 2))),
        lie("offsets turned round", LogixAttacksTest::turnOffsets),
        lie("another service", told -> told.put(reply(told), (byte) 0xCD)),
        lie("a part for the whole", told -> told.put(reply(told) + 2, (byte) 6)),
        lie("one refused", told -> told.put(reply(told) + 2, (byte) 0xFE)),
        lie("status too long", told -> told.put(reply(told) + 3, (byte) 9)),
        lie("a wider type", told -> told.put(reply(told) + 4, (byte) 0xC4)),
        lie("a narrower type", told -> told.put(reply(told) + 4, (byte) 0xC1)),
        lie("an unknown type", told -> told.put(reply(told) + 4, (byte) 0xEE)),
        lie("a structure", told -> told.putShort(reply(told) + 4, (short) 0x02A0)));
  }

  static Stream<Arguments> cables() {
    AtomicReference<byte[]> before = new AtomicReference<>(new byte[0]);
    SplittableRandom random = new SplittableRandom(7);
    return Stream.of(
        fault("answers one late", told -> exchange(before, told)),
        fault("noise", told -> noise(random, told)),
        fault("noise behind the header", told -> noiseBehind(random, told)),
        Arguments.of("half a header", new WireFault.Truncate(10)),
        Arguments.of("a header alone", new WireFault.Truncate(24)),
        Arguments.of("a fragment that never completes", new WireFault.Truncate(52)),
        Arguments.of("twice", new WireFault.Duplicate(1)),
        Arguments.of("a flood", new WireFault.Duplicate(2_000)),
        Arguments.of("in another order", new WireFault.HoldBack(2, Duration.ofMillis(100))),
        Arguments.of("byte by byte", new WireFault.Throttle(40)),
        Arguments.of("reset in the header", new WireFault.Reset(13)),
        Arguments.of("silence", WireFault.Swallow.all()),
        Arguments.of("half open", new WireFault.HalfOpen()),
        Arguments.of("too late", new WireFault.Delay(Duration.ofMillis(450))));
  }

  @org.junit.jupiter.api.Tag("soak")
  @ParameterizedTest(name = "{0}")
  @MethodSource({"lies", "liesInAPacket", "cables"})
  void noLieBecomesAValue(String name, WireFault fault) throws Exception {
    play(fault);
  }

  /** One of each kind, for every build. */
  static Stream<Arguments> some() {
    Set<String> names =
        Set.of(
            "length 65535",
            "another session",
            "65535 items",
            "the last sequence",
            "offsets turned round",
            "answers one late",
            "a fragment that never completes",
            "reset in the header");
    return Stream.of(lies(), liesInAPacket(), cables())
        .flatMap(all -> all)
        .filter(one -> names.contains(String.valueOf(one.get()[0])));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("some")
  void aLieBecomesNoValue(String name, WireFault fault) throws Exception {
    play(fault);
  }

  private void play(WireFault fault) throws Exception {
    List<Tag> tags =
        List.of(
            LogixTags.tag("flow", "flow", DataType.INT16),
            LogixTags.tag("speed", "speed", DataType.INT16),
            LogixTags.tag("level", "level", DataType.INT16));
    int threads = Thread.activeCount();
    try (Connector connector =
        new LogixKind().create("attacked", LogixPeer.options(wire.port(), 300, 20), tags, clock)) {
      connector.start(heard);
      heard.awaitScan("the truth", LogixAttacksTest::complete);

      wire.answers(fault);
      long until = clock.nanoTime() + ATTACK.toNanos();
      heard.awaitTrue("the attack", () -> clock.nanoTime() > until);
      assertThat(Thread.activeCount()).as("threads").isLessThanOrEqualTo(threads + 20);
      wire.heal();
      long healed = clock.nanoTime();
      heard.awaitTrue("what it was told before the end", () -> heard.scans().size() > 1);
      Instant after = Instant.now();
      heard.awaitScan("the truth again", scan -> complete(scan) && readAfter(scan, after));

      assertThat(Duration.ofNanos(clock.nanoTime() - healed)).isLessThan(RECOVERY);
      assertNothingUntrueWasHeard();
      assertThat(heard.states()).contains(ConnectionState.ONLINE);
    }
  }

  /**
   * Every value is the one that the controller holds, and no older than the connection's patience.
   */
  private void assertNothingUntrueWasHeard() {
    for (Scan scan : heard.scans()) {
      for (int i = 0; i < scan.size(); i++) {
        if (scan.hasValue(i)) {
          assertThat(scan.value(i)).isEqualTo(TRUTH[scan.tagIndex(i)]);
          assertThat(Duration.between(UtcTime.toInstant(scan.sourceTime(i)), scan.readTime()))
              .isBetween(Duration.ofMillis(-1), Duration.ofSeconds(1));
        }
      }
    }
  }

  private static boolean complete(Scan scan) {
    return scan.size() == 3 && scan.hasValue(0) && scan.hasValue(1) && scan.hasValue(2);
  }

  private static boolean readAfter(Scan scan, Instant moment) {
    return scan.readTime().isAfter(moment);
  }

  /** Changes answers over the connection, of which all but the first few are. */
  private static Arguments lie(String name, Consumer<ByteBuffer> change) {
    return fault(
        name,
        told -> {
          byte[] lie = told.clone();
          if (lie.length > OFFSETS + 20) {
            change.accept(ByteBuffer.wrap(lie).order(ByteOrder.LITTLE_ENDIAN));
          }
          return lie;
        });
  }

  private static Arguments fault(String name, java.util.function.UnaryOperator<byte[]> lie) {
    return Arguments.of(name, new WireFault.Rewrite(name, lie));
  }

  /** Where the first reply of a packet of many begins. */
  private static int reply(ByteBuffer told) {
    return OFFSETS + 2 * told.getShort(COUNT);
  }

  private static void turnOffsets(ByteBuffer told) {
    short first = told.getShort(OFFSETS);
    told.putShort(OFFSETS, told.getShort(OFFSETS + 4)).putShort(OFFSETS + 4, first);
  }

  private static byte[] exchange(AtomicReference<byte[]> before, byte[] told) {
    byte[] last = before.getAndSet(told);
    return last.length == 0 ? told : last;
  }

  private static byte[] noise(SplittableRandom random, byte[] told) {
    byte[] noise = new byte[told.length];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] noiseBehind(SplittableRandom random, byte[] told) {
    byte[] noise = noise(random, told);
    System.arraycopy(told, 0, noise, 0, 24);
    return Arrays.copyOf(noise, told.length);
  }
}
