package io.sluice.connectors.plc4x;

import io.sluice.connectors.Tag;
import io.sluice.connectors.link.Sending;
import io.sluice.connectors.link.WireNumber;
import io.sluice.connectors.plan.BlockReader;
import io.sluice.connectors.plan.Place;
import java.util.List;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.messages.PlcReadResponse;
import org.apache.plc4x.java.api.messages.PlcWriteRequest;
import org.apache.plc4x.java.api.types.PlcResponseCode;

/** How one PLC4X driver is asked for tags. Immutable, and so for all connections. */
public interface Dialect {
  /** Where the tags lie: what of them can share a request. */
  List<Place> places(List<Tag> tags);

  /** What reads a group over one connection. */
  BlockReader<PlcReadResponse> reader(PlcConnection connection, List<Tag> tags);

  /** Where and what to write for a value. */
  Target target(Tag tag, WireNumber wire);

  /** The request that writes a value under a name. */
  default PlcWriteRequest write(PlcConnection connection, String name, Tag tag, WireNumber wire) {
    Target target = target(tag, wire);
    return connection
        .writeRequestBuilder()
        .addTagAddress(name, target.address(), target.value())
        .build();
  }

  /** What became of a write that the device refused just now. */
  default Sending refused(PlcConnection connection, PlcResponseCode code) {
    return PlcWrite.refused(code);
  }

  /**
   * Where and what to write.
   *
   * @param address the driver's address text
   * @param value boxed in the exact Java type of the wire type
   */
  record Target(String address, Object value) {}
}
