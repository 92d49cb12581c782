package io.sluice.gateway;

import io.sluice.connectors.Tag;
import io.sluice.connectors.recording.Recording;
import io.sluice.connectors.recording.RecordingException;
import io.sluice.connectors.recording.RecordingKind;
import io.sluice.connectors.recording.RecordingOptions;
import io.sluice.gateway.config.Draft;
import io.sluice.gateway.config.Entry;
import io.sluice.gateway.config.Meaning;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Problem;
import java.util.List;

/** The file of each connection of kind recording is there and begins as a recording does. */
final class RecordingMeaning implements Meaning {
  @Override
  public void check(Draft draft) {
    for (Entry connection : draft.entries("connections").values()) {
      connection.records().stream()
          .filter(RecordingOptions.class::isInstance)
          .map(RecordingOptions.class::cast)
          .forEach(options -> check(draft, connection, options));
    }
  }

  private static void check(Draft draft, Entry connection, RecordingOptions options) {
    List<Tag> tags =
        draft.tags().stream()
            .map(line -> line.tag())
            .filter(tag -> options.groups().containsKey(tag.group()))
            .toList();
    try (Recording opened = RecordingKind.open(options, tags)) {
      opened.torn();
    } catch (RecordingException unreadable) {
      draft
          .problems()
          .add(
              Problem.error(
                  connection.at("file"), Code.BAD_VALUE, String.valueOf(unreadable.getMessage())));
    }
  }
}
