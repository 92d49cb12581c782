package io.sluice.connectors.opcua;

import io.sluice.connectors.Missed;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.UtcTime;
import io.sluice.connectors.link.Feed;
import io.sluice.connectors.link.SessionOwner;
import io.sluice.connectors.link.Spoken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.structured.EventFieldList;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemNotification;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscription for one group, from taken over or made until its session ends: each notification
 * message is one scan, each keep-alive an empty one. What is missing between two messages is asked
 * for again (OPC 10000-4, 6.7); what cannot be had is counted as missed and told.
 *
 * <p>On the connection's loop.
 */
final class GroupSubscription {
  private static final Logger log = LoggerFactory.getLogger(GroupSubscription.class);

  /** Keep-alives that may fail to come before the subscription counts as dead. */
  private static final int KEEP_ALIVES_MISSED = 2;

  /** How long a loss is told after it happened. */
  private static final Duration LOSS_TOLD = Duration.ofSeconds(10);

  /** How long a message may be late that the server does not keep: answers can overtake. */
  private static final Duration GRACE = Duration.ofMillis(200);

  /** Messages asked for again at once. */
  private static final int MOST_ASKED = 16;

  private final Standing standing;
  private final Feed feed;
  private final SubscribedSession session;
  private final OpcUaLink link;
  private final SessionOwner owner;
  private final PlantClock clock;
  private final Samples samples;
  private final ItemKeeper items;
  private final Set<Long> kept;
  private final EventFields fields;
  private final Late late;
  private final List<Long> acknowledged = new ArrayList<>();

  private int asked;
  private boolean ended;
  private boolean forgotten;
  private long lastHeard;
  private long lossUntil;
  private @Nullable String loss;
  private PlantClock.@Nullable Timer watchdog;

  /**
   * Wires.
   *
   * @param kept numbers of messages that the server kept while it was not listened to
   */
  GroupSubscription(
      Standing standing, Feed feed, ItemKeeper items, Set<Long> kept, SubscribedSession session) {
    this.standing = standing;
    this.feed = feed;
    this.session = session;
    this.link = session.link();
    this.owner = session.reports();
    this.clock = link.clock();
    this.samples = new Samples(feed.group());
    this.items = items;
    this.kept = kept;
    this.fields = new EventFields(feed.group());
    this.late = session.link().late(feed);
  }

  /** From here on the owner hears. */
  void begin() {
    lastHeard = clock.nanoTime();
    late.tell(samples, owner);
    items.begin(samples);
    standing.order().askAnew();
    for (long number : kept) {
      standing.order().told(MessageOrder.after(number));
      if (MessageOrder.later(standing.order().expected(), number)) {
        acknowledged.add(number);
      }
    }
    askForMissing(kept);
    watch();
  }

  /** Ends with the session; the subscription itself may live on at the server. */
  void end() {
    ended = true;
    items.end();
    if (watchdog != null) {
      watchdog.cancel();
    }
  }

  /** What the next session may take over; null where the server has it no more. */
  @Nullable Standing standing() {
    return forgotten ? null : standing;
  }

  String name() {
    return feed.group().name();
  }

  UInteger id() {
    return standing.id();
  }

  /** Longest silence of a living subscription. */
  Duration keepAlive() {
    return standing.revised().keepAlive();
  }

  /** How long nothing was heard. */
  Duration silence() {
    return Duration.ofNanos(clock.nanoTime() - lastHeard);
  }

  /** What is wrong with the group, or null. */
  @Nullable String trouble() {
    if (loss != null && lossUntil - clock.nanoTime() > 0) {
      return loss;
    }
    loss = null;
    return items.trouble();
  }

  /** Messages that were handed on and may be forgotten by the server. */
  List<Long> takeAcknowledged() {
    List<Long> taken = List.copyOf(acknowledged);
    acknowledged.clear();
    return taken;
  }

  /** The server has it no more. */
  void forgotten() {
    forgotten = true;
  }

  /**
   * A publish response for this subscription.
   *
   * @param available numbers of messages that the server can send again
   */
  void heard(Delivery delivery, Set<Long> available) {
    lastHeard = clock.nanoTime();
    if (leaked(delivery)) {
      return;
    }
    boolean believed =
        delivery.keepAlive()
            ? standing.order().told(delivery.number())
            : standing.order().arrived(delivery.number(), delivery);
    if (!believed) {
      forgotten = true;
      owner.lost(
          "the server's message numbers jumped from "
              + standing.order().expected()
              + " to "
              + delivery.number());
      return;
    }
    if (delivery.keepAlive()) {
      owner.scan(feed.next().build());
    }
    standing.retains(!available.isEmpty());
    deliver();
    late.heard(samples.newest());
    askForMissing(available);
  }

  /**
   * What another session should have heard when this one took the subscription over, or what the
   * server made up: it says nothing of this one, and its number belongs elsewhere. Where the
   * subscription was really taken away, the silence that follows tells.
   */
  private boolean leaked(Delivery delivery) {
    boolean transferred =
        delivery.parts().size() == 1
            && delivery.parts().get(0) instanceof Delivery.Part.StatusChange change
            && change.status().getValue() == StatusCodes.Good_SubscriptionTransferred;
    return transferred && delivery.number() != standing.order().expected();
  }

  private void deliver() {
    for (Delivery next = standing.order().next().orElse(null);
        next != null && !ended;
        next = standing.order().next().orElse(null)) {
      acknowledged.add(next.number());
      next.parts().forEach(this::take);
    }
    long lost = standing.order().takeLost();
    if (lost > 0) {
      owner.missed(feed.group(), Missed.DROPPED, lost);
      lost(lost + " notification messages were lost between the server and here");
    }
  }

  private void take(Delivery.Part part) {
    if (part instanceof Delivery.Part.Changes changes) {
      received(changes.items());
    } else if (part instanceof Delivery.Part.Events happened) {
      happened.events().forEach(this::happened);
    } else if (part instanceof Delivery.Part.StatusChange change) {
      changed(change.status());
    } else {
      owner.missed(feed.group(), Missed.DROPPED, 1);
      lost("a notification of the server cannot be read");
    }
  }

  private void happened(EventFieldList event) {
    switch (fields.kind(event)) {
      case EVENT -> {
        Scan.Builder scan = feed.next();
        fields.add(scan, event, samples, UtcTime.ofInstant(clock.now()));
        owner.scan(scan.build());
      }
      case OVERFLOW -> {
        owner.missed(feed.group(), Missed.DROPPED, 1);
        lost("the server's queue of events overflowed; a longer queue keeps them");
      }
      case REFRESH -> {}
    }
  }

  private void changed(org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode status) {
    if (status.isGood()) {
      log.debug("{}: the subscription is {}", link.name(), status);
      return;
    }
    forgotten = true;
    owner.lost("the server ended the subscription: " + Failures.name(status));
  }

  private void received(List<MonitoredItemNotification> notifications) {
    Scan.Builder scan = feed.next();
    long now = UtcTime.ofInstant(clock.now());
    int tags = feed.group().tags().size();
    int overflows = 0;
    for (MonitoredItemNotification notification : notifications) {
      long handle = notification.getClientHandle().longValue();
      if (handle < tags) {
        int tag = (int) handle;
        DataValue value = notification.getValue();
        overflows += value.getStatusCode().isOverflowSet() ? 1 : 0;
        items.seen(tag, (int) value.getStatusCode().getValue());
        samples.addChange(scan, tag, value, now);
      }
    }
    owner.scan(scan.build());
    if (overflows > 0) {
      owner.missed(feed.group(), Missed.DROPPED, overflows);
      lost(
          "the server's queue overflowed for "
              + overflows
              + (overflows == 1 ? " tag" : " tags")
              + "; samples between two are lost; a longer queue keeps them");
    }
  }

  private void lost(String sentence) {
    if (loss == null) {
      log.warn("{}/{}: {}", link.name(), feed.group().name(), sentence);
    }
    loss = sentence;
    lossUntil = clock.nanoTime() + LOSS_TOLD.toNanos();
  }

  private void askForMissing(Set<Long> available) {
    for (long number : standing.order().missing(MOST_ASKED - asked)) {
      asked++;
      if (available.contains(number)) {
        session.republish(standing.id(), number, again -> republished(number, again, available));
      } else {
        PlantClock.Timer unused =
            link.loop().schedule(GRACE, () -> republished(number, null, available));
      }
    }
  }

  private void republished(long number, @Nullable Delivery again, Set<Long> available) {
    asked--;
    if (ended) {
      return;
    }
    if (again == null || again.number() != number) {
      if (toldToTheOldSession(number)) {
        standing.order().foreign(number);
      } else {
        standing.order().gone(number);
      }
    } else {
      standing.order().arrived(number, again);
    }
    deliver();
    askForMissing(available);
  }

  /**
   * When a subscription is taken over, the server tells the old session so in a message of that
   * subscription, with its next number (OPC 10000-4, 5.14.7), which it does not keep. Of a server
   * that keeps its messages one number a take-over is that, and no loss.
   */
  private boolean toldToTheOldSession(long number) {
    return standing.retains() && !kept.contains(number) && standing.takeTransfer();
  }

  /** Liveness comes from the server's own messages, not from a connected flag. */
  private void watch() {
    long limit = keepAlive().toNanos() * KEEP_ALIVES_MISSED + link.timeout().toNanos();
    long silent = clock.nanoTime() - lastHeard;
    if (silent >= limit) {
      owner.lost(
          "no notification and no keep-alive for " + Spoken.duration(Duration.ofNanos(silent)));
    } else {
      watchdog = link.loop().schedule(Duration.ofNanos(limit - silent), this::watch);
    }
  }
}
