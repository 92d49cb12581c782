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
import org.jspecify.annotations.Nullable;

/** Every condition in a route compiles against the tags and detectors there are. */
final class ConditionMeaning implements Meaning {
  @Override
  public void check(Draft draft) {
    if (draft.tagsAreIncomplete()) {
      return;
    }
    Condition.@Nullable Language language = null;
    for (RouteCondition condition : draft.conditions()) {
      Node.Text text = condition.text();
      try {
        if (language == null) {
          List<Tag> tags = draft.tags().stream().map(line -> line.tag()).toList();
          language = new Condition.Language(tags, draft.detectors());
        }
        language.compile(text.value());
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
