package io.sluice.connectors.modbus;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.link.Feed;
import io.sluice.connectors.link.Link;
import io.sluice.connectors.link.Session;
import io.sluice.connectors.link.SessionOwner;
import io.sluice.connectors.link.Spoken;
import io.sluice.connectors.plan.Block;
import io.sluice.connectors.plan.GroupPlan;
import io.sluice.connectors.plan.Probe;
import io.sluice.connectors.plan.ScanPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Opens lines to one address, each with a conversation of its own, and proves them. */
final class ModbusLink implements Link {
  /** Units asked on one try: the next try begins with others. */
  private static final int ASKED = 2;

  /** No answer comes later than this many time limits. */
  private static final int LATEST = 10;

  private final ModbusOptions options;
  private final ModbusUrl url;
  private final List<GroupPlan> groups;
  private final Units units;
  private final LateAnswers late;
  private final PlantClock clock;
  private final PlantClock.Loop loop;
  private int tries;

  ModbusLink(ModbusOptions options, List<Feed> feeds, PlantClock clock, PlantClock.Loop loop) {
    this.options = options;
    this.url = options.where();
    this.groups = GroupPlan.of(feeds, group -> Places.of(group.tags(), options));
    List<Tag> tags = feeds.stream().flatMap(feed -> feed.group().tags().stream()).toList();
    this.units = new Units(tags, options, clock);
    this.late = new LateAnswers(LATEST * options.timeout().toNanos());
    this.clock = clock;
    this.loop = loop;
  }

  @Override
  public Session open(SessionOwner owner) throws Exception {
    Conversation conversation =
        url.transport().rtu()
            ? new RtuConversation(clock, loop, options.timeout(), late)
            : new NumberedConversation(loop, options.timeout());
    Hearing hearing = new Hearing(conversation);
    Line line = line(hearing);
    conversation.over(line);
    try {
      prove(conversation);
      ModbusSession session = new ModbusSession(line, conversation, owner, this);
      hearing.tell(session);
      return session;
    } catch (Exception noAnswer) {
      line.close();
      throw noAnswer;
    }
  }

  @Override
  public String sentence(Throwable failure) {
    return TlsFault.sentence(failure).orElseGet(() -> Link.super.sentence(failure));
  }

  ModbusOptions options() {
    return options;
  }

  List<GroupPlan> groups() {
    return groups;
  }

  Units units() {
    return units;
  }

  PlantClock clock() {
    return clock;
  }

  PlantClock.Loop loop() {
    return loop;
  }

  private Line line(Line.Listener listener) throws Exception {
    ModbusOptions.Tls tls = options.tls();
    return switch (url.transport()) {
      case SERIAL -> SerialLine.open(url.host(), options.serialOrStandard(), listener);
      case TLS ->
          TcpLine.open(url, tls == null ? null : TlsClient.of(tls), options.timeout(), listener);
      case TCP, RTU_OVER_TCP -> TcpLine.open(url, null, options.timeout(), listener);
    };
  }

  /** Any answer of any unit will do, a refusal too: somebody is there who speaks the protocol. */
  private void prove(Conversation conversation) throws Exception {
    List<Probe> probes = onLoop(this::probes);
    for (Probe probe : probes) {
      Reply reply = answer(conversation, probe);
      loop.execute(() -> units.heard(ModbusReader.unit(probe.block()), reply));
      if (reply instanceof Reply.Data || reply instanceof Reply.Refusal) {
        loop.execute(() -> proven(probe));
        return;
      }
      if (reply instanceof Reply.Garbled garbled) {
        throw new NotModbusException("the PLC answers wrongly: " + garbled.how());
      }
    }
    if (!probes.isEmpty()) {
      throw new TimeoutException(
          "connected, but no answer within " + Spoken.duration(options.timeout()));
    }
  }

  private void proven(Probe probe) {
    tries = 0;
    probe.group().plan().cleared(probe.block());
  }

  /** Where the connection breaks meanwhile, the block may be why. */
  private Reply answer(Conversation conversation, Probe probe) throws Exception {
    Question question = ModbusReader.question(probe.block());
    try {
      return conversation.ask(question).toCompletableFuture().get();
    } catch (ExecutionException broken) {
      loop.execute(() -> suspect(probe));
      throw broken;
    }
  }

  private void suspect(Probe probe) {
    StatusCode status = StatusCode.BAD_COMMUNICATION_ERROR;
    probe.group().plan().broke(probe.block(), status, false, clock.nanoTime());
  }

  /** A block of each of the next few units, those that did well first. */
  private List<Probe> probes() {
    List<Integer> order = units.inOrder();
    List<Probe> probes = new ArrayList<>();
    for (int i = 0; i < order.size() && probes.size() < ASKED; i++) {
      probe(order.get((i + tries) % order.size())).ifPresent(probes::add);
    }
    tries += ASKED;
    return probes;
  }

  /** A block of the unit: one that has always been answered, or else a suspect. */
  private Optional<Probe> probe(int unit) {
    return probe(unit, ScanPlan::blocks).or(() -> probe(unit, plan -> plan.due(clock.nanoTime())));
  }

  private Optional<Probe> probe(int unit, Function<ScanPlan, List<Block>> blocks) {
    for (GroupPlan group : groups) {
      for (Block block : blocks.apply(group.plan())) {
        if (ModbusReader.unit(block) == unit) {
          return Optional.of(new Probe(group, block));
        }
      }
    }
    return Optional.empty();
  }

  /** Plans and units belong to the loop. */
  private <T> T onLoop(Supplier<T> task) throws Exception {
    CompletableFuture<T> done = new CompletableFuture<>();
    loop.execute(() -> done.complete(task.get()));
    return done.get(options.timeout().toNanos(), TimeUnit.NANOSECONDS);
  }
}
