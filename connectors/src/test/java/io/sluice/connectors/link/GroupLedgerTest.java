package io.sluice.connectors.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.connectors.Access;
import io.sluice.connectors.Attack;
import io.sluice.connectors.DataType;
import io.sluice.connectors.GroupTruth;
import io.sluice.connectors.Missed;
import io.sluice.connectors.Scan;
import io.sluice.connectors.Shares;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.TagTruth;
import io.sluice.connectors.UtcTime;
import io.sluice.connectors.VirtualClock;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of a group and its tags, on virtual time. */
class GroupLedgerTest {
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final Instant BEGIN = Instant.parse("2026-11-20T09:00:00Z");

  private final VirtualClock clock = new VirtualClock(BEGIN);
  private final TagGroup group = new TagGroup("pump", "fast", EVERY, List.of(tag("a"), tag("b")));
  private final Feed feed = new Feed(group, clock);
  private final GroupLedger ledger = new GroupLedger(group, clock);

  @Test
  void beforeTheFirstScanEveryTagIsStale() {
    GroupTruth truth = ledger.truth(9);
    assertThat(truth.stale()).isEqualTo(2);
    assertThat(truth.kept()).isNull();
    assertThat(truth.tags().get(0).status()).isEqualTo(StatusCode.BAD_WAITING_FOR_INITIAL_DATA);
    assertThat(truth.tags().get(0).age()).isNull();
    assertThat(truth.rateMet()).isTrue();
  }

  @Test
  void itTellsWhatWasAskedAndWhatIsKept() {
    for (int i = 0; i < 100; i++) {
      clock.advance(i % 10 == 0 ? Duration.ofMillis(190) : Duration.ofMillis(90));
      ledger.heard(scan(i, i, StatusCode.GOOD));
    }
    GroupTruth truth = ledger.truth(9);
    assertThat(truth.group().interval()).isEqualTo(EVERY);
    assertThat(truth.kept()).isBetween(Duration.ofMillis(99), Duration.ofMillis(101));
    assertThat(truth.jitterP50().toMillis()).isEqualTo(10);
    assertThat(truth.jitterP99().toMillis()).isCloseTo(90, within(1L));
    assertThat(truth.scans()).isEqualTo(100);
    assertThat(truth.lastGoodScan()).isEqualTo(clock.now());
    assertThat(truth.stale()).isZero();
  }

  @Test
  void aTagIsStaleAfterThreeIntervals() {
    ledger.heard(scan(1, 1, StatusCode.GOOD));
    clock.advance(EVERY.multipliedBy(3));
    assertThat(ledger.truth(9).stale()).isZero();
    clock.advance(Duration.ofMillis(1));
    assertThat(ledger.truth(9).stale()).isEqualTo(2);
    assertThat(ledger.truth(9).tags().get(0).age()).isEqualTo(Duration.ofMillis(301));
  }

  @Test
  void whoSaysThatNothingChangedIsNotStale() {
    ledger.heard(scan(1, 1, StatusCode.GOOD));
    for (int i = 0; i < 60; i++) {
      clock.advance(Duration.ofSeconds(1));
      ledger.heard(feed.next().build());
    }
    assertThat(ledger.truth(9).stale()).isZero();
    assertThat(ledger.truth(9).tags().get(0).age()).isEqualTo(Duration.ofMinutes(1));
    clock.advance(Duration.ofMillis(3_001));
    assertThat(ledger.truth(9).stale()).isEqualTo(2);
  }

  @Test
  void qualityIsSharedOutSinceTheStartAndLately() {
    for (int i = 0; i < 600; i++) {
      clock.advance(EVERY);
      ledger.heard(scan(i, 7, i < 100 ? StatusCode.UNCERTAIN : StatusCode.GOOD));
    }
    Instant bad = clock.now().plus(EVERY);
    for (int i = 0; i < 3_000; i++) {
      clock.advance(EVERY);
      ledger.heard(scan(i, 7, i == 0 ? StatusCode.BAD_SENSOR_FAILURE : StatusCode.GOOD));
    }
    TagTruth tag = ledger.truth(9).tags().get(1);
    assertThat(tag.sinceStart()).isEqualTo(new Shares(3_499, 100, 1));
    assertThat(tag.lately().all()).isBetween(600L, 1_200L);
    assertThat(tag.lately().goodPercent()).isEqualTo(100);
    assertThat(tag.lastBad()).isEqualTo(StatusCode.BAD_SENSOR_FAILURE);
    assertThat(tag.lastBadAt()).isEqualTo(bad);
  }

  @Test
  @Attack(44)
  void aConstantValueTellsSinceWhenItIs() {
    for (int i = 0; i < 50; i++) {
      clock.advance(EVERY);
      ledger.heard(scan(i, 7, StatusCode.GOOD));
    }
    List<TagTruth> tags = ledger.truth(9).tags();
    assertThat(tags.get(0).sinceChange()).isEqualTo(Duration.ZERO);
    assertThat(tags.get(1).sinceChange()).isEqualTo(EVERY.multipliedBy(49));
  }

  @Test
  void tagsWithAProblemComeFirst() {
    Scan.Builder scan = feed.next();
    scan.number(0, 1, 0, 0).bad(1, StatusCode.BAD_NODE_ID_UNKNOWN, 0);
    ledger.heard(scan.build());
    GroupTruth truth = ledger.truth(1);
    assertThat(truth.tags()).hasSize(1);
    assertThat(truth.tags().get(0).tag().name()).isEqualTo("b");
    assertThat(truth.bad()).isEqualTo(1);
    assertThat(truth.stale() + truth.uncertain()).isZero();
  }

  @Test
  void scansMissedHaveAReason() {
    ledger.heard(scan(1, 1, StatusCode.GOOD));
    ledger.missed(Missed.BUSY, 3);
    ledger.missed(Missed.LATE, 2);
    ledger.outage(feed.bad(StatusCode.BAD_NOT_CONNECTED));
    assertThat(ledger.truth(9).stale()).isEqualTo(2);
    clock.advance(Duration.ofSeconds(10));
    ledger.heard(scan(2, 2, StatusCode.GOOD));
    assertThat(ledger.truth(9).missed())
        .isEqualTo(Map.of(Missed.BUSY, 3L, Missed.LATE, 2L, Missed.NOT_CONNECTED, 99L));
    assertThat(ledger.truth(9).allMissed()).isEqualTo(104);
    assertThat(ledger.truth(9).kept()).as("an outage is no interval").isNull();
  }

  @Test
  void aRateThatIsNotMetIsToldAndCountedUntilItIs() {
    for (int i = 0; i < 120; i++) {
      clock.advance(EVERY.multipliedBy(2));
      ledger.missed(Missed.BUSY, 1);
      ledger.heard(scan(i, i, StatusCode.GOOD));
    }
    assertThat(ledger.truth(9).rateMet()).isFalse();
    assertThat(ledger.truth(9).timesNotMet()).isEqualTo(1);
    for (int i = 0; i < 220; i++) {
      clock.advance(EVERY);
      ledger.heard(scan(i, i, StatusCode.GOOD));
    }
    assertThat(ledger.truth(9).rateMet()).isTrue();
    assertThat(ledger.truth(9).timesNotMet()).isEqualTo(1);
  }

  @Test
  @Attack({45, 46})
  void sourceTimesThatLieAreShownAndBelievedInNothing() {
    Instant[] lies = {
      Instant.parse("1601-01-01T00:00:00Z"),
      Instant.parse("9999-12-31T23:59:59Z"),
      BEGIN.plus(Duration.ofDays(18_262)),
      BEGIN.minusSeconds(60),
      BEGIN.minusSeconds(60),
      Instant.EPOCH
    };
    for (Instant lie : lies) {
      clock.advance(EVERY);
      Scan.Builder scan = feed.next();
      scan.number(0, 1, 0, UtcTime.ofInstant(lie));
      scan.number(1, 1, 0, UtcTime.ofInstant(lie));
      ledger.heard(scan.build());
      TagTruth tag = ledger.truth(9).tags().get(0);
      assertThat(tag.sourceTime()).isEqualTo(lie);
      assertThat(tag.age()).isEqualTo(Duration.ZERO);
      assertThat(tag.stale()).isFalse();
    }
    assertThat(ledger.truth(9).kept()).isEqualTo(EVERY);
  }

  @Test
  @Attack(50)
  void aHundredThousandTagsCostBoundedMemoryAndNothingForAScan() {
    List<Tag> many = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      many.add(tag("t" + i));
    }
    TagGroup large = new TagGroup("pump", "large", EVERY, many);
    GroupLedger of = new GroupLedger(large, clock);
    Scan.Builder builder = new Scan.Builder(large, 1, clock.now(), clock.nanoTime());
    for (int i = 0; i < many.size(); i++) {
      builder.number(i, i, 0, 0);
    }
    Scan scan = builder.build();
    of.heard(scan);
    var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100; i++) {
      of.heard(scan);
    }
    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000);
    assertThat(of.truth(50).tags()).hasSize(50);
  }

  private Scan scan(double first, double second, StatusCode status) {
    Scan.Builder scan = feed.next();
    long now = UtcTime.ofInstant(clock.now());
    if (status.bad()) {
      return scan.bad(0, status, now).bad(1, status, now).build();
    }
    return scan.number(0, first, status.code(), now).number(1, second, status.code(), now).build();
  }

  private static Tag tag(String name) {
    return new Tag(
        name,
        "fast",
        "1",
        DataType.FLOAT64,
        "",
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        1,
        0,
        0,
        Access.READ,
        TagClass.PROCESS,
        "");
  }
}
