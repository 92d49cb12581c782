package io.sluice.simulator.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.cloud.CloudReport.StreamReport;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {
  private final Ledger ledger = new Ledger();

  @Test
  void aStreamInOrderHasNothingToReport() {
    send(1, 2, 3, 4);

    assertThat(stream()).isEqualTo(new StreamReport(1, 4, 4, 0, 0, 0, 0, 0));
  }

  @Test
  void aRepeatIsMarkedOrUnmarkedAndNeverCountsTwice() {
    send(1, 2, 3);
    redeliver(2);
    send(3);

    assertThat(stream()).isEqualTo(new StreamReport(1, 3, 3, 1, 1, 0, 0, 0));
  }

  @Test
  void aLateRecordIsOutOfOrderUnlessItIsAMarkedRedelivery() {
    send(1, 3, 2, 6);
    redeliver(5);

    assertThat(stream().outOfOrder()).isEqualTo(1);
    assertThat(stream().undeclaredGaps()).isEqualTo(1);
  }

  @Test
  void missingNumbersAreGapsUntilTheyAreDeclared() {
    send(1, 2, 8);
    assertThat(stream().undeclaredGaps()).isEqualTo(5);

    gap(3, 3, 6);
    assertThat(stream()).isEqualTo(new StreamReport(1, 8, 3, 0, 0, 0, 4, 1));
  }

  @Test
  void aGapThatWasDeclaredAndThenArrivesIsNoGap() {
    send(1);
    gap(2, 2, 4);
    redeliver(3);

    assertThat(stream()).isEqualTo(new StreamReport(1, 4, 2, 0, 0, 0, 2, 0));
  }

  @Test
  void aGapRecordIsNoRecordAndNoDuplicateOfTheOneItDeclaresLost() {
    send(1);
    gap(2, 2, 2);
    gap(2, 2, 2);

    assertThat(stream()).isEqualTo(new StreamReport(1, 2, 1, 0, 0, 0, 1, 0));
  }

  @Test
  void aLossAtTheStreamsStartIsAGapToo() {
    send(3, 4);

    assertThat(stream().undeclaredGaps()).isEqualTo(2);
  }

  @Test
  void streamsAreCountedApartAndSummed() {
    ledger.accept(record("a", 1, false));
    ledger.accept(record("b", 1, false));
    ledger.accept(record("b", 3, false));

    assertThat(ledger.report().streams()).containsOnlyKeys("a", "b");
    assertThat(ledger.report().received()).isEqualTo(3);
    assertThat(ledger.report().undeclaredGaps()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{}",
        "{\"stream\":\"s\"}",
        "{\"stream\":\"s\",\"seq\":-1}",
        "{\"stream\":\"s\",\"seq\":1.5}",
        "{\"stream\":\"s\",\"seq\":99999999999999999999}",
        "{\"stream\":\"s\",\"seq\":1,\"kind\":\"gap\"}",
        "{\"stream\":\"s\",\"seq\":1,\"kind\":\"gap\",\"body\":{\"from\":3,\"to\":2}}"
      })
  void whatIsNoEnvelopeIsCountedAsMalformed(String payload) {
    ledger.accept(payload.getBytes(UTF_8));

    assertThat(ledger.report().malformed()).isEqualTo(1);
    assertThat(ledger.report().streams()).isEmpty();
  }

  @Test
  void theRunsOfASequenceSetAgreeWithAPlainSet() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 200; round++) {
      SequenceSet runs = new SequenceSet();
      Set<Long> plain = new HashSet<>();
      for (int i = 0; i < 60; i++) {
        long from = random.nextLong(100);
        long to = from + random.nextLong(6);
        long added = 0;
        for (long n = from; n <= to; n++) {
          added += plain.add(n) ? 1 : 0;
        }
        assertThat(runs.addAll(from, to)).isEqualTo(added);
      }
      assertThat(runs.size()).isEqualTo(plain.size());
      assertThat(runs.first()).isEqualTo(plain.stream().mapToLong(n -> n).min().orElseThrow());
      assertThat(runs.last()).isEqualTo(plain.stream().mapToLong(n -> n).max().orElseThrow());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, a/b, true",
    "a/b, a/c, false",
    "a/+, a/b, true",
    "a/+, a/b/c, false",
    "a/#, a/b/c, true",
    "a/#, a, true",
    "#, anything/at/all, true",
    "+/b, a/b, true",
    "a/b, a, false"
  })
  void topicFiltersMatchLevelByLevel(String filter, String topic, boolean matches) {
    assertThat(new TopicFilter(filter).matches(topic)).isEqualTo(matches);
  }

  private void send(long... numbers) {
    for (long number : numbers) {
      ledger.accept(record("s", number, false));
    }
  }

  private void redeliver(long number) {
    ledger.accept(record("s", number, true));
  }

  private void gap(long seq, long from, long to) {
    String json = "{\"stream\":\"s\",\"seq\":%d,\"kind\":\"gap\",\"body\":{\"from\":%d,\"to\":%d}}";
    ledger.accept(json.formatted(seq, from, to).getBytes(UTF_8));
  }

  private StreamReport stream() {
    return Objects.requireNonNull(ledger.report().streams().get("s"));
  }

  static byte[] record(String stream, long seq, boolean redelivered) {
    String json =
        "{\"id\":\"g/%s/%d\",\"stream\":\"%s\",\"seq\":%d,\"kind\":\"summary\",\"redelivered\":%s}";
    return json.formatted(stream, seq, stream, seq, redelivered).getBytes(UTF_8);
  }
}
