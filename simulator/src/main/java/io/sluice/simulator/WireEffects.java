package io.sluice.simulator;

import io.sluice.simulator.instruments.Oddity;
import io.sluice.simulator.instruments.Protocol;
import io.sluice.simulator.opcua.ExchangerServer;
import io.sluice.simulator.process.Point;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a fault does to the plant's servers and the cables to them. */
final class WireEffects {
  private static final Duration LONG_LIVED = Duration.ofDays(3_650);

  private final Function<Protocol, CabledServer> links;
  private final Supplier<Instant> clock;

  WireEffects(Function<Protocol, CabledServer> links, Supplier<Instant> clock) {
    this.links = links;
    this.clock = clock;
  }

  /** Lets the fault begin or end; one that is in the process alone changes nothing here. */
  void apply(Fault fault, boolean on) throws IOException {
    if (fault instanceof Fault.LinkDown down) {
      cut(links.apply(down.protocol()), on);
    } else if (fault instanceof Fault.OnWire wire) {
      CabledServer link = links.apply(wire.protocol());
      wire.wireFaults().forEach(on ? link::begin : link::end);
    } else if (fault instanceof Fault.ExceptionCodes codes && on) {
      links.apply(Protocol.MODBUS).begin(codes.lie());
    } else if (fault instanceof Fault.ExceptionCodes codes) {
      links.apply(Protocol.MODBUS).end(codes.lie());
    } else if (fault instanceof Fault.Restart restart && restart.sessionsKept()) {
      cut(links.apply(restart.protocol()), on);
    } else if (fault instanceof Fault.Restart restart) {
      power(links.apply(restart.protocol()), !on);
    } else {
      applyToExchanger(fault, on);
    }
  }

  private void applyToExchanger(Fault fault, boolean on) throws IOException {
    CabledServer link = links.apply(Protocol.OPCUA);
    if (!(link.server() instanceof ExchangerServer server)) {
      return;
    }
    if (fault instanceof Fault.ServerClockOff off) {
      server.clockOff(on ? off.by() : Duration.ZERO);
    } else if (fault instanceof Fault.CertificateExpiring expiring) {
      power(link, false);
      server.secureUntil(clock.get().plus(on ? expiring.in() : LONG_LIVED));
      power(link, true);
    } else if (fault instanceof Fault.Shown shown && shown.oddity() == Oddity.GONE) {
      show(server, shown.point(), !on);
    }
  }

  private static void show(ExchangerServer server, Point point, boolean shown) {
    if (shown) {
      server.show(point.tag());
    } else {
      server.hide(point.tag());
    }
  }

  private static void cut(CabledServer link, boolean cut) throws IOException {
    if (cut) {
      link.cut();
    } else {
      link.mend();
    }
  }

  private static void power(CabledServer link, boolean on) throws IOException {
    if (on) {
      link.start();
    } else {
      link.stop();
    }
  }
}
