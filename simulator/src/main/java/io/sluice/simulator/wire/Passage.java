package io.sluice.simulator.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.sluice.simulator.wire.WireFault.Corrupt;
import io.sluice.simulator.wire.WireFault.Delay;
import io.sluice.simulator.wire.WireFault.Duplicate;
import io.sluice.simulator.wire.WireFault.Glue;
import io.sluice.simulator.wire.WireFault.HalfOpen;
import io.sluice.simulator.wire.WireFault.HoldBack;
import io.sluice.simulator.wire.WireFault.Reset;
import io.sluice.simulator.wire.WireFault.Rewrite;
import io.sluice.simulator.wire.WireFault.Split;
import io.sluice.simulator.wire.WireFault.Swallow;
import io.sluice.simulator.wire.WireFault.Throttle;
import io.sluice.simulator.wire.WireFault.Truncate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One direction of one connection: bytes in, messages, faults, bytes out at their pace. What waits
 * is bounded: above that the sender is not read. Used on the proxy's own thread only.
 */
final class Passage {
  private static final int MOST_WAITING = 256 * 1024;
  private static final int THROTTLE_STEPS_A_SECOND = 20;

  private final Channel from;
  private final Channel to;
  private final Framing framing;
  private final Faults faults;
  private final Deque<Piece> waiting = new ArrayDeque<>();
  private byte[] rest = new byte[0];
  private int waitingBytes;
  private long passed;
  private long counted;
  private boolean pacing;
  private boolean ending;
  private @Nullable Piece held;
  private @Nullable Piece gluing;
  private int glued;

  /** Bytes that leave together, once ready. */
  private static final class Piece {
    private byte[] bytes;
    private int sent;
    private boolean ready;

    Piece(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  Passage(Channel from, Channel to, Framing framing, Faults faults) {
    this.from = from;
    this.to = to;
    this.framing = framing;
    this.faults = faults;
  }

  /** Takes what one read brought, and lets go of the buffer. */
  void take(ByteBuf in) {
    byte[] all = Arrays.copyOf(rest, rest.length + in.readableBytes());
    in.readBytes(all, rest.length, in.readableBytes());
    in.release();
    int at = 0;
    while (at < all.length) {
      int length = framing.messageLength(all, at, all.length - at);
      if (length == 0) {
        break;
      }
      int end = length < 0 ? all.length : at + length;
      message(Arrays.copyOfRange(all, at, end));
      at = end;
    }
    rest = Arrays.copyOfRange(all, at, all.length);
    pump();
  }

  /** The sender has closed: what waits still goes out, then the receiver is closed too. */
  void end() {
    ending = true;
    if (rest.length > 0) {
      message(rest);
      rest = new byte[0];
    }
    pump();
  }

  /** Goes on sending, where the receiver had no room. */
  void pump() {
    while (!pacing && to.isWritable() && sendNext()) {
      // One piece after another.
    }
    from.config().setAutoRead(waitingBytes < MOST_WAITING);
    if (ending && waiting.isEmpty()) {
      to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  private void message(byte[] message) {
    faults.tally().messages.increment();
    byte[] now = message;
    Duration delay = Duration.ZERO;
    for (Faults.AtWork one : faults.atWork()) {
      now = altered(one, now);
      if (one.fault() instanceof Delay later) {
        faults.tally().hit(later);
        delay = delay.plus(later.by());
      }
      if (now.length == 0) {
        return;
      }
    }
    place(new Piece(now), delay);
  }

  private byte[] altered(Faults.AtWork one, byte[] message) {
    WireFault fault = one.fault();
    byte[] changed = message;
    if (fault instanceof Swallow) {
      changed = faults.swallows(one) ? new byte[0] : message;
    } else if (fault instanceof HalfOpen) {
      changed = new byte[0];
    } else if (fault instanceof Truncate truncate) {
      changed =
          message.length > truncate.keep() ? Arrays.copyOf(message, truncate.keep()) : message;
    } else if (fault instanceof Corrupt corrupt) {
      byte[] copy = message.clone();
      changed = faults.corrupt(copy, corrupt.share()) ? copy : message;
    } else if (fault instanceof Duplicate duplicate) {
      changed = repeated(message, 1 + duplicate.times());
    } else if (fault instanceof Rewrite rewrite) {
      changed = rewrite.lie().apply(message.clone());
    }
    if (!Arrays.equals(changed, message)) {
      faults.tally().hit(fault);
    }
    return changed;
  }

  private static byte[] repeated(byte[] message, int times) {
    byte[] all = new byte[message.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(message, 0, all, i * message.length, message.length);
    }
    return all;
  }

  /** Puts the piece into the row, behind or before its neighbours as the faults say. */
  private void place(Piece piece, Duration delay) {
    waitingBytes += piece.bytes.length;
    Piece late = held;
    held = null;
    Glue glue = first(Glue.class);
    HoldBack holdBack = first(HoldBack.class);
    counted++;
    if (glue != null) {
      glue(piece, glue);
    } else if (holdBack != null && late == null && counted % holdBack.every() == 0) {
      held = piece;
      faults.tally().hit(holdBack);
      later(holdBack.most(), () -> release(piece));
    } else {
      line(piece, delay);
    }
    if (late != null) {
      line(late, Duration.ZERO);
    }
  }

  private void release(Piece piece) {
    if (held == piece) {
      held = null;
      line(piece, Duration.ZERO);
    }
  }

  private void glue(Piece piece, Glue glue) {
    Piece before = gluing;
    if (before == null) {
      gluing = piece;
      glued = 1;
      waiting.add(piece);
      later(glue.most(), () -> unglue(piece));
    } else {
      byte[] both = Arrays.copyOf(before.bytes, before.bytes.length + piece.bytes.length);
      System.arraycopy(piece.bytes, 0, both, before.bytes.length, piece.bytes.length);
      before.bytes = both;
      glued++;
      faults.tally().hit(glue);
    }
    Piece all = gluing;
    if (all != null && glued >= glue.messages()) {
      unglue(all);
    }
  }

  private void unglue(Piece piece) {
    if (gluing == piece) {
      gluing = null;
      ready(piece);
    }
  }

  private void line(Piece piece, Duration delay) {
    waiting.add(piece);
    if (delay.isZero()) {
      ready(piece);
    } else {
      later(delay, () -> ready(piece));
    }
  }

  private void ready(Piece piece) {
    piece.ready = true;
    pump();
  }

  /** Sends the first piece or a part of it; false where there is none to send now. */
  private boolean sendNext() {
    Piece piece = waiting.peek();
    if (piece == null || !piece.ready) {
      return false;
    }
    int left = piece.bytes.length - piece.sent;
    int part = resetBefore(pace(left));
    var unused = to.writeAndFlush(Unpooled.copiedBuffer(piece.bytes, piece.sent, part));
    faults.tally().bytes.add(part);
    passed += part;
    piece.sent += part;
    waitingBytes -= part;
    if (piece.sent == piece.bytes.length) {
      waiting.remove();
    }
    Reset reset = first(Reset.class);
    if (reset != null && passed >= reset.afterBytes()) {
      faults.tally().hit(reset);
      reset();
      return false;
    }
    return true;
  }

  private int resetBefore(int part) {
    Reset reset = first(Reset.class);
    return reset == null ? part : (int) Math.max(0, Math.min(part, reset.afterBytes() - passed));
  }

  /** How much may go now; what is left waits for its time. */
  private int pace(int left) {
    Throttle throttle = first(Throttle.class);
    Split split = first(Split.class);
    if (throttle == null && split == null) {
      return left;
    }
    int part = left;
    long pause = 0;
    if (split != null) {
      part = Math.min(part, split.bytes());
      pause = split.pause().toNanos();
      faults.tally().hit(split);
    }
    if (throttle != null) {
      int rate = throttle.bytesPerSecond();
      part = Math.min(part, Math.max(1, rate / THROTTLE_STEPS_A_SECOND));
      pause = Math.max(pause, part * 1_000_000_000L / rate);
      faults.tally().hit(throttle);
    }
    pacing = true;
    later(
        Duration.ofNanos(pause),
        () -> {
          pacing = false;
          pump();
        });
    return part;
  }

  /** Both ends hear of a broken connection, not of an ended one. */
  private void reset() {
    waiting.clear();
    waitingBytes = 0;
    Cable.reset(to);
    Cable.reset(from);
  }

  private void later(Duration after, Runnable then) {
    var unused = to.eventLoop().schedule(then, after.toNanos(), TimeUnit.NANOSECONDS);
  }

  private <F extends WireFault> @Nullable F first(Class<F> kind) {
    for (Faults.AtWork one : faults.atWork()) {
      if (kind.isInstance(one.fault())) {
        return kind.cast(one.fault());
      }
    }
    return null;
  }
}
