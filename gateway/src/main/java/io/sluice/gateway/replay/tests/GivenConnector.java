package io.sluice.gateway.replay.tests;

import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.ConnectionStatus;
import io.sluice.connectors.Connector;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.UtcTime;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a given plant, on a virtual clock: it scans each group at its interval, from
 * the start on, and answers reads after 1 ms and writes after 2 ms.
 */
final class GivenConnector implements Connector {
  private static final Duration READ = Duration.ofMillis(1);
  private static final Duration WRITE = Duration.ofMillis(2);
  private static final Duration ANY = Duration.ofSeconds(1);

  private final String name;
  private final List<TagGroup> groups;
  private final GivenSite site;
  private final PlantClock clock;
  private final PlantClock.Loop loop;
  private final List<Polled> polled = new ArrayList<>();
  private Instant since;
  private @Nullable Listener listener;
  private ConnectionState state = ConnectionState.OFFLINE;
  private @Nullable Instant lastGood;
  private long scans;
  private long samples;

  GivenConnector(String name, List<TagGroup> groups, PlantClock clock, GivenSite site) {
    this.name = name;
    this.groups = List.copyOf(groups);
    this.clock = clock;
    this.site = site;
    this.loop = clock.loop("given-" + name);
    this.since = clock.now();
    this.groups.forEach(group -> polled.add(new Polled(group)));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<TagGroup> groups() {
    return groups;
  }

  @Override
  public void start(Listener to) {
    listener = to;
    become(ConnectionState.ONLINE);
    polled.forEach(group -> loop.execute(group::scan));
  }

  @Override
  public CompletionStage<Scan> read(List<Tag> tags) {
    CompletableFuture<Scan> answer = new CompletableFuture<>();
    TagGroup group = new TagGroup(name, "read", ANY, tags);
    loop.schedule(READ, () -> answer.complete(new Polled(group).read()));
    return answer;
  }

  @Override
  public CompletionStage<WriteResult> write(WriteRequest request) {
    CompletableFuture<WriteResult> answer = new CompletableFuture<>();
    loop.schedule(WRITE, () -> answer.complete(written(request)));
    return answer;
  }

  @Override
  public ConnectionStatus status() {
    return new ConnectionStatus(
        name, "given", state, since, lastGood, null, scans, samples, 0, 0, 0);
  }

  @Override
  public void close() {
    become(ConnectionState.OFFLINE);
    loop.close();
  }

  private boolean reachable() {
    return site.reachable(name);
  }

  private WriteResult written(WriteRequest request) {
    if (!reachable()) {
      return new WriteResult.Failed(StatusCode.BAD_NOT_CONNECTED, false, "no answer");
    }
    if (clock.nanoTime() - request.notAfterNanos() > 0) {
      return new WriteResult.Expired();
    }
    site.advance();
    return request
        .permit()
        .use(() -> site.plant().write(request.tag(), request.value()))
        .map(
            refusal ->
                refusal
                    .<WriteResult>map(
                        why -> new WriteResult.Failed(StatusCode.BAD_OUT_OF_RANGE, true, why))
                    .orElseGet(() -> readBack(request)))
        .orElseGet(WriteResult.Expired::new);
  }

  private WriteResult readBack(WriteRequest request) {
    Scan shown = new Polled(new TagGroup(name, "read", ANY, List.of(request.tag()))).read();
    if (!shown.hasValue(0)) {
      return new WriteResult.Unconfirmed(new StatusCode(shown.status(0)));
    }
    double value = shown.value(0);
    return Math.abs(value - request.value()) <= request.tolerance()
        ? new WriteResult.Confirmed(value)
        : new WriteResult.Mismatch(value);
  }

  private void become(ConnectionState next) {
    if (state != next) {
      state = next;
      since = clock.now();
      Listener to = listener;
      if (to != null) {
        to.onState(status());
      }
    }
  }

  /** The link has gone: each group hears of it once, and of nothing until it is back. */
  private void lose() {
    if (state == ConnectionState.ONLINE) {
      polled.forEach(group -> deliver(group.bad()));
      become(ConnectionState.BACKOFF);
    }
  }

  private void deliver(Scan scan) {
    Listener to = listener;
    if (to != null) {
      scans++;
      samples += scan.size();
      to.onScan(scan);
    }
  }

  /** One group and what shows its tags. */
  private final class Polled {
    private final TagGroup group;
    private final GivenPlant.Instrument[] instruments;
    private long sequence;

    Polled(TagGroup group) {
      this.group = group;
      this.instruments =
          group.tags().stream().map(site.plant()::instrument).toArray(GivenPlant.Instrument[]::new);
    }

    void scan() {
      loop.schedule(group.interval(), this::scan);
      if (!reachable()) {
        lose();
        return;
      }
      become(ConnectionState.ONLINE);
      Scan scan = read();
      lastGood = scan.readTime();
      deliver(scan);
    }

    Scan read() {
      if (!reachable()) {
        return bad();
      }
      site.advance();
      Scan.Builder scan = begin();
      long time = UtcTime.ofInstant(clock.now());
      for (int tag = 0; tag < instruments.length; tag++) {
        instruments[tag].show(tag, scan, time);
      }
      return scan.build();
    }

    Scan bad() {
      Scan.Builder scan = begin();
      long time = UtcTime.ofInstant(clock.now());
      for (int tag = 0; tag < instruments.length; tag++) {
        scan.bad(tag, StatusCode.BAD_NOT_CONNECTED, time);
      }
      return scan.build();
    }

    private Scan.Builder begin() {
      return new Scan.Builder(group, ++sequence, clock.now(), clock.nanoTime());
    }
  }
}
