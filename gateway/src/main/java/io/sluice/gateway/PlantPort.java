package io.sluice.gateway;

import io.sluice.connectors.Connector;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.UtcTime;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import io.sluice.gateway.setpoints.Port;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The setpoints' way to the devices: each tag through its own connector, a read of several
 * connections as one scan. Thread-safe; completes on the connectors' loops.
 */
final class PlantPort implements Port {
  private static final Duration ANY = Duration.ofSeconds(1);

  private final Map<String, Connector> byTag = new HashMap<>();
  private final PlantClock clock;

  /**
   * @param reached names of the tags that it is for; it holds on to no other connector than theirs
   */
  PlantPort(Iterable<Connector> connectors, Set<String> reached, PlantClock clock) {
    this.clock = clock;
    for (Connector connector : connectors) {
      for (TagGroup group : connector.groups()) {
        group.tags().stream()
            .filter(tag -> reached.contains(tag.name()))
            .forEach(tag -> byTag.put(tag.name(), connector));
      }
    }
  }

  @Override
  public CompletionStage<Scan> read(List<Tag> tags) {
    Map<Connector, List<Tag>> shares = new LinkedHashMap<>();
    for (Tag tag : tags) {
      shares.computeIfAbsent(connector(tag), one -> new ArrayList<>()).add(tag);
    }
    List<CompletableFuture<Scan>> reads = new ArrayList<>();
    shares.forEach((connector, share) -> reads.add(connector.read(share).toCompletableFuture()));
    return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
        .thenApply(all -> merged(tags, reads));
  }

  @Override
  public CompletionStage<WriteResult> write(WriteRequest request) {
    return connector(request.tag()).write(request);
  }

  private Connector connector(Tag tag) {
    Connector connector = byTag.get(tag.name());
    if (connector == null) {
      throw new IllegalArgumentException(tag.name() + " is on no connection");
    }
    return connector;
  }

  private Scan merged(List<Tag> tags, List<CompletableFuture<Scan>> reads) {
    TagGroup group = new TagGroup("", "read", ANY, tags);
    // The oldest read dates the whole: nothing in it may seem fresher than it is.
    long readNanos =
        reads.stream().mapToLong(read -> read.join().readNanos()).min().orElse(clock.nanoTime());
    Scan.Builder merged = new Scan.Builder(group, 1, clock.now(), readNanos);
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < tags.size(); i++) {
      places.put(tags.get(i).name(), i);
    }
    for (CompletableFuture<Scan> read : reads) {
      copy(read.join(), places, merged);
    }
    long now = UtcTime.ofInstant(clock.now());
    places.values().forEach(left -> merged.bad(left, StatusCode.BAD_NO_COMMUNICATION, now));
    return merged.build();
  }

  /** Moves the samples over; what stays in {@code places} was not answered. */
  private static void copy(Scan scan, Map<String, Integer> places, Scan.Builder into) {
    for (int i = 0; i < scan.size(); i++) {
      Integer place = places.remove(scan.tag(i).name());
      String text = scan.text(i);
      if (place == null) {
        continue;
      }
      if (scan.hasValue(i)) {
        into.number(place, scan.value(i), scan.status(i), scan.sourceTime(i));
      } else if (text != null) {
        into.text(place, text, scan.status(i), scan.sourceTime(i));
      } else {
        into.bad(place, new StatusCode(scan.status(i)), scan.sourceTime(i));
      }
    }
  }
}
