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
import org.jspecify.annotations.Nullable;

/** Every interlock compiles against the tags there are. */
final class InterlockMeaning implements Meaning {
  @Override
  public void check(Draft draft) {
    if (draft.tagsAreIncomplete()) {
      return;
    }
    Checking checking = new Checking(draft);
    for (Entry setpoint : draft.entries("setpoints").values()) {
      String expression = setpoint.options(SetpointOptions.class).interlock();
      if (expression != null) {
        checking.check(setpoint, expression);
      }
    }
  }

  private static final class Checking {
    private final Draft draft;
    private Interlock.@Nullable Language language;

    Checking(Draft draft) {
      this.draft = draft;
    }

    void check(Entry setpoint, String expression) {
      try {
        language().compile(expression);
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

    /** Made at the first interlock: without one, two tags that are written alike do no harm. */
    private Interlock.Language language() {
      Interlock.Language known = language;
      if (known == null) {
        List<Tag> tags = draft.tags().stream().map(line -> line.tag()).toList();
        known = new Interlock.Language(tags);
        language = known;
      }
      return known;
    }

    private static Position inside(Node.Text text, int column) {
      return text.at().right(column - 1 + (text.quoted() ? 1 : 0));
    }
  }
}
