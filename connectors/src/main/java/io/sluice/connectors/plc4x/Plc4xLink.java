package io.sluice.connectors.plc4x;

import io.sluice.connectors.DataType;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.link.Feed;
import io.sluice.connectors.link.Link;
import io.sluice.connectors.link.Session;
import io.sluice.connectors.link.SessionOwner;
import io.sluice.connectors.link.Spoken;
import io.sluice.connectors.link.WireNumber;
import java.math.BigInteger;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.plc4x.java.DefaultPlcDriverManager;
import org.apache.plc4x.java.api.PlcConnection;

/** Opens PLC4X connections, each with a connection object of its own. */
final class Plc4xLink implements Link {
  private final Plc4xUrl url;
  private final Duration timeout;
  private final List<Feed> feeds;
  private final PlantClock clock;
  private final PlantClock.Loop loop;
  private final DefaultPlcDriverManager drivers =
      new DefaultPlcDriverManager(Plc4xLink.class.getClassLoader());

  Plc4xLink(
      Plc4xUrl url, Duration timeout, List<Feed> feeds, PlantClock clock, PlantClock.Loop loop) {
    this.url = url;
    this.timeout = timeout;
    this.feeds = feeds;
    this.clock = clock;
    this.loop = loop;
  }

  @Override
  public Session open(SessionOwner owner) throws Exception {
    PlcConnection connection = drivers.getConnection(url.forDriver());
    try {
      prove(connection);
      return new Plc4xSession(connection, owner, this);
    } catch (Exception noAnswer) {
      closeAfter(noAnswer, connection);
      throw noAnswer;
    }
  }

  Duration timeout() {
    return timeout;
  }

  List<Feed> feeds() {
    return feeds;
  }

  PlantClock clock() {
    return clock;
  }

  PlantClock.Loop loop() {
    return loop;
  }

  boolean modbus() {
    return url.modbus();
  }

  ReadPlan plan(TagGroup group, long retryNanos) {
    return modbus()
        ? ReadPlan.modbus(group.tags(), retryNanos)
        : ReadPlan.named(group.tags(), retryNanos);
  }

  PlcWrite.Target writeTarget(Tag tag, WireNumber wire) {
    String address = tag.address();
    if (modbus()) {
      ModbusAddress place = ModbusAddress.parse(address);
      address = ModbusAddress.forDriver(place.area(), place.offset(), driverType(tag.type()));
    }
    return new PlcWrite.Target(address, boxed(tag.type(), wire));
  }

  /** Any answer will do, a refusal too: it says that somebody is there who speaks the protocol. */
  private void prove(PlcConnection connection) throws Exception {
    TagGroup first =
        feeds.stream()
            .map(Feed::group)
            .filter(group -> !group.tags().isEmpty())
            .findFirst()
            .orElse(null);
    if (first == null) {
      return;
    }
    Block block = plan(first, 0).blocks().get(0);
    try {
      new Blocks(connection, first.tags(), modbus())
          .request(block)
          .execute()
          .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException silent) {
      if (!connection.isConnected()) {
        throw new ClosedChannelException();
      }
      throw new TimeoutException("connected, but no answer within " + Spoken.duration(timeout));
    }
  }

  private static void closeAfter(Exception failure, PlcConnection connection) {
    try {
      connection.close();
    } catch (Exception unclean) {
      failure.addSuppressed(unclean);
    }
  }

  private static String driverType(DataType type) {
    return switch (type) {
      case BOOL -> "BOOL";
      case INT16 -> "INT";
      case UINT16 -> "UINT";
      case INT32 -> "DINT";
      case UINT32 -> "UDINT";
      case INT64 -> "LINT";
      case UINT64 -> "ULINT";
      case FLOAT32 -> "REAL";
      case FLOAT64 -> "LREAL";
      case STRING -> "STRING";
    };
  }

  /** PLC4X converts no value by itself without losing something: it gets the exact type. */
  private static Object boxed(DataType type, WireNumber wire) {
    if (wire instanceof WireNumber.Real real) {
      return type == DataType.FLOAT32 ? (Object) (float) real.value() : (Object) real.value();
    }
    if (!(wire instanceof WireNumber.Whole whole)) {
      throw new IllegalArgumentException("nothing to write: " + wire);
    }
    long value = whole.value();
    return switch (type) {
      case BOOL -> value != 0;
      case INT16 -> (short) value;
      case UINT16, INT32 -> (int) value;
      case UINT64 -> new BigInteger(Long.toUnsignedString(value));
      default -> value;
    };
  }
}
