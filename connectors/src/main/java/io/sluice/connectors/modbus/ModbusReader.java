package io.sluice.connectors.modbus;

import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.plan.Block;
import io.sluice.connectors.plan.BlockReader;
import io.sluice.connectors.plan.Outcome;
import io.sluice.connectors.plan.ScanBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Reads the blocks of one group over one connection. */
final class ModbusReader implements BlockReader<Reply> {
  private final List<Spot> spots;
  private final ModbusSession session;
  private final Map<Block, Question> questions = new HashMap<>();

  ModbusReader(List<Tag> tags, ModbusOptions options, ModbusSession session) {
    this.spots = tags.stream().map(tag -> Spot.of(tag, options)).toList();
    this.session = session;
  }

  /** The unit that a block is asked of. */
  static int unit(Block block) {
    return at(block).unit();
  }

  /** The question that reads a block. */
  static Question question(Block block) {
    Places.UnitTable at = at(block);
    return Question.read(at.unit(), at.table(), block.start(), block.count());
  }

  @Override
  public @Nullable Outcome skip(Block block) {
    StatusCode status = session.leftAlone(unit(block), block);
    return status == null ? null : new Outcome.Unread(status);
  }

  @Override
  public CompletionStage<? extends Reply> send(Block block) {
    return session.ask(questions.computeIfAbsent(block, ModbusReader::question));
  }

  @Override
  public Outcome take(Block block, Reply reply, ScanBuffer into, long time) {
    session.heard(unit(block), reply);
    if (reply instanceof Reply.Data data) {
      for (int i = 0; i < block.tags(); i++) {
        int tag = block.tag(i);
        spots.get(tag).take(tag, data.data(), block.start(), into, time);
      }
      return new Outcome.Answered();
    }
    if (reply instanceof Reply.Refusal refusal) {
      return ExceptionCodes.outcome(refusal.code());
    }
    return new Outcome.Unread(
        reply instanceof Reply.Silence
            ? StatusCode.BAD_TIMEOUT
            : StatusCode.BAD_COMMUNICATION_ERROR);
  }

  @Override
  public void keepOnly(Collection<Block> blocks) {
    questions.keySet().retainAll(blocks);
  }

  private static Places.UnitTable at(Block block) {
    return (Places.UnitTable) block.space().key();
  }
}
