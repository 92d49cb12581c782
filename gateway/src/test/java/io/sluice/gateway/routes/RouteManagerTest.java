package io.sluice.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.fakes.Invariants;
import io.sluice.gateway.routes.RouteManager.RouteText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes come and go one by one. */
class RouteManagerTest {
  private final RouteBench bench;

  RouteManagerTest(@TempDir Path folder) throws Exception {
    bench = new RouteBench(folder).start(RouteBench.WATCH, RouteBench.UPLINK);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aRouteThatIsTakenOutLeavesNothingBehind() throws Exception {
    int endpoints = bench.routes.camel().getEndpoints().size();
    for (int i = 0; i < 20; i++) {
      bench.routes.add(List.of(listen(i)));
      assertThat(bench.routes.ids()).containsExactlyInAnyOrder("watch", "uplink", "listen");
      bench.routes.remove(Set.of("listen"));
    }
    DefaultCamelContext camel = (DefaultCamelContext) bench.routes.camel();
    assertThat(camel.getEndpoints()).hasSize(endpoints);
    assertThat(camel.getRoutes()).hasSize(2);
    assertThat(camel.getRouteDefinitions()).hasSize(2);
    assertThat(camel.getCamelContextExtension().getRouteStartupOrder()).hasSize(2);
  }

  @Test
  void scansUnderWayLeaveARouteThatIsTakenOut() throws Exception {
    for (int i = 0; i < 50; i++) {
      bench.scan();
    }
    bench.routes.remove(Set.of("watch"));
    bench.scan();
    bench.clock.settle();
    assertThat(bench.ledger.totals().scored()).isEqualTo(50);
    Invariants.scans(bench.ledger.totals());
  }

  @Test
  void whatWaitsInTheSpoolWaitsForTheNextRoute() throws Exception {
    bench.run(Duration.ofSeconds(2));
    bench.routes.remove(Set.of("uplink"));
    long arrived = bench.broker.distinct();
    bench.run(Duration.ofSeconds(3));
    assertThat(bench.broker.distinct()).isEqualTo(arrived);
    bench.routes.add(List.of(new RouteText("uplink", RouteBench.UPLINK)));
    bench.run(Duration.ofSeconds(1));
    assertThat(bench.broker.distinct()).isGreaterThan(arrived);
    Invariants.arrived(bench.broker.received());
  }

  @Test
  void aRouteThatDoesNotStartIsNotThere() {
    RouteText broken = new RouteText("watch-2", other(RouteBench.WATCH, "detect:helth"));
    assertThatThrownBy(() -> bench.routes.add(List.of(listen(1), broken)))
        .isInstanceOf(RouteException.class)
        .hasMessageContaining("no detector is named helth");
    assertThat(bench.routes.ids()).doesNotContain("watch-2");
  }

  @Test
  void aRehearsalReachesNothing() throws Exception {
    long received = bench.ledger.totals().received();
    RouteManager.rehearse(List.of(new RouteText("x", other(RouteBench.WATCH, "detect:health"))));
    bench.scan();
    bench.clock.settle();
    assertThat(bench.ledger.totals().received()).isEqualTo(received + 1);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.contains("rehearsal"));
  }

  @Test
  void aRehearsalTellsWhatCamelRefuses() {
    String broken = RouteBench.WATCH.replace("to: spool:cloud", "too: spool:cloud");
    assertThatThrownBy(() -> RouteManager.rehearse(List.of(new RouteText("watch", broken))))
        .isInstanceOf(RouteException.class)
        .hasMessageStartingWith("watch: ");
    String unknown = RouteBench.WATCH.replace("to: spool:cloud", "to: spoool:cloud");
    assertThatThrownBy(() -> RouteManager.rehearse(List.of(new RouteText("watch", unknown))))
        .isInstanceOf(RouteException.class)
        .hasMessageContaining("spoool");
  }

  private static String other(String route, String detector) {
    return route.replace("id: watch", "id: watch-2").replace("detect:health", detector);
  }

  private static RouteText listen(int i) {
    return new RouteText(
        "listen",
        """
        - route:
            id: listen
            from:
              uri: tags:plc
              parameters: {group: fast, maxInFlight: %d}
              steps:
                - to: log:seen-%d?level=OFF
        """
            .formatted(100 + i, i));
  }
}
