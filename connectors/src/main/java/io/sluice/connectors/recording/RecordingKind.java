package io.sluice.connectors.recording;

import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorKind;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.TagProblem;
import io.sluice.connectors.link.Feed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Kind {@code recording}: plays a file as if it were read now. The address of a tag is the name
 * under which it was recorded. Nothing can be written.
 */
public final class RecordingKind implements ConnectorKind<RecordingOptions> {
  private static final int MOST_LISTED = 5;

  @Override
  public String name() {
    return "recording";
  }

  @Override
  public Class<RecordingOptions> options() {
    return RecordingOptions.class;
  }

  /** Tells tags that the recording lacks; a file that cannot be read is told at its own place. */
  @Override
  public List<TagProblem> check(RecordingOptions options, List<Tag> tags) {
    List<TagProblem> problems = new ArrayList<>();
    for (Tag tag : tags) {
      if (!options.groups().containsKey(tag.group())) {
        problems.add(TagProblem.unknownGroup(tag, options.groups().keySet()));
      }
    }
    try (Recording recording = open(options, tags)) {
      Set<String> recorded = new TreeSet<>(recording.unknown());
      recording.groups().forEach(group -> group.tags().forEach(tag -> recorded.add(tag.name())));
      for (Tag tag : tags) {
        if (!recorded.contains(tag.address())) {
          problems.add(new TagProblem(tag, "address", absent(tag, options, recorded), ""));
        }
      }
    } catch (RecordingException told) {
      return problems;
    }
    return problems;
  }

  /**
   * Opens the file that the options name.
   *
   * @throws RecordingException where it cannot be read
   */
  public static Recording open(RecordingOptions options, Collection<Tag> tags)
      throws RecordingException {
    return Recording.open(
        Path.of(options.file()), tags.stream().map(RecordingKind::asRecorded).toList());
  }

  @Override
  public Connector create(String name, RecordingOptions options, List<Tag> tags, PlantClock clock) {
    Map<String, Duration> intervals = new HashMap<>();
    options.groups().forEach((group, played) -> intervals.put(group, played.every()));
    List<TagGroup> groups =
        Feed.of(name, intervals, tags, clock).stream().map(Feed::group).toList();
    PlantClock.Loop loop = clock.loop(name);
    Player player =
        new Player(
                () -> open(options, tags),
                new Player.Timing(Player.Times.SHIFTED, options.repeat()),
                clock,
                loop)
            .recordedAs(Tag::address);
    return player
        .connector(name, groups, PlayedConnector.Writes.REFUSED)
        .on(player::begin, () -> shut(player, loop));
  }

  private static void shut(Player player, PlantClock.Loop loop) {
    loop.execute(
        () -> {
          player.close();
          loop.close();
        });
  }

  /** The tag under its recorded name. */
  private static Tag asRecorded(Tag tag) {
    return tag.at(tag.address(), tag.address());
  }

  private static String absent(Tag tag, RecordingOptions options, Set<String> recorded) {
    String some = String.join(", ", recorded.stream().limit(MOST_LISTED).toList());
    int more = recorded.size() - MOST_LISTED;
    return "address is \""
        + tag.address()
        + "\", "
        + options.file()
        + " has "
        + (some.isEmpty() ? "no tag" : some)
        + (more > 0 ? " and " + more + " more" : "");
  }
}
