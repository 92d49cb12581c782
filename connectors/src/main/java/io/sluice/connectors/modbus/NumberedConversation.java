package io.sluice.connectors.modbus;

import com.digitalpetri.modbus.MbapHeader;
import io.sluice.connectors.PlantClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Modbus TCP: frames carry a number, so several questions may be under way, and an answer that
 * comes after its time is known by its number and dropped.
 */
final class NumberedConversation implements Conversation {
  /** Number, protocol, length, unit (Modbus Messaging on TCP/IP V1.0b, 3.1.3). */
  private static final int HEADER = 7;

  private static final int LENGTH_AT = 4;
  private static final int LONGEST_PDU = 253;

  /** Frames in a row that nobody asked for: more is a flood, not a late answer. */
  private static final int STRAYS = 256;

  private final PlantClock.Loop loop;
  private final Duration timeout;
  private final Map<Integer, Pending> pending = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final ByteBuffer input = ByteBuffer.allocate(2 * (HEADER + LONGEST_PDU));
  private volatile @Nullable Line line;
  private volatile @Nullable Throwable lost;
  private int strays;

  private record Pending(Question question, CompletableFuture<Reply> reply) {}

  NumberedConversation(PlantClock.Loop loop, Duration timeout) {
    this.loop = loop;
    this.timeout = timeout;
  }

  @Override
  public void over(Line over) {
    line = over;
  }

  @Override
  public CompletionStage<Reply> ask(Question question) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    int number = numbers.getAndIncrement() & 0xFFFF;
    Pending mine = new Pending(question, reply);
    pending.put(number, mine);
    Line over = line;
    Throwable gone = lost;
    if (over == null || gone != null) {
      pending.remove(number, mine);
      reply.completeExceptionally(gone == null ? new IllegalStateException("no line") : gone);
      return reply;
    }
    PlantClock.Timer deadline = loop.schedule(timeout, () -> late(number, mine));
    var unused = reply.whenComplete((done, failure) -> deadline.cancel());
    over.send(frame(number, question));
    return reply;
  }

  @Override
  public void bytes(ByteBuffer bytes) {
    while (bytes.hasRemaining() && lost == null) {
      int room = Math.min(input.remaining(), bytes.remaining());
      input.put(bytes.slice(bytes.position(), room));
      bytes.position(bytes.position() + room);
      input.flip();
      takeFrames();
      input.compact();
    }
  }

  @Override
  public void closed(Throwable why) {
    lost = why;
    for (Integer number : List.copyOf(pending.keySet())) {
      Pending mine = pending.remove(number);
      if (mine != null) {
        mine.reply().completeExceptionally(why);
      }
    }
  }

  private void takeFrames() {
    while (input.remaining() >= HEADER && lost == null) {
      int start = input.position();
      int protocol = input.getShort(start + 2) & 0xFFFF;
      int length = input.getShort(start + LENGTH_AT) & 0xFFFF;
      if (protocol != 0 || length < 2 || length > 1 + LONGEST_PDU) {
        abandon("the PLC sent what is no Modbus TCP frame");
        return;
      }
      if (input.remaining() < HEADER - 1 + length) {
        return;
      }
      MbapHeader header = MbapHeader.Serializer.decode(input);
      byte[] pdu = new byte[length - 1];
      input.get(pdu);
      take(header, pdu);
    }
  }

  private void take(MbapHeader header, byte[] pdu) {
    Pending asked = pending.remove(header.transactionId());
    if (asked != null) {
      strays = 0;
      asked.reply().complete(asked.question().judge(header.unitId(), pdu));
    } else if (++strays > STRAYS) {
      abandon("the PLC sent " + strays + " answers that nobody asked for");
    }
  }

  private void abandon(String sentence) {
    NotModbusException why = new NotModbusException(sentence);
    closed(why);
    Line over = line;
    if (over != null) {
      over.abandon(why);
    }
  }

  private void late(int number, Pending mine) {
    if (pending.remove(number, mine)) {
      mine.reply().complete(new Reply.Silence());
    }
  }

  private static byte[] frame(int number, Question question) {
    byte[] pdu = question.pdu();
    ByteBuffer frame = ByteBuffer.allocate(HEADER + pdu.length);
    MbapHeader header = new MbapHeader(number, 0, 1 + pdu.length, question.unit());
    MbapHeader.Serializer.encode(header, frame);
    return frame.put(pdu).array();
  }
}
