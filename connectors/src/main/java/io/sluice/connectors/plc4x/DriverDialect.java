package io.sluice.connectors.plc4x;

import io.sluice.connectors.Tag;
import io.sluice.connectors.link.WireNumber;
import io.sluice.connectors.plan.BlockReader;
import io.sluice.connectors.plan.Place;
import java.util.List;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.messages.PlcReadResponse;

/** Any driver, by its own addresses: it merges reads itself. */
final class DriverDialect implements Dialect {
  private static final int TAGS_LIMIT = 64;

  @Override
  public List<Place> places(List<Tag> tags) {
    return Place.named(tags.size(), TAGS_LIMIT);
  }

  @Override
  public BlockReader<PlcReadResponse> reader(PlcConnection connection, List<Tag> tags) {
    return new NamedReader(connection, tags, tags.stream().map(Tag::address).toList());
  }

  @Override
  public Target target(Tag tag, WireNumber wire) {
    return new Target(tag.address(), DriverTypes.boxed(tag.type(), wire));
  }
}
