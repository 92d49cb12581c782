package io.sluice.gateway;

import io.sluice.connectors.Tag;
import io.sluice.gateway.config.Draft;
import io.sluice.gateway.config.Meaning;
import io.sluice.gateway.config.RouteCondition;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.setpoints.Condition;
import io.sluice.gateway.setpoints.InterlockException;
import java.util.List;

/** Every condition in a route compiles against the tags and detectors there are. */
final class ConditionMeaning implements Meaning {
  @Override
  public void check(Draft draft) {
    if (draft.tagsAreIncomplete()) {
      return;
    }
    List<Tag> tags = draft.tags().stream().map(line -> line.tag()).toList();
    for (RouteCondition condition : draft.conditions()) {
      Node.Text text = condition.text();
      try {
        Condition.compile(text.value(), tags, draft.detectors());
      } catch (InterlockException wrong) {
        int column = wrong.column() - 1 + (text.quoted() ? 1 : 0);
        draft
            .problems()
            .add(
                Problem.error(
                        text.at().right(column),
                        Code.ROUTE_CONDITION,
                        String.valueOf(wrong.getMessage()))
                    .suggest(wrong.suggestion()));
      }
    }
  }
}
