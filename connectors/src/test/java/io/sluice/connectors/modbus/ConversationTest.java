package io.sluice.connectors.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.VirtualClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken for an answer and what is not, byte by byte, on virtual time. */
class ConversationTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final PlantClock.Loop loop = clock.loop("talk");
  private final ToldLine line = new ToldLine();
  private final Question twoRegisters = Question.read(1, Table.HOLDING, 0, 2);

  @Nested
  class Numbered {
    private final NumberedConversation talk = new NumberedConversation(loop, SECOND);

    @BeforeEach
    void connect() {
      talk.over(line);
    }

    @Test
    void aRightAnswerIsTaken() {
      CompletableFuture<Reply> reply = ask(twoRegisters);
      assertThat(line.last()).isEqualTo("000000000006010300000002");
      hear("0000000000070103040102aabb");

      assertThat(data(reply)).isEqualTo("0102aabb");
    }

    @Test
    void answersInAnyOrderFindTheirQuestion() {
      CompletableFuture<Reply> one = ask(twoRegisters);
      CompletableFuture<Reply> two = ask(twoRegisters);
      hear("0001000000070103040000000200000000000701030400000001");

      assertThat(data(one)).isEqualTo("00000001");
      assertThat(data(two)).isEqualTo("00000002");
    }

    @Test
    void anAnswerInPiecesIsTaken() {
      CompletableFuture<Reply> reply = ask(twoRegisters);
      for (byte one : HexFormat.of().parseHex("0000000000070103040102aabb")) {
        talk.bytes(ByteBuffer.wrap(new byte[] {one}));
      }
      assertThat(data(reply)).isEqualTo("0102aabb");
    }

    @Test
    void aLateAnswerIsNotThatOfTheNextQuestion() {
      CompletableFuture<Reply> late = ask(twoRegisters);
      clock.advance(SECOND);
      assertThat(late.join()).isInstanceOf(Reply.Silence.class);

      CompletableFuture<Reply> next = ask(twoRegisters);
      hear("0000000000070103040102aabb");
      assertThat(next).isNotDone();
      hear("000100000007010304000000ff");
      assertThat(data(next)).isEqualTo("000000ff");
    }

    @ParameterizedTest
    @CsvSource({
      "0000000000070203040102aabb, unit 2 answered",
      "0000000000070104040102aabb, function 4 came for 3",
      "000000000005010302aabb, an answer of 2 bytes came for 4",
      "000000000009010306aabbccddeeff, an answer of 6 bytes came for 4",
      "000000000009010304aabbccddeeff, an answer of 6 bytes came for 4",
      "000000000005010304aabb, an answer of 2 bytes came for 4",
      "0000000000020183, an exception of 1 bytes",
      "000000000004018302aa, an exception of 3 bytes",
      "0000000000020103, an answer of 0 bytes came for 4",
    })
    void whatDoesNotFitTheQuestionIsNoAnswer(String frame, String how) {
      CompletableFuture<Reply> reply = ask(twoRegisters);
      hear(frame);

      assertThat(reply.join())
          .isInstanceOfSatisfying(
              Reply.Garbled.class, garbled -> assertThat(garbled.how()).contains(how));
    }

    @ParameterizedTest
    @CsvSource({
      "0000000100070103040102aabb",
      "000000000000",
      "00000000000001",
      "0000000000010183",
      "00000000ffff0103",
      "474554202f20485454502f312e310d0a",
    })
    void whatIsNoModbusEndsTheConnection(String frame) {
      CompletableFuture<Reply> reply = ask(twoRegisters);
      hear(frame + "00000000");

      assertThat(reply).isCompletedExceptionally();
      assertThat(line.abandoned).hasMessageContaining("no Modbus TCP frame");
      assertThat(ask(twoRegisters)).isCompletedExceptionally();
    }

    @Test
    void strayAnswersAreDroppedAndAFloodEndsTheConnection() {
      CompletableFuture<Reply> reply = ask(twoRegisters);
      for (int i = 0; i < 200; i++) {
        hear("7777000000070103040102aabb");
      }
      assertThat(reply).isNotDone();
      hear("0000000000070103040102aabb");
      assertThat(data(reply)).isEqualTo("0102aabb");

      for (int i = 0; i < 300 && line.abandoned == null; i++) {
        hear("7777000000070103040102aabb");
      }
      assertThat(line.abandoned).hasMessageContaining("nobody asked for");
    }

    @Test
    void theEndOfTheLineFailsWhatIsUnderWay() {
      CompletableFuture<Reply> reply = ask(twoRegisters);
      talk.closed(new java.io.IOException("reset"));

      assertThat(reply).isCompletedExceptionally();
    }

    @ParameterizedTest
    @CsvSource({
      "0000000000060106000a0384, true",
      "0000000000060106000a0385, false",
      "0000000000060106000b0384, false",
      "00000000000701060000000384, false",
    })
    void aWriteIsConfirmedByItsOwnEchoOnly(String frame, boolean confirmed) {
      CompletableFuture<Reply> reply =
          ask(Question.writeRegister(1, 10, new byte[] {3, (byte) 0x84}));
      assertThat(line.last()).isEqualTo("0000000000060106000a0384");
      hear(frame);

      assertThat(reply.join() instanceof Reply.Data).isEqualTo(confirmed);
    }

    @Test
    void noBytesWhateverGiveAValueThatWasNotSent() {
      SplittableRandom random = new SplittableRandom(4);
      for (int round = 0; round < 2_000; round++) {
        NumberedConversation fresh = new NumberedConversation(loop, SECOND);
        fresh.over(new ToldLine());
        CompletableFuture<Reply> reply = fresh.ask(twoRegisters).toCompletableFuture();
        byte[] frame = HexFormat.of().parseHex("0000000000070103040102aabb");
        frame[random.nextInt(9)] ^= (byte) (1 << random.nextInt(8));
        fresh.bytes(ByteBuffer.wrap(frame));
        byte[] noise = new byte[random.nextInt(600)];
        random.nextBytes(noise);
        fresh.bytes(ByteBuffer.wrap(noise));
        assertThat(
                reply.isDone()
                    && !reply.isCompletedExceptionally()
                    && reply.join() instanceof Reply.Data)
            .isFalse();
      }
    }

    private CompletableFuture<Reply> ask(Question question) {
      return talk.ask(question).toCompletableFuture();
    }

    private void hear(String hex) {
      talk.bytes(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }
  }

  @Nested
  class Rtu {
    private final LateAnswers late = new LateAnswers(10 * SECOND.toNanos());
    private final RtuConversation talk = new RtuConversation(clock, loop, SECOND, late);

    @BeforeEach
    void connect() {
      talk.over(line);
    }

    @Test
    void aRightAnswerIsTaken() {
      CompletableFuture<Reply> reply = ask(twoRegisters);
      assertThat(line.last()).isEqualTo("010300000002c40b");
      hear(frame(1, "03040102aabb"));

      assertThat(data(reply)).isEqualTo("0102aabb");
    }

    @Test
    void aWrongCheckSumAnotherUnitAndAnotherLengthAreNoAnswer() {
      CompletableFuture<Reply> reply = ask(twoRegisters);
      byte[] broken = frame(1, "03040102aabb");
      broken[4] ^= 1;
      hear(broken);
      hear(frame(2, "03040102aabb"));
      hear(frame(1, "0302aabb"));
      hear(frame(1, "04040102aabb"));
      assertThat(reply).isNotDone();
      hear(frame(1, "03040102aabb"));

      assertThat(data(reply)).isEqualTo("0102aabb");
    }

    @Test
    void aLateAnswerOfTheSameLengthIsNotThatOfTheNextQuestion() {
      CompletableFuture<Reply> lost = ask(twoRegisters);
      clock.advance(SECOND);
      assertThat(lost.join()).isInstanceOf(Reply.Silence.class);

      CompletableFuture<Reply> next = ask(Question.read(1, Table.HOLDING, 100, 2));
      assertThat(line.last()).as("one register is asked for first").startsWith("010300000001");
      hear(frame(1, "03040102aabb"));
      assertThat(next).isNotDone();
      hear(frame(1, "03020102"));
      assertThat(line.last()).startsWith("01030064");
      hear(frame(1, "0304000000ff"));
      assertThat(data(next)).isEqualTo("000000ff");
    }

    @Test
    void aLateRefusalIsNotThatOfTheNextQuestion() {
      send(twoRegisters);
      clock.advance(SECOND);
      CompletableFuture<Reply> next = ask(Question.read(1, Table.HOLDING, 100, 2));
      hear(frame(1, "8304"));
      assertThat(line.last()).as("another function settles it").startsWith("0104");
      hear(frame(1, "03020102"));
      assertThat(next).isNotDone();
      hear(frame(1, "8401"));
      assertThat(line.last()).startsWith("01030064");
      hear(frame(1, "0304000000ff"));
      assertThat(data(next)).isEqualTo("000000ff");
    }

    @Test
    void aLostWriteIsSettledByARead() {
      send(Question.writeRegister(1, 10, new byte[] {3, 4}));
      clock.advance(SECOND);
      CompletableFuture<Reply> next = ask(Question.writeRegister(1, 10, new byte[] {3, 4}));
      assertThat(line.last()).startsWith("010300000001");
      hear(frame(1, "06000a0304"));
      assertThat(next).as("that was the first write's").isNotDone();
      hear(frame(1, "83" + "02"));
      hear(frame(1, "06000a0304"));
      assertThat(next.join()).isInstanceOf(Reply.Data.class);
    }

    @Test
    void aQuestionThatCannotBeMistakenIsAskedAtOnce() {
      send(twoRegisters);
      clock.advance(SECOND);
      CompletableFuture<Reply> next = ask(Question.read(1, Table.INPUT, 0, 2));

      assertThat(line.last()).startsWith("01040000");
      hear(frame(1, "04040102aabb"));
      assertThat(data(next)).isEqualTo("0102aabb");
      send(twoRegisters);
      assertThat(line.last()).as("no doubt is left").startsWith("01030000");
    }

    @Test
    void otherUnitsAreNotInDoubt() {
      send(twoRegisters);
      clock.advance(SECOND);
      send(Question.read(2, Table.HOLDING, 0, 2));

      assertThat(line.last()).startsWith("0203");
    }

    @Test
    void aUnitThatKnowsNothingElseIsTrustedAgainAfterAWhile() {
      send(twoRegisters);
      clock.advance(SECOND);
      CompletableFuture<Reply> doubtful = ask(twoRegisters);
      clock.advance(SECOND);
      assertThat(doubtful.join()).isInstanceOf(Reply.Silence.class);
      clock.advance(Duration.ofSeconds(10));
      send(twoRegisters);

      assertThat(line.last()).startsWith("0103");
    }

    @Test
    void doubtOutlivesTheConnection() {
      send(twoRegisters);
      talk.closed(new java.io.IOException("reset"));
      RtuConversation next = new RtuConversation(clock, loop, SECOND, late);
      next.over(line);
      var unused = next.ask(twoRegisters);

      assertThat(line.last()).startsWith("010300000001");
    }

    @Test
    void halfAnAnswerDoesNotSpoilTheNext() {
      send(twoRegisters);
      hear(new byte[] {1, 3, 4, 1});
      clock.advance(SECOND);
      CompletableFuture<Reply> next = ask(Question.read(1, Table.INPUT, 0, 2));
      hear(frame(1, "04040102aabb"));

      assertThat(data(next)).isEqualTo("0102aabb");
    }

    private CompletableFuture<Reply> ask(Question question) {
      return talk.ask(question).toCompletableFuture();
    }

    private void send(Question question) {
      assertThat(talk.ask(question).toCompletableFuture()).isNotCompletedExceptionally();
    }

    private void hear(byte[] bytes) {
      talk.bytes(ByteBuffer.wrap(bytes));
    }

    private byte[] frame(int unit, String pdu) {
      return RtuFrames.encode(unit, HexFormat.of().parseHex(pdu));
    }
  }

  private static String data(CompletableFuture<Reply> reply) {
    assertThat(reply).isDone();
    assertThat(reply.join()).isInstanceOf(Reply.Data.class);
    return HexFormat.of().formatHex(((Reply.Data) reply.join()).data());
  }
}
