package io.sluice.connectors.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.connectors.DataType;
import io.sluice.connectors.Scan;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFileTest {
  private static final int ENTRIES_AT = Layout.MAGIC.length;

  private final Path file;
  private final List<TagGroup> groups = List.of(Tapes.group("plc", 11), Tapes.group("opc", 3));

  RecordingFileTest(@TempDir Path folder) {
    file = folder.resolve("one.sluicerec");
  }

  @Test
  void whatWasWrittenIsReadBitForBit() throws Exception {
    List<Scan> scans = scans(3000);
    Tapes.write(file, groups, scans);
    assertThat(Tapes.said(Tapes.read(file))).isEqualTo(scans.stream().map(Tapes::said).toList());
    try (Recording recording = Recording.open(file, List.of())) {
      assertThat(recording.groups()).extracting(TagGroup::connection).containsExactly("plc", "opc");
      assertThat(recording.groups().get(0).interval()).isEqualTo(Duration.ofMillis(100));
      assertThat(recording.groups().get(0).tags().get(0).unit()).isEqualTo("bar");
      Tapes.rest(recording);
      assertThat(recording.torn()).isEmpty();
      assertThat(recording.share()).isEqualTo(1);
    }
  }

  @Test
  void marksStandWhereTheyWereMade() throws Exception {
    Entry.Mark mark = new Entry.Mark(Tapes.BEGIN, "pump-1-health", "raised", "flow ↓");
    try (RecordingWriter writer = RecordingWriter.create(file, groups)) {
      writer.write(scan(1));
      writer.write(mark);
      writer.write(scan(2));
    }
    assertThat(Tapes.read(file).get(1)).isEqualTo(mark);
  }

  @Test
  void aRecordingWithoutAScanIsWhole() throws Exception {
    Tapes.write(file, groups, List.of());
    assertThat(Tapes.read(file)).isEmpty();
  }

  @Test
  void wheneverItIsTornOnlyTheLastBlockIsLostAndItSaysSo() throws Exception {
    List<Scan> scans = scans(60);
    List<Long> ends = new ArrayList<>();
    try (RecordingWriter writer = RecordingWriter.create(file, groups)) {
      for (int i = 0; i < scans.size(); i++) {
        writer.write(scans.get(i));
        if (i % 10 == 9) {
          writer.flush();
          ends.add(writer.bytes());
        }
      }
    }
    byte[] whole = Files.readAllBytes(file);
    for (int length = ends.get(0).intValue(); length < whole.length; length += 13) {
      Files.write(file, Arrays.copyOf(whole, length));
      int cut = length;
      long blocks = ends.stream().filter(end -> end <= cut).count();
      try (Recording recording = Recording.open(file, List.of())) {
        assertThat(Tapes.rest(recording)).as("cut at %d", cut).hasSize((int) blocks * 10);
        assertThat(recording.torn()).as("cut at %d", cut).isPresent();
      }
    }
  }

  @Test
  void anEndThatWasNeverWrittenIsTorn() throws Exception {
    Tapes.write(file, groups, scans(20));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length + 5000));
    assertThat(Tapes.read(file)).hasSize(20);
    Files.write(file, Arrays.copyOf(Arrays.copyOf(whole, whole.length - 21), whole.length + 500));
    try (Recording recording = Recording.open(file, List.of())) {
      assertThat(Tapes.rest(recording)).hasSize(20);
      assertThat(recording.torn().orElseThrow()).contains("never written").contains("are left out");
    }
  }

  @Test
  void damageBeforeTheLastBlockIsAnErrorWithItsPlace() throws Exception {
    try (RecordingWriter writer = RecordingWriter.create(file, groups)) {
      writer.write(scan(1));
      writer.flush();
      writer.write(scan(2));
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[ENTRIES_AT + Layout.BLOCK_HEAD + 3] ^= 4;
    Files.write(file, bytes);
    assertThatThrownBy(() -> Tapes.read(file))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("block at byte 10: is damaged");
  }

  @Test
  void everyFlippedBitIsNoticedOrHarmless() throws Exception {
    List<Scan> scans = scans(40);
    Tapes.write(file, groups, scans);
    List<String> said = scans.stream().map(Tapes::said).toList();
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at += 31) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      Files.write(file, flipped);
      try (Recording recording = Recording.open(file, List.of())) {
        List<String> read = Tapes.said(Tapes.rest(recording));
        assertThat(said.subList(0, read.size())).isEqualTo(read);
        assertThat(read.size() == said.size() || recording.torn().isPresent()).isTrue();
      } catch (RecordingException told) {
        assertThat(told).hasMessageContaining("one.sluicerec");
      }
    }
  }

  @Test
  void aBombIsRefusedBeforeItIsUnpacked() throws Exception {
    ByteBuffer bomb = ByteBuffer.allocate(ENTRIES_AT + Layout.BLOCK_HEAD);
    bomb.put(Layout.MAGIC).put(Layout.GROUPS).putInt(100).putInt(Integer.MAX_VALUE).putInt(0);
    Files.write(file, bomb.array());
    assertThatThrownBy(() -> Tapes.read(file))
        .hasMessageContaining("block at byte 10: says that it has 100 bytes, 2147483647 unpacked");
  }

  @Test
  void aBlockThatLiesAboutItsLengthIsRefused() throws Exception {
    Packer groupsOf = new Packer();
    GroupsCodec.write(groups, groupsOf);
    for (int lie : new int[] {-1, 1}) {
      Files.write(file, block(groupsOf, groupsOf.size() + lie));
      assertThatThrownBy(() -> Tapes.read(file)).hasMessageContaining("unpacks to another length");
    }
  }

  @Test
  void countsThatCannotBeAreRefusedWithTheirPlace() throws Exception {
    Packer lying = new Packer();
    lying.count(1L << 40);
    Files.write(file, block(lying, lying.size()));
    assertThatThrownBy(() -> Tapes.read(file))
        .hasMessageContaining("block at byte 10, 6 bytes into it: says 1099511627776 groups");
  }

  @Test
  void whatIsNoRecordingIsToldSo() throws Exception {
    Files.writeString(file, "time,a\n");
    assertThatThrownBy(() -> Tapes.read(file)).hasMessageContaining("is no recording");
    byte[] newer = Layout.MAGIC.clone();
    newer[newer.length - 1] = 9;
    Files.write(file, newer);
    assertThatThrownBy(() -> Tapes.read(file)).hasMessageContaining("format version 9");
    Files.write(file, Layout.MAGIC);
    assertThatThrownBy(() -> Tapes.read(file)).hasMessageContaining("has no list of groups");
    Files.delete(file);
    assertThatThrownBy(() -> Tapes.read(file)).hasMessageEndingWith("is not there");
  }

  @Test
  void anExistingFileIsNotOverwritten() throws Exception {
    Files.writeString(file, "mine");
    assertThatThrownBy(() -> RecordingWriter.create(file, groups)).isInstanceOf(IOException.class);
    assertThat(Files.readString(file)).isEqualTo("mine");
  }

  @Test
  void aTimeBeyondOpcUaIsRecordedAllTheSame() throws Exception {
    Instant far = Instant.parse("+1000000000-01-01T00:00:00Z");
    Scan scan = new Scan.Builder(groups.get(0), 1, far, Long.MIN_VALUE).build();
    Tapes.write(file, groups, List.of(scan));
    assertThat(Tapes.said(Tapes.read(file))).containsExactly(Tapes.said(scan));
  }

  @Test
  void aSteadyPlantTakesFewBytes() throws Exception {
    List<Scan> scans = new ArrayList<>();
    Random random = new Random(3);
    TagGroup plant = new TagGroup("plc", "fast", Duration.ofMillis(100), numbers(50));
    for (int i = 1; i <= 600; i++) {
      Scan.Builder scan =
          new Scan.Builder(plant, i, Tapes.BEGIN.plusMillis(i * 100L), i * 100_000_000L);
      for (int tag = 0; tag < 50; tag++) {
        scan.number(tag, Math.round(200 + 5 * random.nextGaussian()) * 0.1, 0, 100L * i);
      }
      scans.add(scan.build());
    }
    Tapes.write(file, List.of(plant), scans);
    assertThat(Files.size(file) / 30_000.0).as("bytes a sample").isLessThan(4);
  }

  private static List<Tag> numbers(int count) {
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tags.add(Tapes.tag("t" + i, DataType.FLOAT64));
    }
    return tags;
  }

  private byte[] block(Packer content, int plain) {
    Deflater deflater = new Deflater();
    deflater.setInput(content.bytes(), 0, content.size());
    deflater.finish();
    byte[] packed = new byte[content.size() + 100];
    int size = deflater.deflate(packed);
    deflater.end();
    ByteBuffer all = ByteBuffer.allocate(ENTRIES_AT + Layout.BLOCK_HEAD + size);
    all.put(Layout.MAGIC).put(Layout.GROUPS).putInt(size).putInt(plain);
    all.putInt(Layout.crc(Layout.GROUPS, size, plain, packed, size)).put(packed, 0, size);
    return all.array();
  }

  private List<Scan> scans(int count) {
    Random random = new Random(5);
    List<Scan> scans = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      scans.add(Tapes.anyScan(groups.get(i % 2), i, random));
    }
    return scans;
  }

  private Scan scan(long sequence) {
    return Tapes.anyScan(groups.get(0), sequence, new Random(sequence));
  }
}
