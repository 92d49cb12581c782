package io.sluice.gateway.campaign;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The threads of this JVM, to see whether somebody leaves one behind. */
final class Threads {
  /** Pools of a fixed size that the JVM or a library makes at first use, one for all. */
  private static final String POOLS =
      "process reaper.*|ForkJoinPool\\.commonPool-.*|CompletableFutureDelayScheduler"
          + "|Common-Cleaner|Cleaner-.*|Attach Listener|globalEventExecutor-.*|HttpClient-.*"
          + "|Rx(Computation|Cached|Scheduler).*|milo-.*|(plc4x|modbus)-io-.*";

  /** The virtual plant and the test itself. */
  private static final String OURS =
      "campaign-.*|pump-plc(-io)?-\\d+-\\d+|exchanger(-timer|-io)?-\\d+-\\d+|virtual-plant.*";

  private static final Pattern OTHERS = Pattern.compile(POOLS + "|" + OURS);

  private static final Duration WITHIN = Duration.ofSeconds(5);

  private final Set<Thread> before;

  private Threads() {
    before = Thread.getAllStackTraces().keySet();
  }

  /** Those there are now. */
  static Threads now() {
    return new Threads();
  }

  /** Fails where there are others after a while than there were. */
  void assertNoneLeft() {
    try {
      Await.until("the threads to end", WITHIN, () -> left().isEmpty());
    } catch (AssertionError some) {
      throw new AssertionError("left behind: " + left(), some);
    }
  }

  private Set<String> left() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && !before.contains(thread))
        .map(Thread::getName)
        .filter(name -> !OTHERS.matcher(name).matches())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
