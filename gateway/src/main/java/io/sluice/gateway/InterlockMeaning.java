package io.sluice.gateway;

import io.sluice.connectors.Tag;
import io.sluice.gateway.config.Draft;
import io.sluice.gateway.config.Entry;
import io.sluice.gateway.config.Meaning;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.setpoints.Interlock;
import io.sluice.gateway.setpoints.InterlockException;
import io.sluice.gateway.setpoints.SetpointOptions;
import java.util.List;

/** Every interlock compiles against the tags there are. */
final class InterlockMeaning implements Meaning {
  @Override
  public void check(Draft draft) {
    if (draft.tagsAreIncomplete()) {
      return;
    }
    List<Tag> tags = draft.tags().stream().map(line -> line.tag()).toList();
    for (Entry setpoint : draft.entries("setpoints").values()) {
      String expression = setpoint.options(SetpointOptions.class).interlock();
      if (expression != null) {
        check(draft, setpoint, expression, tags);
      }
    }
  }

  private static void check(Draft draft, Entry setpoint, String expression, List<Tag> tags) {
    try {
      Interlock.compile(expression, tags);
    } catch (InterlockException wrong) {
      Position at =
          setpoint
              .text("interlock")
              .map(text -> inside(text, wrong.column()))
              .orElseGet(setpoint::at);
      draft
          .problems()
          .add(
              Problem.error(at, Code.CONTRADICTION, String.valueOf(wrong.getMessage()))
                  .suggest(wrong.suggestion()));
    }
  }

  private static Position inside(Node.Text text, int column) {
    return text.at().right(column - 1 + (text.quoted() ? 1 : 0));
  }
}
