package io.sluice.connectors.modbus;

import io.sluice.connectors.PlantClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * RTU frames over TCP or a serial line: one question at a time, answers told apart by unit,
 * function, length and check sum, and late ones by {@link LateAnswers}.
 */
final class RtuConversation implements Conversation {
  private final PlantClock clock;
  private final PlantClock.Loop loop;
  private final Duration timeout;
  private final LateAnswers late;
  private final RtuFrames frames = new RtuFrames();
  private @Nullable Line line;
  private @Nullable Throwable lost;
  private @Nullable Pending pending;

  private record Pending(Question question, CompletableFuture<Reply> reply) {}

  RtuConversation(PlantClock clock, PlantClock.Loop loop, Duration timeout, LateAnswers late) {
    this.clock = clock;
    this.loop = loop;
    this.timeout = timeout;
    this.late = late;
  }

  @Override
  public synchronized void over(Line over) {
    line = over;
  }

  @Override
  public CompletionStage<Reply> ask(Question question) {
    if (!late.doubtful(question, clock.nanoTime())) {
      return exchange(question);
    }
    Optional<Question> shorter = late.shorter(question);
    return shorter.isPresent()
        ? exchange(shorter.get()).thenCompose(sign -> afterShorter(sign, question))
        : askInstead(question);
  }

  @Override
  public void bytes(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      for (RtuFrames.Frame frame = next(bytes); frame != null; frame = next(bytes)) {
        take(frame);
      }
    }
  }

  @Override
  public void closed(Throwable why) {
    Pending mine;
    synchronized (this) {
      lost = why;
      mine = pending;
      pending = null;
    }
    if (mine != null) {
      late.lost(mine.question(), clock.nanoTime());
      mine.reply().completeExceptionally(why);
    }
  }

  private synchronized RtuFrames.@Nullable Frame next(ByteBuffer bytes) {
    frames.put(bytes);
    return frames.next();
  }

  /** Data of that length can only be the answer to that question: what was lost is settled. */
  private CompletionStage<Reply> afterShorter(Reply sign, Question question) {
    if (sign instanceof Reply.Silence) {
      return CompletableFuture.completedFuture(sign);
    }
    return sign instanceof Reply.Data ? exchange(question) : askInstead(question);
  }

  private CompletionStage<Reply> askInstead(Question question) {
    return late.instead(question)
        .map(other -> exchange(other).thenCompose(sign -> after(sign, question)))
        .orElseGet(() -> CompletableFuture.completedFuture(new Reply.Silence()));
  }

  /** Any answer to the other question says that what was lost before it cannot come any more. */
  private CompletionStage<Reply> after(Reply sign, Question question) {
    return sign instanceof Reply.Silence
        ? CompletableFuture.completedFuture(sign)
        : exchange(question);
  }

  private CompletionStage<Reply> exchange(Question question) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    Pending mine = new Pending(question, reply);
    Line over;
    synchronized (this) {
      over = line;
      Throwable no = lost;
      if (no == null && (over == null || pending != null)) {
        no = new IllegalStateException("one question at a time");
      }
      if (no != null || over == null) {
        reply.completeExceptionally(no);
        return reply;
      }
      pending = mine;
      frames.forget();
    }
    PlantClock.Timer deadline = loop.schedule(timeout, () -> giveUp(mine));
    var unused = reply.whenComplete((done, failure) -> deadline.cancel());
    over.send(RtuFrames.encode(question.unit(), question.pdu()));
    return reply;
  }

  /** Frames of other units and functions are late answers, or other talk on the line. */
  private void take(RtuFrames.Frame frame) {
    Pending mine;
    Reply reply;
    synchronized (this) {
      mine = pending;
      if (mine == null) {
        return;
      }
      reply = mine.question().judge(frame.unit(), frame.pdu());
      if (reply instanceof Reply.Garbled) {
        return;
      }
      pending = null;
    }
    late.heard(mine.question(), reply);
    mine.reply().complete(reply);
  }

  private void giveUp(Pending mine) {
    synchronized (this) {
      if (!mine.equals(pending)) {
        return;
      }
      pending = null;
    }
    late.lost(mine.question(), clock.nanoTime());
    mine.reply().complete(new Reply.Silence());
  }
}
