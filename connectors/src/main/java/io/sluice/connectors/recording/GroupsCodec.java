package io.sluice.connectors.recording;

import io.sluice.connectors.Access;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.TagGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a recording says of its groups and tags: as much as is needed to read it without the files
 * of the gateway that wrote it.
 */
final class GroupsCodec {
  private GroupsCodec() {}

  static void write(List<TagGroup> groups, Packer to) {
    int tags = groups.stream().mapToInt(group -> group.tags().size()).sum();
    if (groups.size() > Layout.MOST_GROUPS || tags > Layout.MOST_TAGS) {
      throw new IllegalArgumentException(
          "a recording of "
              + groups.size()
              + " groups with "
              + tags
              + " tags, allowed are "
              + Layout.MOST_GROUPS
              + " with "
              + Layout.MOST_TAGS);
    }
    to.count(groups.size());
    for (TagGroup group : groups) {
      to.text(group.connection());
      to.text(group.name());
      to.count(group.interval().toNanos());
      to.count(group.tags().size());
      group.tags().forEach(tag -> write(tag, to));
    }
  }

  static List<TagGroup> read(Unpacker from) throws RecordingException {
    int left = Layout.MOST_TAGS;
    int count = from.count("groups", Layout.MOST_GROUPS);
    List<TagGroup> groups = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String connection = from.text();
      String name = from.text();
      long nanos = from.count();
      int size = from.count("tags", left);
      left -= size;
      List<Tag> tags = new ArrayList<>();
      for (int tag = 0; tag < size; tag++) {
        tags.add(tag(from, name));
      }
      groups.add(group(from, connection, name, nanos, tags));
    }
    return groups;
  }

  private static void write(Tag tag, Packer to) {
    to.text(tag.name());
    to.text(tag.unit());
    to.text(tag.type().name());
    to.text(tag.tagClass().name());
    to.int64(Double.doubleToRawLongBits(tag.low()));
    to.int64(Double.doubleToRawLongBits(tag.high()));
  }

  private static Tag tag(Unpacker from, String group) throws RecordingException {
    String name = from.text();
    String unit = from.text();
    String type = from.text();
    String tagClass = from.text();
    double low = Double.longBitsToDouble(from.int64());
    double high = Double.longBitsToDouble(from.int64());
    try {
      return new Tag(
          name,
          group,
          "",
          DataType.valueOf(type),
          unit,
          low,
          high,
          1,
          0,
          0,
          Access.READ,
          TagClass.valueOf(tagClass),
          "");
    } catch (IllegalArgumentException impossible) {
      throw from.wrong("has a tag that cannot be: " + impossible.getMessage());
    }
  }

  private static TagGroup group(
      Unpacker from, String connection, String name, long nanos, List<Tag> tags)
      throws RecordingException {
    try {
      return new TagGroup(connection, name, Duration.ofNanos(nanos), tags);
    } catch (IllegalArgumentException impossible) {
      throw from.wrong("has a group that cannot be: " + impossible.getMessage());
    }
  }
}
