package io.sluice.connectors.modbus;

import io.sluice.connectors.DataType;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.link.PlainFault;
import io.sluice.connectors.link.Sending;
import io.sluice.connectors.link.WireNumber;
import io.sluice.connectors.plan.Turns;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One value on its way to a unit. Whether it is still wanted is asked when its turn comes, and
 * again before each further try.
 *
 * <p>A bit of a register is set by a mask write, which the unit does in one step. Reading the
 * register, changing the bit and writing it back would lose what the unit's program changes between
 * the two, so a unit without mask write gets nothing.
 */
final class ModbusWrite implements Turns.Call<Reply> {
  private final WriteRequest request;
  private final ModbusSession session;
  private final PlantClock clock;
  private final List<Question> tries;
  private final boolean maskOnly;
  private final CompletableFuture<Sending> outcome;

  private ModbusWrite(
      WriteRequest request,
      ModbusSession session,
      PlantClock clock,
      List<Question> tries,
      CompletableFuture<Sending> outcome) {
    this.request = request;
    this.session = session;
    this.clock = clock;
    this.tries = tries;
    this.maskOnly = tries.get(0).function() == 22;
    this.outcome = outcome;
  }

  static ModbusWrite of(
      WriteRequest request, Spot spot, WireNumber wire, ModbusSession session, PlantClock clock) {
    return new ModbusWrite(
        request, session, clock, tries(spot, raw(spot, wire)), new CompletableFuture<>());
  }

  CompletableFuture<Sending> outcome() {
    return outcome;
  }

  @Override
  public @Nullable CompletionStage<? extends Reply> begin() {
    Question question = tries.get(0);
    return Sending.ifStillWanted(request, clock, outcome, () -> session.ask(question)).orElse(null);
  }

  @Override
  public void answered(Reply reply) {
    session.heard(tries.get(0).unit(), reply);
    if (reply instanceof Reply.Data) {
      outcome.complete(new Sending.Accepted());
    } else if (reply instanceof Reply.Refusal refusal) {
      refused(refusal.code());
    } else if (reply instanceof Reply.Garbled garbled) {
      fail(StatusCode.BAD_COMMUNICATION_ERROR, "not confirmed: " + garbled.how());
    } else {
      fail(StatusCode.BAD_TIMEOUT, "the device did not confirm in time");
    }
  }

  @Override
  public void failed(Turns.Failed how) {
    outcome.complete(
        Sending.failed(
            StatusCode.BAD_COMMUNICATION_ERROR,
            how.begun(),
            PlainFault.sentence(how.why(), "the PLC")));
  }

  /** A unit that does not know a function has done nothing: the other one is tried. */
  private void refused(int code) {
    boolean unknown = code == ExceptionCodes.ILLEGAL_FUNCTION;
    if (unknown && tries.size() > 1) {
      session.write(
          new ModbusWrite(request, session, clock, tries.subList(1, tries.size()), outcome));
    } else if (unknown && maskOnly) {
      fail(
          StatusCode.BAD_NOT_SUPPORTED,
          "the device has no mask write (function 22), and writing the whole register could undo"
              + " changes of its other bits");
    } else {
      fail(ExceptionCodes.status(code), "the device refused: " + ExceptionCodes.words(code));
    }
  }

  private void fail(StatusCode status, String reason) {
    outcome.complete(Sending.failed(status, true, reason));
  }

  private static List<Question> tries(Spot spot, long raw) {
    int unit = spot.unit();
    int at = spot.offset();
    List<Question> tries = new ArrayList<>();
    if (spot.table().bits()) {
      tries.add(Question.writeCoil(unit, at, raw != 0));
      tries.add(Question.writeCoilAsSeveral(unit, at, raw != 0));
    } else if (spot.type() == DataType.BOOL) {
      tries.add(Question.writeBit(unit, at, spot.order().wireBit(spot.part()), raw != 0));
    } else {
      byte[] words = spot.order().bytes(raw, spot.width());
      if (spot.width() == 1) {
        tries.add(Question.writeRegister(unit, at, words));
      }
      tries.add(Question.writeRegisters(unit, at, words));
    }
    return tries;
  }

  private static long raw(Spot spot, WireNumber wire) {
    if (wire instanceof WireNumber.Real real) {
      return spot.type() == DataType.FLOAT32
          ? Float.floatToRawIntBits((float) real.value())
          : Double.doubleToRawLongBits(real.value());
    }
    if (wire instanceof WireNumber.Whole whole) {
      return whole.value();
    }
    throw new IllegalArgumentException("nothing to write: " + wire);
  }
}
