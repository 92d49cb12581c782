package io.sluice.connectors.plc4x;

import io.sluice.connectors.Tag;
import io.sluice.connectors.TagProblem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.plc4x.java.DefaultPlcDriverManager;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.exceptions.PlcConnectionException;
import org.apache.plc4x.java.api.exceptions.PlcRuntimeException;
import org.apache.plc4x.java.api.model.PlcTag;

/** The drivers of PLC4X that are on the class path. */
final class Drivers {
  private static final DefaultPlcDriverManager ALL =
      new DefaultPlcDriverManager(Drivers.class.getClassLoader());

  private Drivers() {}

  /** Codes of those that may be used, in order. */
  static Set<String> codes() {
    Set<String> codes = new TreeSet<>(ALL.getProtocolCodes());
    codes.removeIf(Drivers::banned);
    return codes;
  }

  /** PLC4X's OPC UA driver has an open vulnerability: CVE-2026-102508. */
  static boolean banned(String code) {
    return code.startsWith("opcua");
  }

  static Plc4xLink.Opener opener(String url) {
    return () -> ALL.getConnection(url);
  }

  /**
   * Addresses that the driver cannot read, found without connecting: asked for them, it would fail
   * with a null pointer.
   */
  static void check(String code, List<Tag> tags, List<TagProblem> problems) {
    PlcConnection nowhere;
    try {
      nowhere = ALL.getDriver(code).getConnection(code + ":" + NowhereTransport.CODE + "://check");
    } catch (PlcConnectionException | PlcRuntimeException notByTransports) {
      return;
    }
    try {
      nowhere.connect();
    } catch (PlcConnectionException | RuntimeException setUpAndNotConnected) {
      tags.stream()
          .filter(tag -> !readable(nowhere, tag.address()))
          .forEach(tag -> problems.add(unreadable(code, tag)));
    }
  }

  /** A driver that cannot say is taken for one that can read it. */
  private static boolean readable(PlcConnection connection, String address) {
    try {
      Optional<PlcTag> read = connection.parseTagAddress(address);
      return read.isPresent();
    } catch (PlcRuntimeException refused) {
      return refused.getCause() instanceof NullPointerException;
    }
  }

  private static TagProblem unreadable(String code, Tag tag) {
    return new TagProblem(
        tag,
        "address",
        "address is \"" + tag.address() + "\", which PLC4X's driver " + code + " cannot read",
        "");
  }
}
