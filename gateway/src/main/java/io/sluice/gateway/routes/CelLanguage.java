package io.sluice.gateway.routes;

import io.sluice.analytics.Verdict;
import io.sluice.connectors.Scan;
import io.sluice.gateway.assets.Finding;
import io.sluice.gateway.assets.Judgement;
import io.sluice.gateway.assets.LatestSamples;
import io.sluice.gateway.assets.Watch;
import io.sluice.gateway.assets.WatchStatus;
import io.sluice.gateway.setpoints.Condition;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.spi.Language;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Conditions of routes over tags and detectors. What the exchange's own scan says comes first, then
 * the newest sample. A condition without an answer, because a tag is Bad, is false, counted, and
 * logged once until it has answers again; it never fails the exchange.
 */
final class CelLanguage implements Language {
  private static final Logger log = LoggerFactory.getLogger(CelLanguage.class);

  /** As the user writes it; true for the end of a route, which has to pass. */
  static final String CEL = "cel";

  /** For branches that hold nothing back: false for the end of a route. */
  static final String SCANS_ONLY = "cel-scan";

  private final Supplier<? extends RouteParts> parts;
  private final LongAdder unanswered;
  private final boolean ends;

  /**
   * @param parts what runs; a condition asks for it each time, so it holds on to nothing
   * @param unanswered counts conditions that had no answer
   * @param ends what it says of the end of a route
   */
  CelLanguage(Supplier<? extends RouteParts> parts, LongAdder unanswered, boolean ends) {
    this.parts = parts;
    this.unanswered = unanswered;
    this.ends = ends;
  }

  @Override
  public Predicate createPredicate(String text) {
    RouteParts now = parts.get();
    Condition condition = Condition.compile(text, now.latest().tags(), now.watches().keySet());
    AtomicBoolean silent = new AtomicBoolean();
    return exchange -> {
      Object body = exchange.getMessage().getBody();
      return body instanceof RouteEnd ? ends : holds(condition, body, silent);
    };
  }

  @Override
  public Expression createExpression(String text) {
    Predicate predicate = createPredicate(text);
    return new Expression() {
      @Override
      public <T> T evaluate(Exchange exchange, Class<T> type) {
        return exchange
            .getContext()
            .getTypeConverter()
            .convertTo(type, predicate.matches(exchange));
      }
    };
  }

  private boolean holds(Condition condition, @Nullable Object body, AtomicBoolean silent) {
    Optional<Boolean> answer = condition.holds(new Moment(body));
    if (answer.isEmpty()) {
      unanswered.increment();
    }
    if (silent.getAndSet(answer.isEmpty()) != answer.isEmpty()) {
      if (answer.isEmpty()) {
        log.warn("condition {} has no answer, a value is missing; it counts as false", condition);
      } else {
        log.info("condition {} has answers again", condition);
      }
    }
    return answer.orElse(false);
  }

  /** What is known while one exchange passes. */
  private final class Moment implements Condition.Known {
    private final @Nullable Finding finding;

    Moment(@Nullable Object body) {
      this.finding =
          body instanceof Finding found
              ? found
              : body instanceof Scan scan ? Finding.of(scan) : null;
    }

    @Override
    public @Nullable Double value(String tag) {
      Scan scan = finding == null ? null : finding.scan();
      for (int i = 0; scan != null && i < scan.size(); i++) {
        if (scan.tag(i).name().equals(tag)) {
          return scan.hasValue(i) ? Double.valueOf(scan.value(i)) : null;
        }
      }
      return parts
          .get()
          .latest()
          .of(tag)
          .filter(LatestSamples.Latest::hasValue)
          .map(LatestSamples.Latest::value)
          .orElse(null);
    }

    @Override
    public boolean alarm(String detector) {
      return judgement(detector)
          .map(Judgement::alarmActive)
          .orElseGet(() -> status(detector).map(WatchStatus::alarmActive).orElse(false));
    }

    @Override
    public @Nullable Double score(String detector) {
      Judgement judged = judgement(detector).orElse(null);
      if (judged != null) {
        return judged.verdict() == Verdict.SCORED ? Double.valueOf(judged.score()) : null;
      }
      return status(detector)
          .filter(status -> status.verdict() == Verdict.SCORED)
          .map(WatchStatus::score)
          .orElse(null);
    }

    private Optional<Judgement> judgement(String detector) {
      return Optional.ofNullable(finding).flatMap(found -> found.judgement(detector));
    }

    private Optional<WatchStatus> status(String detector) {
      return Optional.ofNullable(parts.get().watches().get(detector)).map(Watch::status);
    }
  }
}
