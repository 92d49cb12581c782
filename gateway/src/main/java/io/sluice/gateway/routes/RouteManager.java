package io.sluice.gateway.routes;

import io.sluice.gateway.uplink.Uplink;
import io.sluice.gateway.uplink.UplinkStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checked routes at work, in one Camel context with our components. Routes come and go one by
 * one; who stays is not touched.
 *
 * <p>For one thread at a time, never an event loop.
 */
public final class RouteManager implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RouteManager.class);

  /** How long scans under way may take to leave their route when it ends. */
  static final Duration DRAIN = Duration.ofSeconds(1);

  /** How long the spools may go on delivering while an uplink is online. */
  private static final Duration DELIVER = Duration.ofMillis(400);

  private final DefaultCamelContext camel;
  private final Supplier<? extends RouteParts> parts;
  private final LongAdder unanswered = new LongAdder();

  /**
   * A route that has passed the check, as Camel is to read it.
   *
   * @param name its id
   */
  public record RouteText(String name, String yaml) {}

  /**
   * @param name the gateway's id, which names the context
   * @param parts what a route finds when it starts
   */
  public RouteManager(String name, Supplier<? extends RouteParts> parts) {
    this.parts = parts;
    this.camel =
        RouteContext.make(
            name,
            List.of(
                new TagsComponent(parts),
                new DetectComponent(parts),
                new SetpointComponent(parts),
                new SummaryComponent(parts),
                new SpoolComponent(parts),
                new UplinkComponent(parts)));
    RouteContext.language(camel, CelLanguage.CEL, new CelLanguage(parts, unanswered, true));
    RouteContext.language(camel, CelLanguage.SCANS_ONLY, new CelLanguage(parts, unanswered, false));
  }

  /** Conditions that had no answer, as a value was missing, and so counted as false. */
  public long unansweredConditions() {
    return unanswered.sum();
  }

  /** Ready for routes. Called once. */
  public void open() {
    camel.start();
  }

  /**
   * Opens, loads the routes and starts them all.
   *
   * @throws RouteException naming the route where one cannot be loaded or started
   */
  public void start(List<RouteText> routes) throws RouteException {
    open();
    add(routes);
  }

  /**
   * Tries routes out where nothing can be touched: loads and starts them without plant and cloud.
   *
   * @throws RouteException naming the route that Camel refuses, and why
   */
  public static void rehearse(List<RouteText> routes) throws RouteException {
    Rehearsal.of(routes);
  }

  /**
   * Loads the routes and starts them against the flow, so that each finds the next one ready.
   *
   * @throws RouteException naming the route where one cannot be loaded or started; those that run
   *     by then go on, the others are not there
   */
  public void add(List<RouteText> routes) throws RouteException {
    Set<String> before = ids();
    boolean added = false;
    try {
      for (RouteText route : routes) {
        RouteContext.load(camel, route);
      }
      start(routesBut(before));
      added = true;
    } finally {
      if (!added) {
        remove(routesBut(before).stream().filter(this::idle).map(Route::getRouteId).toList());
      }
    }
  }

  private void start(Collection<Route> fresh) throws RouteException {
    List<String> order =
        fresh.stream()
            .sorted(Comparator.comparingInt(RouteManager::distance))
            .map(Route::getRouteId)
            .toList();
    for (String id : order) {
      RouteContext.start(camel, id);
    }
  }

  /**
   * Ends the routes and takes them out with the endpoints that only they had. What is under way
   * leaves them first, as far as it does so within about a second; what waits in a spool stays
   * there. Names of routes that are not there are passed over.
   */
  public void remove(Collection<String> ids) {
    List<Route> ending = routes(ids);
    boolean left = left(ending, Intake.Feed.PLANT, Intake::end, DRAIN);
    left &= left(ending, Intake.Feed.SPOOL, Intake::pause, DELIVER);
    if (!left) {
      log.warn("routes {} end with scans or records still under way", ids);
    }
    long patience = left ? DRAIN.toMillis() : 1;
    ending.forEach(route -> remove(route.getRouteId(), patience));
  }

  /** Ids of the routes that are there. */
  public Set<String> ids() {
    return camel.getRoutes().stream().map(Route::getRouteId).collect(Collectors.toSet());
  }

  /**
   * Stops in the direction of the flow: scans under way leave their routes and what steps still
   * hold goes into the spool; then the spools bring what they can over the links that are up; then
   * all uplinks are closed, which fails a batch that hangs, so that the spool has it back; then
   * everything stops. Bounded to about 3 s however stuck the far ends are; under 1 s where only the
   * cloud hangs.
   */
  @Override
  public void close() {
    Collection<Uplink> uplinks = parts.get().uplinks().values();
    List<Route> all = camel.getRoutes();
    if (!left(all, Intake.Feed.PLANT, Intake::end, DRAIN)) {
      log.warn("scans are still under way after {} ms", DRAIN.toMillis());
    }
    // What waits for a link that is down would wait in vain; it stays in the spool.
    uplinks.stream()
        .filter(uplink -> uplink.status().state() != UplinkStatus.State.ONLINE)
        .forEach(Uplink::close);
    if (!left(all, Intake.Feed.SPOOL, Intake::end, DELIVER)) {
      uplinks.forEach(Uplink::close);
      if (!left(all, Intake.Feed.SPOOL, Intake::end, DRAIN)) {
        log.warn("a batch is still under way after its uplink was closed");
      }
    }
    camel.stop();
  }

  /** Ends those that begin with this feed; true where they have emptied in time. */
  private boolean left(
      List<Route> routes,
      Intake.Feed feed,
      Function<Intake, CompletionStage<Void>> end,
      Duration within) {
    CompletableFuture<?>[] ends =
        routes.stream()
            .map(Route::getConsumer)
            .filter(consumer -> consumer instanceof Intake intake && intake.feed() == feed)
            .map(consumer -> end.apply((Intake) consumer).toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    return parts.get().clock().await(CompletableFuture.allOf(ends), within);
  }

  /** A component that routes use, made where it is not there yet. */
  public <C extends Component> C component(String scheme, Class<C> type) {
    return camel.getComponent(scheme, type);
  }

  private boolean idle(Route route) {
    return !camel.getRouteController().getRouteStatus(route.getRouteId()).isStarted();
  }

  /** By what Camel calls them: a route's id is in its text. */
  private List<Route> routesBut(Set<String> others) {
    return camel.getRoutes().stream().filter(one -> !others.contains(one.getRouteId())).toList();
  }

  private void remove(String id, long patienceMillis) {
    try {
      camel.getRouteController().stopRoute(id, patienceMillis, TimeUnit.MILLISECONDS);
      camel.removeRoute(id);
    } catch (Exception stuck) {
      throw new IllegalStateException("route " + id + " cannot be taken out: " + stuck, stuck);
    }
  }

  private List<Route> routes(Collection<String> ids) {
    return camel.getRoutes().stream().filter(route -> ids.contains(route.getRouteId())).toList();
  }

  /** The plant comes last: its scans find every other route ready. */
  private static int distance(Route route) {
    String uri = route.getEndpoint().getEndpointBaseUri();
    return uri.startsWith("direct:") ? 0 : uri.startsWith("tags:") ? 2 : 1;
  }

  CamelContext camel() {
    return camel;
  }
}
