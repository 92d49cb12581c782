package io.sluice.connectors.link;

import io.sluice.connectors.ConnectionStatus;
import io.sluice.connectors.Connector;
import io.sluice.connectors.GroupTruth;
import io.sluice.connectors.Missed;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection alive: opens it, gives it up on the first sign of trouble, opens another.
 * Down at start is the same as down later.
 *
 * <p>One loop owns all state; {@link LinkState} says what comes next. A driver is only ever called
 * on disposable threads and its answers have deadlines, so nothing it does can wedge the loop.
 */
public final class Supervisor implements Connector {
  private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

  /** Where single reads and writes wait, and how many may. */
  private static final int REQUESTS_LIMIT = 64;

  /** Calls into the driver at once, hanging ones included. */
  private static final int THREADS_LIMIT = 6;

  private static final String LISTENER = "the listener failed";

  private final Settings settings;
  private final List<Feed> feeds;
  private final PlantClock.Loop loop;
  private final Opener opener;
  private final Ledger ledger;
  private final Requests requests;
  private final Truths truths;
  private final Watchdog watchdog;

  private LinkState state = LinkState.IDLE;
  private boolean refused;
  private long failures;
  private @Nullable Current current;
  private @Nullable Listener listener;

  /**
   * What a supervisor needs to know.
   *
   * @param name the connection's name
   * @param kind its protocol kind
   * @param peer where it goes, for messages: {@code 10.0.4.12:502}
   * @param openWithin time limit of one try to connect
   * @param backoff waits between tries
   */
  public record Settings(
      String name, String kind, String peer, Duration openWithin, Backoff backoff) {
    /** With the product's back-off. */
    public Settings(String name, String kind, String peer, Duration openWithin) {
      this(name, kind, peer, openWithin, Backoff.of(name));
    }
  }

  /** How a protocol's link is made for the feeds of a connection and its loop. */
  @FunctionalInterface
  public interface Linking {
    Link link(List<Feed> feeds, PlantClock.Loop loop);
  }

  /**
   * Wires a connection with a loop of its own; opens nothing.
   *
   * @param intervals of its groups, by name
   */
  public static Supervisor of(
      Settings settings,
      Map<String, Duration> intervals,
      List<Tag> tags,
      PlantClock clock,
      Linking protocol) {
    List<Feed> feeds = Feed.of(settings.name(), intervals, tags, clock);
    PlantClock.Loop loop = clock.connectionLoop(settings.name());
    return new Supervisor(settings, feeds, protocol.link(feeds, loop), clock, loop);
  }

  /**
   * Wires; opens nothing.
   *
   * @param loop the connection's loop, which the link's sessions share
   */
  public Supervisor(
      Settings settings, List<Feed> feeds, Link link, PlantClock clock, PlantClock.Loop loop) {
    this(
        settings,
        feeds,
        clock,
        loop,
        new Opener(
            link,
            settings.openWithin(),
            new DisposableThreads(settings.name(), THREADS_LIMIT),
            loop));
  }

  Supervisor(
      Settings settings, List<Feed> feeds, PlantClock clock, PlantClock.Loop loop, Opener opener) {
    this.settings = settings;
    this.feeds = List.copyOf(feeds);
    this.loop = loop;
    this.opener = opener;
    this.ledger = new Ledger(settings, clock);
    this.truths = new Truths(feeds, clock);
    this.watchdog = new Watchdog(feeds, settings.openWithin(), clock, loop, this::lost);
    this.requests = new Requests(REQUESTS_LIMIT, settings.openWithin(), clock, loop);
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public List<TagGroup> groups() {
    return feeds.stream().map(Feed::group).toList();
  }

  @Override
  public void start(Listener listener) {
    loop.execute(
        () -> {
          this.listener = listener;
          apply(LinkState.Event.START);
        });
  }

  @Override
  public CompletionStage<Scan> read(List<Tag> tags) {
    return requests.read(new TagGroup(name(), "read", settings.openWithin(), tags));
  }

  @Override
  public CompletionStage<WriteResult> write(WriteRequest request) {
    return requests.write(request);
  }

  @Override
  public ConnectionStatus status() {
    return ledger.status();
  }

  @Override
  public List<GroupTruth> truth(int mostTags) {
    return truths.told(mostTags);
  }

  /** Calls into the driver that were given up and have not returned: hung threads, bounded. */
  public int abandonedCalls() {
    return opener.hanging();
  }

  @Override
  public void close() {
    requests.close();
    loop.execute(
        () -> {
          apply(LinkState.Event.CLOSE);
          opener.end(loop::close);
        });
  }

  private void apply(LinkState.Event event) {
    LinkState before = state;
    state = before.next(event);
    if (state.phase() == before.phase()) {
      return;
    }
    ledger.entered(state.shown());
    switch (state.phase()) {
      case CONNECTING -> open();
      case BACKOFF -> giveUp(before);
      case CLOSED -> discard();
      case ONLINE, DEGRADED, IDLE -> {}
    }
    logChange(before);
    tellState();
  }

  private void open() {
    Current attempt = new Current();
    current = attempt;
    opener.open(attempt, session -> opened(attempt, session), attempt::failed);
  }

  private void opened(Current attempt, Session session) {
    if (current != attempt || state.phase() != LinkState.Phase.CONNECTING) {
      opener.close(session);
      return;
    }
    attempt.session = session;
    ledger.online();
    apply(LinkState.Event.OPENED);
    requests.serve(session);
    watchdog.begin();
    try {
      session.begin();
    } catch (RuntimeException bug) {
      log.error("{}: a session failed to begin; the connection goes on", name(), bug);
      attempt.lost("the driver failed when it was to begin");
    }
  }

  private void lost(String reason) {
    Current now = current;
    if (now != null) {
      now.lost(reason);
    }
  }

  /** The bad news goes out before the state, so a listener never sees a state without its scans. */
  private void giveUp(LinkState before) {
    discard();
    if (outageBegins(before)) {
      for (Feed feed : feeds) {
        Scan bad = feed.bad(StatusCode.BAD_NOT_CONNECTED);
        truths.outage(bad);
        deliver(bad);
      }
    }
    Duration wait =
        refused ? Backoff.AFTER_REFUSAL : settings.backoff().afterFailures(state.failures());
    refused = false;
    ledger.retryIn(wait);
    loop.schedule(wait, () -> apply(LinkState.Event.RETRY));
  }

  private void discard() {
    Current old = current;
    current = null;
    opener.cancel();
    watchdog.end();
    requests.serve(null);
    Session session = old == null ? null : old.session;
    if (session != null) {
      guarded("a session failed to end", session::end);
      opener.close(session);
    }
  }

  private void deliver(Scan scan) {
    ledger.delivered(scan);
    Listener to = listener;
    if (to != null) {
      guarded(LISTENER, () -> to.onScan(scan));
    }
  }

  private void tellState() {
    Listener to = listener;
    if (to != null) {
      guarded(LISTENER, () -> to.onState(ledger.status()));
    }
  }

  /** The first failure is worth a line, the tries after it are not. */
  private void logChange(LinkState before) {
    if (state.phase() == LinkState.Phase.ONLINE && before.phase() == LinkState.Phase.CONNECTING) {
      log.info("{} ({} {}): online", name(), settings.kind(), settings.peer());
    } else if (state.phase() == LinkState.Phase.BACKOFF && outageBegins(before)) {
      String why = ledger.status().lastError();
      log.warn("{} ({} {}): {}", name(), settings.kind(), settings.peer(), why);
    }
  }

  private static boolean outageBegins(LinkState before) {
    return before.connected() || before.failures() == 0;
  }

  /**
   * Whatever is wrong in a route, its errors included, must not end the connection. It is told the
   * first time, the second, the fourth, and so on: a route may fail at each scan.
   */
  private void guarded(String what, Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError bug) {
      failures++;
      if (Long.bitCount(failures) == 1) {
        log.error("{}: {} ({} so far); the connection goes on", name(), what, failures, bug);
      }
    }
  }

  /**
   * One attempt and, where it succeeds, its session: whatever comes after it was left is unheard.
   */
  private final class Current implements SessionOwner {
    private @Nullable Session session;
    private @Nullable String trouble;

    void failed(Opener.Failure why) {
      if (current == this) {
        refused = why.refusal();
        lost(why.sentence());
      }
    }

    @Override
    public void scan(Scan scan) {
      if (current == this) {
        watchdog.heard();
        if (truths.heard(scan)) {
          tellTrouble();
        }
        deliver(scan);
        if (state.failures() > 0) {
          apply(LinkState.Event.DATA);
        }
      }
    }

    @Override
    public void missed(TagGroup group, Missed why, long scans) {
      if (current == this) {
        ledger.missed(scans);
        truths.missed(group, why, scans);
      }
    }

    @Override
    public void lost(String reason) {
      if (current == this) {
        ledger.failed(reason);
        apply(LinkState.Event.FAILED);
      }
    }

    @Override
    public void troubled(String reason) {
      if (current == this) {
        trouble = reason;
        tellTrouble();
      }
    }

    @Override
    public void healed() {
      if (current == this) {
        trouble = null;
        tellTrouble();
      }
    }

    /** What the session says is told before what we have counted ourselves. */
    private void tellTrouble() {
      String worst = trouble == null ? truths.rateNotMet() : trouble;
      if (worst == null) {
        apply(LinkState.Event.HEALED);
      } else {
        ledger.failed(worst);
        apply(LinkState.Event.TROUBLED);
      }
    }
  }
}
