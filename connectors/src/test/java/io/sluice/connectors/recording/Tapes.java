package io.sluice.connectors.recording;

import io.sluice.connectors.Access;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.UtcTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Groups and scans to record, and what a scan says in one line to compare it by. */
final class Tapes {
  static final Instant BEGIN = Instant.parse("2026-11-20T06:00:00.123456789Z");

  private Tapes() {}

  static Tag tag(String name, DataType type) {
    return new Tag(
        name, "fast", name, type, "bar", -1e300, 1e300, 1, 0, 0, Access.READ, TagClass.PROCESS, "");
  }

  static TagGroup group(String connection, int tags) {
    List<Tag> all = new ArrayList<>();
    for (int i = 0; i < tags; i++) {
      all.add(tag(connection + "/t" + i, i % 5 == 4 ? DataType.STRING : DataType.FLOAT64));
    }
    return new TagGroup(connection, "fast", Duration.ofMillis(100), all);
  }

  /** A scan of everything that can be: texts, Bad ones, odd doubles, holes and repetitions. */
  static Scan anyScan(TagGroup group, long sequence, Random random) {
    Instant read = BEGIN.plusNanos(sequence * 100_000_007L);
    Scan.Builder scan = new Scan.Builder(group, sequence, read, 77 + sequence * 100_000_001L);
    int size = random.nextInt(4) == 0 ? random.nextInt(2 * group.tags().size()) : -1;
    int samples = size < 0 ? group.tags().size() : size;
    for (int i = 0; i < samples; i++) {
      int tag = size < 0 ? i : random.nextInt(group.tags().size());
      long source = UtcTime.ofInstant(read) - random.nextInt(3);
      sample(scan, tag, group.tags().get(tag), source, random);
    }
    return scan.build();
  }

  private static void sample(Scan.Builder scan, int tag, Tag of, long source, Random random) {
    int dice = random.nextInt(10);
    if (dice == 0) {
      scan.bad(tag, StatusCode.BAD_TIMEOUT, source);
    } else if (of.type() == DataType.STRING) {
      scan.text(tag, "schräg " + random.nextInt(3), StatusCode.GOOD.code(), source);
    } else if (dice == 1) {
      scan.number(tag, odd(random), StatusCode.UNCERTAIN_LAST_USABLE_VALUE.code(), source);
    } else {
      double value = dice < 5 ? 21.5 : random.nextGaussian() * 1e3;
      scan.number(tag, value, StatusCode.GOOD.code(), source);
    }
  }

  private static double odd(Random random) {
    double[] odd = {
      -0.0,
      Double.NaN,
      Double.longBitsToDouble(0x7FF0_0000_0000_0001L),
      Double.MIN_VALUE,
      Double.POSITIVE_INFINITY
    };
    return odd[random.nextInt(odd.length)];
  }

  static Path write(Path file, List<TagGroup> groups, List<Scan> scans) throws IOException {
    try (RecordingWriter writer = RecordingWriter.create(file, groups)) {
      for (Scan scan : scans) {
        writer.write(scan);
      }
    }
    return file;
  }

  static List<Recorded> read(Path file) throws RecordingException {
    try (Recording recording = Recording.open(file, List.of())) {
      return rest(recording);
    }
  }

  static List<Recorded> rest(Recording recording) throws RecordingException {
    List<Recorded> all = new ArrayList<>();
    for (Recorded entry = recording.next(); entry != null; entry = recording.next()) {
      all.add(entry);
    }
    return all;
  }

  static List<String> said(List<Recorded> entries) {
    return entries.stream()
        .map(entry -> entry instanceof Recorded.Read read ? said(read.scan()) : entry.toString())
        .toList();
  }

  /** Everything that a scan is, bit for bit. */
  static String said(Scan scan) {
    StringBuilder said = new StringBuilder();
    said.append(scan.group().connection()).append('/').append(scan.group().name());
    said.append(" #").append(scan.sequence()).append(' ').append(scan.readTime());
    said.append(' ').append(scan.readNanos());
    for (int i = 0; i < scan.size(); i++) {
      said.append("; ").append(scan.tagIndex(i)).append(' ').append(scan.status(i));
      said.append(' ').append(scan.sourceTime(i)).append(' ').append(scan.text(i));
      if (scan.hasValue(i)) {
        said.append(' ').append(Long.toHexString(Double.doubleToRawLongBits(scan.value(i))));
      }
    }
    return said.toString();
  }
}
