package io.sluice.gateway;

import io.sluice.connectors.Tag;
import io.sluice.gateway.config.Draft;
import io.sluice.gateway.config.Entry;
import io.sluice.gateway.config.Meaning;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.setpoints.SetpointChecks;
import io.sluice.gateway.setpoints.SetpointOptions;
import java.util.Optional;

/** What the setpoints themselves demand of their options and their tag, told with its place. */
final class SetpointLimitsMeaning implements Meaning {
  @Override
  public void check(Draft draft) {
    if (draft.problems().hasErrors()) {
      return;
    }
    for (Entry setpoint : draft.entries("setpoints").values()) {
      SetpointOptions options = setpoint.options(SetpointOptions.class);
      Optional<Tag> tag = draft.tag(options.tag()).map(line -> line.tag());
      if (tag.isEmpty()) {
        continue;
      }
      for (SetpointChecks.Problem problem : SetpointChecks.of(options, tag.get())) {
        draft
            .problems()
            .error(
                setpoint.at(problem.option().split("\\.")),
                Code.CONTRADICTION,
                problem.option() + " " + problem.message());
      }
    }
  }
}
