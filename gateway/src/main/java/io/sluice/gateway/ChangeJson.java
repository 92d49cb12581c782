package io.sluice.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.options.ProblemPrinter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How a gateway stands with its configuration, as JSON and as one line for people. */
final class ChangeJson {
  /** The rest is what {@code sluice check} tells. */
  private static final int MOST_PROBLEMS = 10;

  private ChangeJson() {}

  static ObjectNode of(ChangeState state, Optional<Instant> movingSince) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("version", state.live().version());
    json.put("since", state.live().since().toString());
    json.put("state", state.word());
    json.put("line", line(state));
    json.put("hash", state.live().hash());
    movingSince.ifPresent(since -> json.put("filesMovingSince", since.toString()));
    if (state instanceof ChangeState.Refused refused) {
      refusal(json.putObject("refused"), refused.refusal());
    }
    if (state instanceof ChangeState.OnTrial trial) {
      json.putObject("trial")
          .put("until", trial.until().toString())
          .put("back", trial.back().version())
          .put("person", trial.person());
    }
    if (state instanceof ChangeState.Reverted reverted) {
      json.putObject("reverted").put("version", reverted.from()).put("why", reverted.why());
    }
    if (state instanceof ChangeState.Waiting waiting) {
      json.putObject("waiting").put("since", waiting.saved().toString());
    }
    return json;
  }

  static String line(ChangeState state) {
    String runs =
        "version " + state.live().version() + " runs since " + seconds(state.live().since());
    if (state instanceof ChangeState.Refused refused) {
      Refusal why = refused.refusal();
      return runs + "; refused since " + seconds(why.since()) + ": " + why.sentence();
    }
    if (state instanceof ChangeState.OnTrial trial) {
      return runs
          + " on trial until "
          + seconds(trial.until())
          + ", then back to version "
          + trial.back().version()
          + "; keep it with: sluice confirm";
    }
    if (state instanceof ChangeState.Reverted reverted) {
      return runs + "; version " + reverted.from() + " was taken back: " + reverted.why();
    }
    return state instanceof ChangeState.Waiting
        ? runs + "; the files on disk differ and wait for: sluice apply"
        : runs;
  }

  private static void refusal(ObjectNode json, Refusal refusal) {
    json.put("file", refusal.file());
    json.put("since", refusal.since().toString());
    json.put("sentence", refusal.sentence());
    ArrayNode problems = json.putArray("problems");
    refusal.problems().stream()
        .limit(MOST_PROBLEMS)
        .forEach(problem -> problems.add(ProblemPrinter.json(problem)));
    json.put("problemCount", refusal.problems().size());
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
