package io.sluice.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.simulator.cloud.CloudReport;
import io.sluice.simulator.cloud.VirtualCloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills {@code sluice run} with SIGKILL at any moment, again and again: every record it had
 * acknowledged arrives. A record counts as acknowledged when the step behind {@code spool:} prints
 * it, for a route goes on once its records are on disk.
 */
class KillTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern RECORD =
      Pattern.compile("OutRecord\\[stream=([^,]+), kind=([^,]+), time=([^,]+), body=");

  private final SplittableRandom dice = new SplittableRandom(20261120);
  private final Set<String> acknowledged = new HashSet<>();
  private final Set<String> received = ConcurrentHashMap.newKeySet();
  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private final AtomicLong arrivals = new AtomicLong();
  private volatile LongConsumer arrived = arrival -> {};
  private Site site;
  private int child;

  @BeforeEach
  void plantAndCloud(@TempDir Path directory) throws Exception {
    site = Site.open(directory);
    site.addBusyAsset();
    for (String route : List.of("pump-1", "exchanger-1", "busy")) {
      site.edit(
          route + ".camel.yaml",
          "- to: spool:cloud",
          "- to: spool:cloud\n        - to: log:acknowledged");
    }
    site.cloud().watch(this::received);
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void twoKillsLoseNothingAcknowledged() throws Exception {
    campaign(2);
  }

  @Tag("soak")
  @Test
  void twentyKillsLoseNothingAcknowledged() throws Exception {
    campaign(20);
  }

  private void campaign(int kills) throws Exception {
    for (int kill = 0; kill < kills; kill++) {
      lifeAndDeath(kill);
    }
    long appended = lastLife();
    // The watcher hears of a record a moment before or after the ledger has it.
    Await.until(
        "the ledger and the watcher to agree",
        Duration.ofSeconds(10),
        () -> site.cloud().report().received() == ids.size());
    CloudReport cloud = site.cloud().report();
    new Invariants(site).checkOutside();
    assertThat(received).as("acknowledged").containsAll(acknowledged);
    assertThat(cloud.declaredGaps()).isZero();
    assertThat(cloud.received()).isEqualTo(ids.size()).isGreaterThanOrEqualTo(appended);
    assertThat(acknowledged.size()).isGreaterThan(kills * 20);
    System.out.printf(
        "kills %d, acknowledged %d, received %d, duplicates marked %d, lost 0%n",
        kills, acknowledged.size(), cloud.received(), cloud.duplicatesMarked());
  }

  /**
   * One life in two builds a backlog and is killed as it writes; the others are killed as they
   * deliver, while the cloud holds a record that it has not acknowledged yet.
   */
  private void lifeAndDeath(int kill) throws Exception {
    boolean delivering = kill % 2 == 1;
    if (delivering) {
      site.cloud().linkUp();
    } else {
      site.cloud().linkDown();
    }
    try (Child life = start()) {
      if (delivering) {
        long last = arrivals.get() + 1 + dice.nextInt(150);
        arrived = arrival -> strikeAt(last, arrival, life);
        Await.until("a kill", Duration.ofSeconds(60), () -> !life.alive());
        arrived = arrival -> {};
      } else {
        Await.until(
            "an acknowledged record",
            Duration.ofSeconds(60),
            () -> RECORD.matcher(life.printed()).find());
        Await.pass(Duration.ofMillis(300 + dice.nextInt(1_700)));
      }
      life.kill();
      hear(life);
    }
  }

  private static void strikeAt(long last, long arrival, Child life) {
    if (arrival == last) {
      life.strike();
    }
  }

  private long lastLife() throws Exception {
    site.cloud().linkUp();
    try (Child life = start().runs()) {
      Await.until(
          "everything acknowledged to arrive",
          Duration.ofSeconds(30),
          () -> received.containsAll(acknowledged));
      long appended = life.spool("appended");
      Await.until(
          "the rest to arrive", Duration.ofSeconds(30), () -> life.spool("delivered") >= appended);
      life.terminate();
      return appended;
    }
  }

  private Child start() throws IOException {
    return new Child(
        site,
        ++child,
        "-Dorg.slf4j.simpleLogger.logFile=System.out",
        "-Dorg.slf4j.simpleLogger.log.acknowledged=info");
  }

  private void hear(Child life) {
    Matcher matcher = RECORD.matcher(life.printed());
    while (matcher.find()) {
      acknowledged.add(matcher.group(1) + " " + matcher.group(2) + " " + matcher.group(3));
    }
  }

  private void received(VirtualCloud.Received publish) {
    arrived.accept(arrivals.incrementAndGet());
    try {
      JsonNode json = JSON.readTree(publish.payload());
      ids.add(json.path("id").asText());
      // What a route prints has no number; a partial summary may share its time with the last whole
      // one.
      received.add(
          json.path("stream").asText()
              + " "
              + json.path("kind").asText()
              + " "
              + json.path("time").asText());
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }
}
