package io.sluice.gateway.campaign;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The threads of this JVM, to see whether somebody leaves one behind. */
final class Threads {
  /** Pools that libraries keep for the whole JVM, made at first use and of a fixed size. */
  private static final Pattern SHARED =
      Pattern.compile(
          "campaign-.*|process reaper.*|ForkJoinPool\\.commonPool-.*"
              + "|CompletableFutureDelayScheduler|Common-Cleaner|Cleaner-.*|Attach Listener"
              + "|Signal Dispatcher");

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
        .filter(name -> !SHARED.matcher(name).matches())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
