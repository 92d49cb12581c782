package io.sluice.connectors.modbus;

import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.link.Sending;
import io.sluice.connectors.link.Session;
import io.sluice.connectors.link.SessionOwner;
import io.sluice.connectors.link.Spoken;
import io.sluice.connectors.link.WireNumber;
import io.sluice.connectors.plan.Block;
import io.sluice.connectors.plan.Polling;
import io.sluice.connectors.plan.Turns;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One open line, from its first answer until it is lost or no unit answers any more. */
final class ModbusSession implements Session {
  /** A question has its own time limit and may need two before it; this is the last guard. */
  private static final int GUARD = 4;

  private final Line line;
  private final Conversation conversation;
  private final ModbusLink link;
  private final Units units;
  private final Turns turns;
  private final Polling polling;

  ModbusSession(Line line, Conversation conversation, SessionOwner owner, ModbusLink link) {
    this.line = line;
    this.conversation = conversation;
    this.link = link;
    this.units = link.units();
    ModbusOptions options = link.options();
    ModbusOptions.Quirks quirks = options.quirksOrNone();
    Turns.Limits limits =
        new Turns.Limits(
            quirks.requestsInFlight(), quirks.pause(), options.timeout().multipliedBy(GUARD));
    this.turns = new Turns(link.loop(), limits, this::broken);
    turns.prove();
    Polling.Parts parts =
        new Polling.Parts(
            link.groups(),
            group -> new ModbusReader(group.tags(), options, this),
            turns,
            units::trouble);
    this.polling = new Polling(parts, owner, link.clock(), link.loop());
  }

  @Override
  public void begin() {
    units.lookedAway();
    polling.begin();
  }

  @Override
  public CompletionStage<Scan> read(TagGroup tags) {
    return polling.read(tags, Places.of(tags.tags(), link.options()));
  }

  @Override
  public CompletionStage<Sending> send(WriteRequest request) {
    WireNumber wire = WireNumber.of(request.tag(), request.tag().type(), request.value());
    if (wire instanceof WireNumber.Refused refused) {
      return unsent(refused.status(), refused.reason());
    }
    Spot spot = Spot.of(request.tag(), link.options());
    StatusCode away = units.leftAlone(spot.unit());
    if (away != null) {
      return unsent(away, "unit " + spot.unit() + " does not answer");
    }
    ModbusWrite write = ModbusWrite.of(request, spot, wire, this, link.clock());
    write(write);
    return write.outcome();
  }

  @Override
  public void end() {
    polling.end(new IOException("the connection was given up"));
  }

  @Override
  public void close() throws InterruptedException {
    line.close();
  }

  void write(ModbusWrite write) {
    turns.first(write);
  }

  CompletionStage<Reply> ask(Question question) {
    return conversation.ask(question);
  }

  /** A question to the unit had this outcome. */
  void heard(int unit, Reply reply) {
    units.heard(unit, reply);
    if (units.allSilent()) {
      String late = "no answer within " + Spoken.duration(link.options().timeout());
      link.loop().execute(() -> broken(new TimeoutException(late)));
    }
  }

  /**
   * What the unit's tags are while it is left alone, or null where it is to be asked. When it is
   * time, this asks for the block to see if the unit is back; nobody waits for the answer.
   */
  @Nullable StatusCode leftAlone(int unit, Block block) {
    StatusCode status = units.leftAlone(unit);
    if (status != null && units.look(unit)) {
      turns.last(new Look(ModbusReader.question(block)));
    }
    return status;
  }

  /** The line is gone while nobody waits for an answer. */
  void lost(Throwable why) {
    link.loop().execute(() -> broken(why));
  }

  private void broken(Throwable why) {
    polling.lost(link.sentence(why));
  }

  private static CompletionStage<Sending> unsent(StatusCode status, String reason) {
    return CompletableFuture.completedFuture(Sending.failed(status, false, reason));
  }

  /** Sees whether a unit is back. */
  private final class Look implements Turns.Call<Reply> {
    private final Question question;

    Look(Question question) {
      this.question = question;
    }

    @Override
    public CompletionStage<? extends Reply> begin() {
      return conversation.ask(question);
    }

    @Override
    public void answered(Reply reply) {
      units.looked(reply instanceof Reply.Silence);
      heard(question.unit(), reply);
    }

    @Override
    public void failed(Turns.Failed how) {
      units.looked(false);
    }
  }
}
