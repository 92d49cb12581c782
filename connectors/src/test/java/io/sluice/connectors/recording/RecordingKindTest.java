package io.sluice.connectors.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Access;
import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.ConnectionStatus;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.TagProblem;
import io.sluice.connectors.UtcTime;
import io.sluice.connectors.VirtualClock;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingKindTest implements Connector.Listener {
  private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

  private final Path file;
  private final VirtualClock clock = new VirtualClock(NOW);
  private final RecordingKind kind = new RecordingKind();
  private final List<Tag> tags =
      List.of(tag("pump/flow", "fast", "flow"), tag("pump/level", "slow", "level"));
  private final List<Scan> heard = new ArrayList<>();
  private final List<ConnectionState> states = new ArrayList<>();

  RecordingKindTest(@TempDir Path folder) throws IOException {
    file = folder.resolve("pump.csv");
    Files.writeString(
        file,
        """
        time,flow,level
        2026-11-20T06:00:00Z,200,3
        2026-11-20T06:00:00.1Z,201,
        2026-11-20T06:00:00.2Z,202,4
        """);
  }

  @Test
  void itPlaysAtTheRecordedSpacingAsIfReadNow() throws Exception {
    Connector connector = started(Player.Repeat.ONCE);
    clock.advance(Duration.ofMillis(150));
    assertThat(heard)
        .extracting(scan -> scan.group().name())
        .containsExactly("fast", "slow", "fast");
    Scan second = heard.get(2);
    assertThat(second.value(0)).isEqualTo(201);
    assertThat(second.sequence()).isEqualTo(2);
    assertThat(second.readTime()).isEqualTo(NOW.plusMillis(100));
    assertThat(second.readNanos()).isEqualTo(100_000_000);
    assertThat(UtcTime.toInstant(second.sourceTime(0))).isEqualTo(NOW.plusMillis(100));
    assertThat(connector.status().scans()).isEqualTo(3);
    assertThat(connector.status().state()).isEqualTo(ConnectionState.ONLINE);
  }

  @Test
  void atItsEndAllTagsTurnBadAndItSaysSo() throws Exception {
    Connector connector = started(Player.Repeat.ONCE);
    clock.advance(Duration.ofSeconds(1));
    List<Scan> last = heard.subList(heard.size() - 2, heard.size());
    assertThat(last).allMatch(scan -> scan.status(0) == StatusCode.BAD_NO_COMMUNICATION.code());
    assertThat(last.get(0).sequence()).isEqualTo(4);
    assertThat(connector.status().lastError()).isEqualTo("the recording is at its end");
    assertThat(states)
        .containsExactly(
            ConnectionState.CONNECTING, ConnectionState.ONLINE, ConnectionState.OFFLINE);
  }

  @Test
  void forEverBeginsAgainAndGoesOnCounting() throws Exception {
    started(Player.Repeat.FOREVER);
    clock.advance(Duration.ofSeconds(3));
    List<Scan> fast = heard.stream().filter(scan -> scan.group().name().equals("fast")).toList();
    assertThat(fast).hasSizeBetween(29, 31);
    assertThat(fast.get(fast.size() - 1).sequence()).isEqualTo(fast.size());
    assertThat(fast.get(3).value(0)).isEqualTo(200);
  }

  @Test
  void aReadAnswersWithWhatWasRecordedLastAndSaysWhenThatIsLongAgo() throws Exception {
    Connector connector = started(Player.Repeat.ONCE);
    clock.advance(Duration.ofMillis(150));
    assertThat(read(connector).value(0)).isEqualTo(201);
    assertThat(read(connector).value(1)).isEqualTo(3);
    clock.advance(Duration.ofSeconds(10));
    assertThat(read(connector).status(0)).isEqualTo(StatusCode.BAD_NOT_CONNECTED.code());
  }

  @Test
  void aWriteIsRefusedPlainly() throws Exception {
    Connector connector = started(Player.Repeat.ONCE);
    var answer =
        connector.write(new WriteRequest(tags.get(0), 1, 1_000_000_000, Duration.ofSeconds(1), 1));
    clock.settle();
    assertThat(answer.toCompletableFuture().join())
        .isEqualTo(
            new WriteResult.Failed(
                StatusCode.BAD_NOT_WRITABLE,
                false,
                "plc is a recording: nobody can write the past"));
  }

  @Test
  void aFileThatIsNotThereOrDamagedIsAState() throws Exception {
    Files.writeString(file, "time,flow,level\n1,2,3\n2,x,3\n");
    Connector damaged = started(Player.Repeat.FOREVER);
    clock.advance(Duration.ofSeconds(5));
    assertThat(damaged.status().lastError()).contains("pump.csv:3: column flow is \"x\"");
    assertThat(heard.get(heard.size() - 1).status(0)).isNegative();
    Files.delete(file);
    Connector gone = started(Player.Repeat.ONCE);
    clock.advance(Duration.ofSeconds(5));
    assertThat(gone.status().lastError()).endsWith("is not there");
    damaged.close();
    gone.close();
    clock.settle();
  }

  @Test
  void theCheckTellsTagsThatWereNotRecordedAndGroupsThatAreNotThere() {
    List<Tag> wrong =
        List.of(tag("pump/flow", "fast", "flo"), tag("pump/level", "slowly", "level"));
    assertThat(kind.check(options(Player.Repeat.ONCE), wrong))
        .extracting(TagProblem::field, TagProblem::message)
        .satisfiesExactly(
            group -> assertThat(group.toString()).contains("group", "slowly"),
            address -> assertThat(address.toString()).contains("address", "\"flo\"", "flow"));
    assertThat(kind.check(options(Player.Repeat.ONCE), tags)).isEmpty();
  }

  @Override
  public void onScan(Scan scan) {
    heard.add(scan);
  }

  @Override
  public void onState(ConnectionStatus status) {
    states.add(status.state());
  }

  private Scan read(Connector connector) {
    var answer = connector.read(tags);
    clock.settle();
    return answer.toCompletableFuture().join();
  }

  private Connector started(Player.Repeat repeat) {
    Connector connector = kind.create("plc", options(repeat), tags, clock);
    connector.start(this);
    return connector;
  }

  private RecordingOptions options(Player.Repeat repeat) {
    return new RecordingOptions(
        file.toString(),
        repeat,
        Map.of(
            "fast", new RecordingOptions.PlayedGroup(Duration.ofMillis(100)),
            "slow", new RecordingOptions.PlayedGroup(Duration.ofSeconds(1))));
  }

  private static Tag tag(String name, String group, String address) {
    return new Tag(
        name,
        group,
        address,
        DataType.FLOAT64,
        "l/min",
        0,
        400,
        1,
        0,
        0,
        Access.WRITE,
        TagClass.PROCESS,
        "");
  }
}
