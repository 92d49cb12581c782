package io.sluice.connectors.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Access;
import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Heard;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.VirtualClock;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.link.Backoff;
import io.sluice.connectors.link.Feed;
import io.sluice.connectors.link.Link;
import io.sluice.connectors.link.Sending;
import io.sluice.connectors.link.Session;
import io.sluice.connectors.link.SessionOwner;
import io.sluice.connectors.link.SteppedSupervisor;
import io.sluice.connectors.link.Supervisor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A device whose connection breaks when one of its tags is read, on virtual time. */
class KillerTagTest {
  private static final int TAGS = 64;

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final PlantClock.Loop loop = clock.loop("killer");
  private final Heard heard = new Heard();
  private final Set<Integer> killers = new TreeSet<>();
  private final List<Block> asked = new ArrayList<>();
  private int opened;
  private int underWay;
  private int mostAtOnce;
  private boolean dead;
  private Duration roundTrip = Duration.ofMillis(2);
  private Duration every = Duration.ofMillis(100);

  @Test
  void theKillerIsFoundInAsManyConnectionsAsItsBlockCanBeHalved() {
    killers.add(37);
    Supervisor connector = start(1);
    letPass(Duration.ofMinutes(1));

    assertThat(opened).as("64 = 2^6, once for the block, once more to be sure").isBetween(7, 11);
    Scan scan = last();
    assertThat(new StatusCode(scan.status(37))).isEqualTo(StatusCode.BAD_NODE_ID_UNKNOWN);
    assertThat(IntStream.range(0, TAGS).filter(tag -> tag != 37)).allMatch(scan::hasValue);
    assertThat(connector.status().state()).isEqualTo(ConnectionState.DEGRADED);
    assertThat(connector.status().lastError())
        .contains("tag-37 is Bad_NodeIdUnknown: reading it breaks the connection");
  }

  @Test
  void severalKillersAreAllFoundAndTheGoodTagsKeepTheirRate() {
    killers.addAll(Set.of(0, 1, 31, 63));
    start(1);
    letPass(Duration.ofMinutes(4));
    heard.forget();
    int before = opened;
    letPass(Duration.ofSeconds(60));

    assertThat(IntStream.range(0, TAGS).filter(tag -> !killers.contains(tag)))
        .allMatch(last()::hasValue);
    assertThat(goodScans()).isGreaterThan(500);
    assertThat(opened - before).isLessThan(6);
  }

  @Test
  void aKillerIsTriedAgainMoreAndMoreRarely() {
    killers.add(5);
    start(1);
    letPass(Duration.ofHours(1));
    int before = opened;
    letPass(Duration.ofHours(2));

    assertThat(opened - before).as("once in ten minutes").isBetween(11, 13);
    killers.clear();
    letPass(Duration.ofMinutes(11));
    assertThat(last().hasValue(5)).isTrue();
  }

  @Test
  void aKillerAmongPipelinedRequestsIsReadAloneUntilItIsFound() {
    killers.add(200);
    roundTrip = Duration.ofMillis(5);
    start(8, 256, 16);
    letPass(Duration.ofMinutes(1));

    assertThat(mostAtOnce).isEqualTo(8);
    assertThat(new StatusCode(last().status(200))).isEqualTo(StatusCode.BAD_NODE_ID_UNKNOWN);
    assertThat(IntStream.range(0, 256).filter(tag -> tag != 200)).allMatch(last()::hasValue);
    assertThat(opened).isLessThan(12);
  }

  @Test
  void anOutageOfThePeerQuarantinesNobody() {
    start(1);
    for (int cut = 0; cut < 50; cut++) {
      letPass(Duration.ofMillis(3_030 + 7 * cut));
      dead = true;
      letPass(Duration.ofSeconds(20));
      dead = false;
      letPass(Duration.ofSeconds(10));

      Scan scan = last();
      assertThat(IntStream.range(0, TAGS)).allMatch(scan::hasValue);
    }
    heard.forget();
    asked.clear();
    letPass(Duration.ofSeconds(1));
    assertThat(asked).as("one request a scan, as before").allMatch(one -> one.tags() == TAGS);
  }

  @Test
  void afterALongOutageTheFirstScanTakesFewRequestsMore() {
    start(1);
    letPass(Duration.ofSeconds(1));
    dead = true;
    letPass(Duration.ofHours(2));
    dead = false;
    heard.forget();
    asked.clear();
    letPass(Duration.ofSeconds(5));

    assertThat(goodScans()).isPositive();
    assertThat(asked.stream().filter(one -> one.tags() < TAGS).count()).isLessThan(40);
  }

  @Test
  void aPeerThatDiesBetweenRareScansIsNoticedWithinSeconds() {
    every = Duration.ofHours(1);
    Supervisor connector = start(1);
    letPass(Duration.ofMinutes(5));
    assertThat(connector.status().state()).isEqualTo(ConnectionState.ONLINE);
    dead = true;
    letPass(Duration.ofSeconds(12));

    assertThat(connector.status().state()).isNotEqualTo(ConnectionState.ONLINE);
    assertThat(heard.scans()).as("one read, one that says it is gone").hasSize(2);
  }

  private void letPass(Duration time) {
    for (long left = time.toMillis(); left > 0; left -= 1_000) {
      clock.advance(Duration.ofMillis(Math.min(left, 1_000)));
    }
  }

  private Scan last() {
    List<Scan> scans = heard.scans();
    return scans.get(scans.size() - 1);
  }

  private long goodScans() {
    return heard.scans().stream().filter(scan -> scan.hasValue(2)).count();
  }

  private Supervisor start(int inFlight) {
    return start(inFlight, TAGS, TAGS);
  }

  private Supervisor start(int inFlight, int tags, int perRequest) {
    List<Tag> all = IntStream.range(0, tags).mapToObj(KillerTagTest::tag).toList();
    List<Feed> feeds = List.of(new Feed(new TagGroup("killer", "fast", every, all), clock));
    Device device = new Device(feeds, inFlight, perRequest);
    Supervisor supervisor =
        SteppedSupervisor.of(
            new Supervisor.Settings(
                "killer", "fake", "nowhere", Duration.ofSeconds(3), Backoff.of("killer")),
            feeds,
            device,
            clock,
            loop);
    supervisor.start(heard);
    return supervisor;
  }

  private static Tag tag(int index) {
    return new Tag(
        "tag-" + index,
        "fast",
        "a",
        DataType.INT16,
        "",
        -1e9,
        1e9,
        1,
        0,
        0,
        Access.READ,
        TagClass.PROCESS,
        "");
  }

  /** Answers after the round trip; closes the connection where a killer is among what is asked. */
  private final class Device implements Link {
    private final List<GroupPlan> groups;
    private final int inFlight;

    Device(List<Feed> feeds, int inFlight, int perRequest) {
      this.groups = GroupPlan.of(feeds, group -> Place.named(group.tags().size(), perRequest));
      this.inFlight = inFlight;
    }

    @Override
    public Session open(SessionOwner owner) throws Exception {
      opened++;
      underWay = 0;
      Probe probe = Probe.next(groups).orElseThrow();
      if (dead || kills(probe.block())) {
        probe
            .group()
            .plan()
            .broke(probe.block(), StatusCode.BAD_NODE_ID_UNKNOWN, false, clock.nanoTime());
        throw new IOException("reset");
      }
      probe.group().plan().cleared(probe.block());
      return new FakeSession(owner, this);
    }
  }

  private boolean kills(Block block) {
    return killers.stream().anyMatch(block::contains);
  }

  private final class FakeSession implements Session, BlockReader<Block> {
    private final Polling polling;
    private boolean broken;

    FakeSession(SessionOwner owner, Device device) {
      Turns.Limits limits = new Turns.Limits(device.inFlight, Duration.ZERO, Duration.ofSeconds(2));
      Turns turns = new Turns(loop, limits, why -> owner.lost("broken"));
      turns.prove();
      Polling.Parts parts = new Polling.Parts(device.groups, group -> this, turns, () -> null);
      this.polling = new Polling(parts, owner, clock, loop);
    }

    @Override
    public CompletionStage<Block> send(Block block) {
      asked.add(block);
      underWay++;
      mostAtOnce = Math.max(mostAtOnce, underWay);
      CompletableFuture<Block> answer = new CompletableFuture<>();
      loop.schedule(roundTrip, () -> reply(block, answer));
      return answer;
    }

    private void reply(Block block, CompletableFuture<Block> answer) {
      underWay--;
      broken |= dead || kills(block);
      if (broken) {
        answer.completeExceptionally(new IOException("reset"));
      } else {
        answer.complete(block);
      }
    }

    @Override
    public Outcome take(Block block, Block answer, ScanBuffer into, long time) {
      for (int i = 0; i < block.tags(); i++) {
        into.good(block.tag(i), block.tag(i), time);
      }
      return new Outcome.Answered();
    }

    @Override
    public StatusCode deadly(Throwable why) {
      return StatusCode.BAD_NODE_ID_UNKNOWN;
    }

    @Override
    public void begin() {
      polling.begin();
    }

    @Override
    public CompletionStage<Scan> read(TagGroup tags) {
      return polling.read(tags, Place.named(tags.tags().size(), TAGS));
    }

    @Override
    public CompletionStage<Sending> send(WriteRequest request) {
      return CompletableFuture.completedFuture(new Sending.Accepted());
    }

    @Override
    public void end() {
      polling.end(new IOException("given up"));
    }

    @Override
    public void close() {}
  }
}
