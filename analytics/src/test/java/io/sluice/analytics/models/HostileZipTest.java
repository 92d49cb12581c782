package io.sluice.analytics.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A model file is read in one way only, and nothing in it is more than it seems. */
class HostileZipTest extends HostileModels {
  @Test
  @Tag("attack-66")
  void aNameThatLeadsOutOfTheFolderIsRefused() throws Exception {
    for (String name :
        List.of(
            "../../../etc/cron.d/x",
            "/etc/passwd",
            "C:\\x",
            "modes/../../x",
            "modes/00/../card.json",
            "modes/00/",
            "Evil.class",
            "a\u001b[2J",
            "card.json\0",
            "CARD.JSON")) {
      refused(with(name, new byte[1]), "has an entry that has no place in a model file");
    }
    assertThat(folder.resolve("ours")).isDirectoryNotContaining("regex:.*x");
  }

  @Test
  @Tag("attack-66")
  void aLinkIsRefusedWhereverItPoints() throws Exception {
    byte[] bytes = pack(1, model);
    int central = directory(bytes);
    // The upper half of the external attributes holds the mode of Unix: a symbolic link.
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(central + 38, 0120777 << 16);
    refused(bytes, "is a link or has other attributes");
  }

  @Test
  @Tag("attack-66")
  void whatIsPackedIsRefusedUnpacked() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(stored("manifest.txt", new byte[4]));
      zip.write(new byte[4]);
      zip.putNextEntry(new ZipEntry("numbers.bin"));
      zip.write(new byte[200 << 20]);
    }
    assertThat(bytes.size()).isLessThan(1 << 20);
    refused(bytes.toByteArray(), "is packed; in a model file all are stored");
  }

  @Test
  @Tag("attack-66")
  void entriesThatShareTheirBytesAreRefused() throws Exception {
    byte[] bytes = pack(1, model);
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int second = directory(bytes) + 46 + "manifest.txt".length();
    all.putInt(second + 42, 0);
    refused(bytes, "is out of the ordinary");
  }

  @Test
  @Tag("attack-66")
  void aHundredThousandEntriesAreRefusedUncounted() throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("manifest.txt", new byte[1]);
    for (int i = 0; i < 100_000; i++) {
      entries.put("modes/" + i + "/card.json", new byte[0]);
    }
    refused(StoredZip.write(entries), "entries, allowed are 197");
    Map<String, byte[]> fewer = new LinkedHashMap<>(entries);
    fewer.keySet().removeIf(name -> name.length() > 19);
    refused(StoredZip.write(fewer), "entries, allowed are");
  }

  @Test
  @Tag("attack-66")
  void anEntryThatIsThereTwiceIsRefused() throws Exception {
    Map<String, byte[]> entries = entries(pack(1, model));
    entries.put("modes/00/card.json", new byte[1]);
    entries.put("modes/01/card.json", new byte[1]);
    byte[] doubled =
        new String(StoredZip.write(entries), StandardCharsets.ISO_8859_1)
            .replace("modes/01/card.json", "modes/00/card.json")
            .getBytes(StandardCharsets.ISO_8859_1);
    refused(doubled, "has the entry modes/00/card.json twice");
  }

  @Test
  @Tag("attack-66")
  void aFileOfTooManyBytesIsRefusedUnread() throws Exception {
    try (var channel =
        Files.newByteChannel(
            file,
            java.nio.file.StandardOpenOption.CREATE,
            java.nio.file.StandardOpenOption.WRITE)) {
      channel.position(ModelStore.MAX_BYTES);
      channel.write(ByteBuffer.allocate(1));
    }
    refused("is larger than 67108864 bytes");
    file = folder;
    refused("is not a file");
    file = folder.resolve("nowhere");
    refused("is not there");
  }

  @Test
  @Tag("attack-66")
  void aManifestThatIsNoneIsRefused() throws Exception {
    for (String manifest :
        List.of(
            "",
            "sluice model 2\n",
            "sluice model 2\ndetector ../x\nversion 1\ncard.json " + "0".repeat(64) + "\n",
            "sluice model 2\ndetector pump\nversion 0\ncard.json " + "0".repeat(64) + "\n",
            "sluice model 2\ndetector pump\nversion 1\n" + "a".repeat(70_000))) {
      byte[] bytes = manifest.getBytes(StandardCharsets.UTF_8);
      refused(
          StoredZip.write(ordered(bytes, maker.keys().sign(bytes), content(model))),
          "has a manifest");
    }
    byte[] newer =
        ("sluice model 3\ndetector pump\nversion 1\ncard.json " + "0".repeat(64) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    refused(
        StoredZip.write(ordered(newer, maker.keys().sign(newer), content(model))),
        "has format 3, this version reads formats 1 and 2");
  }
}
