package io.sluice.gateway.setpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {
  private static final Instant TIME = Instant.parse("2026-11-20T08:00:00Z");

  private final Path folder;

  AuditFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aSoundChainIsSound() throws IOException {
    write(20);

    assertThat(AuditVerifier.verify(folder)).isEqualTo(new AuditVerifier.Report.Sound(20, 1, 20));
  }

  @Test
  void theChainGoesOnAfterARestart() throws IOException {
    write(3);
    write(3);

    assertThat(AuditVerifier.verify(folder)).isEqualTo(new AuditVerifier.Report.Sound(6, 1, 6));
  }

  @Test
  void anAlteredLineIsNamed() throws IOException {
    write(9);
    List<String> lines = lines();
    lines.set(4, lines.get(4).replace("1104", "1204"));

    assertBroken(lines, 5, "its text does not match its hash");
  }

  @Test
  void aDeletedLineIsNamed() throws IOException {
    write(9);
    List<String> lines = lines();
    lines.remove(4);

    assertBroken(lines, 5, "it is number 6 and does not follow number 4");
  }

  @Test
  void movedLinesAreNamed() throws IOException {
    write(9);
    List<String> lines = lines();
    Collections.swap(lines, 4, 5);

    assertBroken(lines, 5, "it is number 6 and does not follow number 4");
  }

  @Test
  void aRepeatedLineIsNamed() throws IOException {
    write(9);
    List<String> lines = lines();
    lines.add(5, lines.get(4));

    assertBroken(lines, 6, "it is number 5 and does not follow number 5");
  }

  @Test
  void missingLinesAtTheEndAreNoticed() throws IOException {
    write(9);

    assertBroken(lines().subList(0, 7), 8, "lines are missing at the end");
  }

  @Test
  void foreignTextIsNamed() throws IOException {
    write(2);
    List<String> lines = lines();
    lines.add("hello");

    assertBroken(lines, 3, "it is not an audit line");
  }

  @Test
  void aTornLastLineIsCutOffAndTheChainGoesOn() throws IOException {
    write(5);
    Files.writeString(newest(), "{\"seq\":6,\"pre", StandardOpenOption.APPEND);
    write(2);

    assertThat(AuditVerifier.verify(folder)).isEqualTo(new AuditVerifier.Report.Sound(7, 1, 7));
  }

  @Test
  void aDamagedLastLineIsNotContinued() throws IOException {
    write(2);
    Files.writeString(newest(), "hello\n", StandardOpenOption.APPEND);

    assertThatThrownBy(() -> AuditFile.open(folder, 4096, 3))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the last line cannot be continued");
  }

  @Test
  void filesAreRotatedAndTheChainGoesThroughThem() throws IOException {
    write(200);

    List<Path> files = AuditFiles.list(folder);
    assertThat(files).hasSize(3);
    assertThat(AuditVerifier.verify(folder))
        .isInstanceOfSatisfying(
            AuditVerifier.Report.Sound.class,
            sound -> {
              assertThat(sound.last()).isEqualTo(200);
              assertThat(sound.first()).isGreaterThan(1);
            });
    for (Path file : files) {
      assertThat(Files.size(file)).isLessThan(4096 + 1024);
    }
  }

  @Test
  void writesAreCountedAcrossARestart() throws IOException {
    try (AuditFile audit = AuditFile.open(folder, 100_000, 3)) {
      audit.append(new AuditEntry(TIME, "a", new AuditEntry.Intent(1170, 1100, "r")));
      audit.append(
          new AuditEntry(
              TIME.plusSeconds(60), "a", new AuditEntry.Intent(1100, 1000, "\"kind\":\"x\"")));
      audit.append(new AuditEntry(TIME, "b", new AuditEntry.Intent(1170, 1100, "r")));
    }
    try (AuditFile audit = AuditFile.open(folder, 100_000, 3)) {
      assertThat(audit.writesSince("a", TIME)).containsExactly(TIME, TIME.plusSeconds(60));
      assertThat(audit.writesSince("a", TIME.plusSeconds(1))).hasSize(1);
      assertThat(audit.writesSince("c", TIME)).isEmpty();
    }
  }

  @Test
  void aVerdictLineTellsAllOfIt() throws IOException {
    Bench bench = Bench.released(Examples.options(SetpointMode.CLOSED));
    bench.asked(900);
    try (AuditFile audit = AuditFile.open(folder, 100_000, 3)) {
      for (AuditEntry entry : bench.audit.entries) {
        audit.append(entry);
      }
    }

    String verdict = lines().get(lines().size() - 1);
    assertThat(verdict)
        .contains("\"setpoint\":\"pump-1-speed\",\"kind\":\"verdict\"")
        .contains("\"route\":\"pump-1-watch\",\"why\":\"cavitation\",\"asked\":900.0")
        .contains("\"decision\":\"clamp\",\"guard\":\"max-step\"")
        .contains("\"old\":1170.0,\"new\":1070.0,\"attempts\":1")
        .contains("\"result\":\"confirmed\",\"readBack\":1070.0,\"phase\":\"CLOSED\"")
        .contains("\"person\":\"Ada\"")
        .contains("\"exchanger/pressure\":{\"value\":4.2,\"status\":\"Good\",\"ageMs\":");
  }

  private void write(int lines) throws IOException {
    try (AuditFile audit = AuditFile.open(folder, 4096, 3)) {
      for (int i = 0; i < lines; i++) {
        audit.append(
            new AuditEntry(
                TIME.plus(Duration.ofSeconds(i)),
                "pump-1-speed",
                new AuditEntry.Intent(1170, 1100 + i, "pump-1-watch")));
      }
    }
  }

  private Path newest() throws IOException {
    List<Path> files = AuditFiles.list(folder);
    return files.get(files.size() - 1);
  }

  private List<String> lines() throws IOException {
    return new ArrayList<>(Files.readAllLines(newest(), StandardCharsets.UTF_8));
  }

  private void assertBroken(List<String> lines, long line, String sentence) throws IOException {
    Files.write(newest(), lines);

    assertThat(AuditVerifier.verify(folder))
        .isInstanceOfSatisfying(
            AuditVerifier.Report.Broken.class,
            broken -> {
              assertThat(broken.line()).isEqualTo(line);
              assertThat(broken.sentence()).contains(sentence);
              assertThat(broken.file()).isEqualTo("audit-000001.jsonl");
            });
  }
}
