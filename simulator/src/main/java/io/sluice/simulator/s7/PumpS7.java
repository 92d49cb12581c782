package io.sluice.simulator.s7;

import io.sluice.simulator.instruments.Link;
import io.sluice.simulator.instruments.Panel;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Supplier;

/** The pump's second PLC: the same skid by S7, data block 1, on loopback. */
public final class PumpS7 implements Link {
  private static final int LONGEST_PDU = 480;

  private final PumpBlock block;
  private final S7Server server;

  /**
   * @param panel what it shows and commands
   * @param clock wall clock for the write log
   * @param port TCP port on loopback, 0 for any free one
   */
  public PumpS7(Panel panel, Supplier<Instant> clock, int port) {
    this.block = new PumpBlock(panel, clock);
    this.server = new S7Server(block, port, LONGEST_PDU);
  }

  @Override
  public void start() throws IOException {
    server.start();
  }

  @Override
  public void stop() {
    server.stop();
  }

  /** The CPU goes to STOP, or to RUN: in STOP it answers with what it last had. */
  public void running(boolean runs) {
    block.stopped(!runs);
    server.running(runs);
  }

  /** The CPU hangs: connections stay, and nothing is answered. */
  public void deaf(boolean saysNothing) {
    server.deaf(saysNothing);
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public void publish() {
    // S7 clients poll.
  }

  @Override
  public void close() {
    stop();
    server.close();
  }
}
