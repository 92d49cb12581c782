package io.sluice.gateway.routes;

import io.sluice.gateway.assets.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * The last body that goes through a route of scans before it stops: each step adds what it still
 * holds, so that nothing ends without a record. It carries no scan and is not counted as one.
 *
 * @param records what {@code spool:} will keep of it
 */
record RouteEnd(List<Finding.OutRecord> records) {
  RouteEnd {
    records = List.copyOf(records);
  }

  RouteEnd with(List<Finding.OutRecord> more) {
    List<Finding.OutRecord> all = new ArrayList<>(records);
    all.addAll(more);
    return new RouteEnd(all);
  }
}
