package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Connector;
import io.sluice.gateway.config.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Edits of one route in real time, half of them broken, while all others go on. */
class ChangeUnderLoadTest {
  private static final Logger log = LoggerFactory.getLogger(ChangeUnderLoadTest.class);
  private static final String EDITED = "p0-7";
  private static final Duration LONGEST_SWAP = Duration.ofMillis(200);

  private final Path folder;

  ChangeUnderLoadTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void noOtherRouteLosesAScan() throws Exception {
    edit(2, 12);
  }

  @Test
  @Tag("soak")
  void noneOfNinetyNineRoutesLosesAScanAtTwentyThousandSamplesASecond() throws Exception {
    edit(10, 50);
  }

  @Test
  void changesLeaveNoThreadAndNoFileBehind() throws Exception {
    change(20);
  }

  @Test
  @Tag("soak")
  void aHundredChangesLeaveNoThreadAndNoFileBehind() throws Exception {
    change(100);
  }

  private void change(int changes) throws Exception {
    try (LoadedSite site = new LoadedSite(folder, 1).start()) {
      for (int i = 0; i < 8; i++) {
        change(site, i);
      }
      long threads = threads();
      long files = files();
      for (int i = 8; i < 8 + changes; i++) {
        change(site, i);
      }
      assertThat(threads()).as("threads").isLessThanOrEqualTo(threads + 2);
      assertThat(files()).as("open files").isLessThanOrEqualTo(files + 2);
    }
  }

  private void edit(int plcs, int edits) throws Exception {
    List<Duration> swaps = new ArrayList<>();
    LoadedSite site = new LoadedSite(folder, plcs).start();
    double before = scans(site.parts());
    long begun = System.nanoTime();
    try (site) {
      for (int i = 0; i < edits; i++) {
        site.route(EDITED, i % 2 == 0 ? (2 + i) + " s" : "often");
        Loaded loaded = site.load();
        assertThat(loaded instanceof Loaded.Checked).as("edit %s", i).isEqualTo(i % 2 == 0);
        if (loaded instanceof Loaded.Checked checked) {
          ChangeResult result = site.gateway.change(checked.configuration());
          assertThat(result).isInstanceOf(ChangeResult.Swapped.class);
          swaps.add(((ChangeResult.Swapped) result).swap());
        }
      }
      Parts parts = site.parts();
      assertThat(parts.ledger().totals().scored()).as("scans that were scored").isPositive();
      double seconds = (System.nanoTime() - begun) / 1e9;
      swaps.sort(null);
      log.info(
          "FIGURE {} routes, {} samples/s, {} swaps in {} s: median {} ms, longest {} ms, {}",
          plcs * 10,
          Math.round(plcs * 200 * (scans(parts) - before) / seconds / plcs),
          swaps.size(),
          Math.round(seconds),
          swaps.get(swaps.size() / 2).toMillis(),
          swaps.get(swaps.size() - 1).toMillis(),
          parts.ledger().totals());
      site.gateway.stop();
      othersSawAll(site, parts);
    }
    assertThat(swaps.get(swaps.size() - 1)).isLessThanOrEqualTo(LONGEST_SWAP);
  }

  private static void othersSawAll(LoadedSite site, Parts parts) {
    site.counts()
        .forEach(
            (detector, seen) -> {
              String plc = detector.substring(0, detector.indexOf('-'));
              Connector connector = Objects.requireNonNull(parts.connectors().get(plc));
              if (!detector.equals(EDITED)) {
                assertThat(seen.holes()).as("holes in what %s saw", detector).isZero();
                assertThat(seen.scans()).as("scans of %s", detector).isEqualTo(seen.last());
                assertThat(seen.last()).isEqualTo(connector.status().scans());
              }
            });
    assertThat(parts.ledger().totals().lost()).isZero();
  }

  private static double scans(Parts parts) {
    return parts.connectors().values().stream().mapToLong(one -> one.status().scans()).sum();
  }

  /** One of each sort in turn. */
  private static void change(LoadedSite site, int i) throws Exception {
    String even = i / 4 % 2 == 0 ? "0" : "1";
    switch (i % 4) {
      case 0 -> site.route(EDITED, (i + 2) + " s");
      case 1 ->
          site.write("config/spools.yaml", "spools:\n  cloud: {max-bytes: 20" + even + " MB}\n");
      case 2 ->
          site.write(
              "config/uplinks.yaml", "uplinks:\n  broker: {kind: fake, topic: t" + even + "}\n");
      default ->
          site.write(
              "config/connections.yaml",
              "connections:\n  p0: {kind: fake, groups: {live: {every: 9" + even + " ms}}}\n");
    }
    Loaded.Checked checked = (Loaded.Checked) site.load();
    assertThat(site.gateway.change(checked.configuration()))
        .isInstanceOf(ChangeResult.Swapped.class);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream().filter(Thread::isAlive).count();
  }

  private static long files() throws IOException {
    Path open = Path.of("/proc/self/fd");
    if (!Files.isDirectory(open)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(open)) {
      return all.count();
    }
  }
}
