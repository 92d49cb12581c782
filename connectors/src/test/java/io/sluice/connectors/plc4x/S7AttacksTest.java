package io.sluice.connectors.plc4x;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Attack;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Heard;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.link.Backoff;
import io.sluice.connectors.link.Feed;
import io.sluice.connectors.link.Supervisor;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * A hostile PLC (attacks 15 to 22). Under each attack no wrong value is Good, connections and
 * threads stay as few as before and another PLC is read on; after it, good values come within ten
 * seconds.
 */
class S7AttacksTest {
  private static final Duration RECOVERY = Duration.ofSeconds(10);
  private static final int TOLD = 3;

  /** The driver starts up to four threads a connection, one after the other. */
  private static final int THREAD_ROOM = 8;

  private static final long MEMORY_ROOM = 30_000_000;

  private static final SystemClock CLOCK = new SystemClock();
  private static S7Blocks plc;
  private static S7Blocks neighbour;
  private static Connector beside;
  private static final Heard BESIDE = new Heard();

  @BeforeAll
  static void startThePlcs() throws Exception {
    plc = new S7Blocks(480);
    plc.put(0, 1480.5f);
    plc.put(4, 123);
    neighbour = new S7Blocks(480);
    neighbour.put(0, 1480.5f);
    neighbour.put(4, 123);
    plc.server.start();
    neighbour.server.start();
    beside = new S7Kind().create("beside", S7Tags.options(neighbour.server.port()), tags(), CLOCK);
    beside.start(BESIDE);
    BESIDE.awaitScan("a good scan", S7AttacksTest::complete);
    BESIDE.forget();
  }

  @AfterAll
  static void stopThePlcs() {
    beside.close();
    plc.server.close();
    neighbour.server.close();
  }

  @Attack(15)
  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "TPKT_.*")
  void theFrameLengthLies(S7Lie lie) throws Exception {
    suffer(lie);
  }

  @Attack(16)
  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "COTP_.*")
  void theTransportIsOutOfOrder(S7Lie lie) throws Exception {
    suffer(lie);
  }

  @Attack(17)
  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "PDU_.*")
  void theNegotiatedLengthIsNone(S7Lie lie) throws Exception {
    suffer(lie);
  }

  @Attack(18)
  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "ITEMS_.*")
  void theItemsAreNotThoseAsked(S7Lie lie) throws Exception {
    suffer(lie);
  }

  @Attack(19)
  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "CODE_.*")
  void everyItemIsRefused(S7Lie lie) throws Exception {
    suffer(lie);
  }

  @Attack(20)
  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "JOB_.*")
  void answersComeUnderAnotherJob(S7Lie lie) throws Exception {
    suffer(lie);
  }

  @Attack(21)
  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "STOP_.*")
  void thePlcStopsInTheMiddleOfARead(S7Lie lie) throws Exception {
    suffer(lie);
  }

  @Attack(22)
  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "FRAGMENT_.*")
  void aFragmentNeverCompletes(S7Lie lie) throws Exception {
    suffer(lie);
  }

  private static void suffer(S7Lie lie) throws Exception {
    Heard heard = new Heard();
    try (S7Liar liar = new S7Liar(plc.server.port());
        Connector connector = restless(liar.port())) {
      connector.start(heard);
      heard.awaitScan("a good scan", S7AttacksTest::complete);
      long memory = usedMemory();
      int threads = threads();
      BESIDE.forget();

      liar.tell(lie);
      if (lie.name().startsWith("PDU") || lie.concerns(CONFIRM)) {
        plc.server.stop();
        plc.server.start();
      }
      heard.awaitTrue(lie + " told", () -> liar.told() >= enough(lie));
      assertThat(liar.connections()).as("connections under attack").isLessThanOrEqualTo(2);
      liar.tell(S7Lie.NONE);
      long ended = CLOCK.nanoTime();
      noWrongValue(heard.scans());
      heard.forget();
      heard.awaitScan("a good scan after " + lie, S7AttacksTest::complete);

      assertThat(Duration.ofNanos(CLOCK.nanoTime() - ended)).isLessThan(RECOVERY);
      noWrongValue(heard.scans());
      heard.awaitTrue("threads back to " + threads, () -> threads() <= threads + THREAD_ROOM);
      assertThat(usedMemory() - memory).isLessThan(MEMORY_ROOM);
      BESIDE.awaitScan("the neighbour's next scan", S7AttacksTest::complete);
      List<Scan> meanwhile = BESIDE.scans();
      noWrongValue(meanwhile);
      assertThat(meanwhile.stream().allMatch(S7AttacksTest::complete)).isTrue();
    }
  }

  /** A longer length than asked for does no harm, and so is told once. */
  private static int enough(S7Lie lie) {
    return switch (lie) {
      case PDU_65535 -> 1;
      default -> TOLD;
    };
  }

  private static final byte[] CONFIRM = {3, 0, 0, 7, 2, (byte) 0xD0, 0};

  /** Tries again within a fifth of a second, so that an attack is soon suffered. */
  private static Connector restless(int port) {
    PlantClock.Loop loop = CLOCK.loop("attacked");
    S7Options options = S7Tags.options(port, Duration.ofMillis(20), Duration.ofMillis(200));
    List<Feed> feeds = Feed.of("attacked", Map.of("fast", Duration.ofMillis(20)), tags(), CLOCK);
    return new Supervisor(
        new Supervisor.Settings(
            "attacked",
            "s7",
            "liar",
            Duration.ofSeconds(1),
            new Backoff(Duration.ofMillis(50), Duration.ofMillis(200), 1)),
        feeds,
        new S7Link(options, feeds, CLOCK, loop),
        CLOCK,
        loop);
  }

  private static List<Tag> tags() {
    return List.of(
        S7Tags.read("DB1.DBD0", DataType.FLOAT32), S7Tags.read("DB1.DBW4", DataType.INT16));
  }

  private static boolean complete(Scan scan) {
    return scan.size() == 2 && scan.hasValue(0) && scan.hasValue(1);
  }

  private static void noWrongValue(List<Scan> scans) {
    for (Scan scan : scans) {
      for (int i = 0; i < scan.size(); i++) {
        if (!StatusCode.isBad(scan.status(i))) {
          assertThat(scan.value(i)).isEqualTo(scan.tagIndex(i) == 0 ? 1480.5 : 123);
        }
      }
    }
  }

  private static int threads() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !thread.getName().startsWith("test-"))
            .filter(thread -> !thread.getName().startsWith("s7-plc"))
            .count();
  }

  private static long usedMemory() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
