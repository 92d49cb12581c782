package io.sluice.simulator;

import io.sluice.simulator.Scenario.ScheduledFault;
import io.sluice.simulator.eip.LogixController;
import io.sluice.simulator.eip.PumpTags;
import io.sluice.simulator.instruments.Image;
import io.sluice.simulator.instruments.Link;
import io.sluice.simulator.instruments.Panel;
import io.sluice.simulator.instruments.PlantTag;
import io.sluice.simulator.instruments.Protocol;
import io.sluice.simulator.instruments.TagList;
import io.sluice.simulator.instruments.WriteRecord;
import io.sluice.simulator.modbus.PumpPlc;
import io.sluice.simulator.opcua.ExchangerServer;
import io.sluice.simulator.process.Plant;
import io.sluice.simulator.s7.PumpS7;
import io.sluice.simulator.wire.ProxyCounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plant that runs in real time behind real servers on loopback: a pump skid on Modbus TCP, S7 and
 * EtherNet/IP, and the heat exchanger it feeds on OPC UA. Thread-safe.
 */
public final class VirtualPlant implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(VirtualPlant.class);
  private static final Duration MOST_CATCH_UP = Duration.ofSeconds(2);
  private static final Duration STEP = Duration.ofNanos(Math.round(Plant.STEP * 1e9));

  private final PlantTime time;
  private final Scenario scenario;
  private final long seed;
  private final Panel panel;
  private final Map<Protocol, CabledServer> links = new EnumMap<>(Protocol.class);
  private final ExecutorService linkHand =
      Executors.newSingleThreadExecutor(
          body -> {
            Thread thread = new Thread(body, "virtual-plant-links");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<ScheduledFault> begun = new HashSet<>();
  private final Set<ScheduledFault> ended = new HashSet<>();
  private final Set<Fault> active = new LinkedHashSet<>();
  private final WireEffects wireEffects;
  private final PlantTime.Ticker ticker;
  private long origin;
  private final PumpPlc pumpPlc;
  private long stepsDone;
  private long stepsSkipped;

  /**
   * Starts a plant on the machine's clock.
   *
   * @throws IOException naming the port that cannot be had
   */
  public static VirtualPlant start(PlantOptions options) throws IOException {
    return start(options, new SystemPlantTime());
  }

  /** Starts a plant on another clock. */
  public static VirtualPlant start(PlantOptions options, PlantTime time) throws IOException {
    return new VirtualPlant(options, time);
  }

  private VirtualPlant(PlantOptions options, PlantTime time) throws IOException {
    this.time = time;
    this.scenario = options.scenario();
    this.seed = options.seed();
    this.panel = new Panel(new Plant(options.seed()), time.now());
    PlantPorts ports = options.ports();
    this.pumpPlc = new PumpPlc(panel, time::now, new PumpPlc.Ports(0, ports.modbusRtu()));
    try {
      lay(Protocol.MODBUS, ports.modbus(), pumpPlc);
      ExchangerServer exchanger = new ExchangerServer(panel, time::now, 0);
      lay(Protocol.S7, ports.s7(), new PumpS7(panel, time::now, 0));
      lay(Protocol.LOGIX, ports.logix(), new LogixController(new PumpTags(panel, time::now), 0));
      exchanger.advertise(lay(Protocol.OPCUA, ports.opcUa(), exchanger).port());
      for (CabledServer link : links.values()) {
        link.start();
      }
    } catch (IOException portTaken) {
      closeLinks();
      throw portTaken;
    }
    wireEffects = new WireEffects(this::link, time::now);
    origin = time.nanoTime();
    ticker = time.every(options.interval(), this::tick);
  }

  /** Each server stands at the end of a cable that can be as wrong as a real one. */
  private CabledServer lay(Protocol protocol, int port, Link server) throws IOException {
    CabledServer cabled = new CabledServer(protocol, port, seed, server);
    links.put(protocol, cabled);
    return cabled;
  }

  /** Port of the pump's Modbus TCP server on 127.0.0.1. */
  public int modbusPort() {
    return link(Protocol.MODBUS).port();
  }

  /** Port of the pump's PLC for RTU frames over TCP, on 127.0.0.1. */
  public int modbusRtuPort() {
    return pumpPlc.rtuPort();
  }

  /** Endpoint of the exchanger's OPC UA server. */
  public String opcUaUrl() {
    return ExchangerServer.url(link(Protocol.OPCUA).port());
  }

  /** Port of the pump's S7 PLC on 127.0.0.1; its data block 1 shows the skid. */
  public int s7Port() {
    return link(Protocol.S7).port();
  }

  /** Port of the pump's Logix controller on 127.0.0.1. */
  public int logixPort() {
    return link(Protocol.LOGIX).port();
  }

  /** Time since the plant started, by its own steps. */
  public Duration plantTime() {
    return panel.image().plantTime();
  }

  /** Lets a fault happen now; it stays until cleared. Returns once it has begun. */
  public void inject(Fault fault) {
    if (setActive(fault, true)) {
      apply(fault, true);
    }
  }

  /** Repairs a fault; does nothing where it is not there. Returns once it is repaired. */
  public void clear(Fault fault) {
    if (setActive(fault, false)) {
      apply(fault, false);
    }
  }

  /** The faults that are there now, oldest first. */
  public List<Fault> faults() {
    synchronized (active) {
      return List.copyOf(active);
    }
  }

  /** What the instruments show now as it comes over the wire, without the failed ones. */
  public Map<String, Double> measures() {
    Image image = panel.image();
    Map<String, Double> measures = new LinkedHashMap<>();
    for (PlantTag tag : TagList.all()) {
      if (!image.failed(tag.point())) {
        measures.put(tag.name(), tag.quantised(image.value(tag.point())));
      }
    }
    return measures;
  }

  /**
   * True where the process itself runs as a sound plant would, by its own physics: no vapour in the
   * pump for two seconds, bearing and exchanger sound. Sensors and links do not count, and a cause
   * that no longer has an effect does not either.
   */
  public boolean normal() {
    return panel.normal();
  }

  /** Every write that reached a server, accepted or not, oldest first. */
  public List<WriteRecord> writeLog() {
    return panel.writes();
  }

  /** Steps of 20 ms left out because the machine was too busy to keep up. */
  public long stepsSkipped() {
    synchronized (active) {
      return stepsSkipped;
    }
  }

  /** Powers the pump's PLC down, as before a restart. */
  public void stopModbus() {
    onLink(link(Protocol.MODBUS)::stop);
  }

  /** Powers the pump's PLC up again on its port. */
  public void startModbus() {
    onLink(link(Protocol.MODBUS)::start);
  }

  /** The S7 PLC's CPU goes to STOP, or back to RUN. */
  public void s7Running(boolean runs) {
    if (link(Protocol.S7).server() instanceof PumpS7 plc) {
      plc.running(runs);
    }
  }

  /** Powers the exchanger's server down, as before a restart: its sessions are gone. */
  public void stopOpcUa() {
    onLink(link(Protocol.OPCUA)::stop);
  }

  /** Powers the exchanger's server up again on its port. */
  public void startOpcUa() {
    onLink(link(Protocol.OPCUA)::start);
  }

  /** Powers the pump's Logix controller down, as before a restart. */
  public void stopLogix() {
    onLink(link(Protocol.LOGIX)::stop);
  }

  /** Powers the pump's Logix controller up again on its port. */
  public void startLogix() {
    onLink(link(Protocol.LOGIX)::start);
  }

  @Override
  public void close() {
    ticker.close();
    closeLinks();
  }

  private void closeLinks() {
    linkHand.shutdownNow();
    synchronized (links) {
      links.values().forEach(CabledServer::close);
    }
  }

  private CabledServer link(Protocol protocol) {
    CabledServer link = links.get(protocol);
    if (link == null) {
      throw new IllegalStateException("no link for " + protocol);
    }
    return link;
  }

  private void tick() {
    long now = time.nanoTime();
    long due = (now - origin) / STEP.toNanos() - stepsDone;
    long most = MOST_CATCH_UP.toNanos() / STEP.toNanos();
    if (due > most) {
      skip(due - most);
      due = most;
    }
    stepsDone += due;
    Duration plantTime = STEP.multipliedBy(stepsDone);
    panel.step(Math.toIntExact(due), time.now(), plantTime);
    links.values().forEach(link -> link.server().publish());
    playScenario(plantTime);
  }

  private void skip(long steps) {
    origin += steps * STEP.toNanos();
    synchronized (active) {
      stepsSkipped += steps;
    }
  }

  /** Links take seconds to fall and rise; the plant does not wait for them. */
  private void playScenario(Duration plantTime) {
    for (ScheduledFault scheduled : scenario.faults()) {
      if (scheduled.activeAt(plantTime) && begun.add(scheduled)) {
        log.info("{} begins", scheduled.fault());
        linkHand.execute(() -> logged(() -> inject(scheduled.fault())));
      } else if (begun.contains(scheduled)
          && !scheduled.activeAt(plantTime)
          && ended.add(scheduled)) {
        end(scheduled.fault(), plantTime);
      }
    }
  }

  /** A fault that is scheduled twice ends with the later one. */
  private void end(Fault fault, Duration plantTime) {
    boolean goesOn =
        scenario.faults().stream()
            .anyMatch(other -> other.fault().equals(fault) && other.activeAt(plantTime));
    if (!goesOn) {
      log.info("{} ends", fault);
      linkHand.execute(() -> logged(() -> clear(fault)));
    }
  }

  private static void logged(Runnable change) {
    try {
      change.run();
    } catch (UncheckedIOException portTaken) {
      log.warn("{}", portTaken.getMessage());
    }
  }

  private boolean setActive(Fault fault, boolean on) {
    synchronized (active) {
      return on ? active.add(fault) : active.remove(fault);
    }
  }

  private void apply(Fault fault, boolean on) {
    FaultEffects.apply(panel, fault, on);
    onLink(() -> wireEffects.apply(fault, on));
  }

  /** What the cable to a server has carried and done since the start. */
  public ProxyCounts wire(Protocol protocol) {
    return link(protocol).counts();
  }

  private void onLink(LinkAction action) {
    try {
      synchronized (links) {
        action.run();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private interface LinkAction {
    void run() throws IOException;
  }
}
