package io.sluice.connectors.opcua;

import io.sluice.connectors.BrowsedNode;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.TagBrowser;
import io.sluice.connectors.UnreachableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/** Looks around in a server's address space. */
final class OpcUaBrowser implements TagBrowser {
  private final Visits visits;
  private final PlantClock clock;

  OpcUaBrowser(String name, OpcUaOptions options, PlantClock clock) {
    this.visits = new Visits(name, options, clock);
    this.clock = clock;
  }

  @Override
  public Found browse(String start, Limits limits)
      throws UnreachableException, InterruptedException {
    return visits.make(client -> look(client, start, limits));
  }

  private Found look(OpcUaClient client, String start, Limits limits) throws Exception {
    Walk walk = new Walk(client, limits, clock);
    walk.from(node(client, start));
    PointReader points = new PointReader(client, walk);
    Map<Walk.Seen, BrowsedNode.Point> read = points.read();
    List<BrowsedNode> nodes = new ArrayList<>();
    for (Walk.Seen child : walk.top()) {
      tell(client, child, List.of(), read, nodes);
    }
    return new Found(nodes, walk.leftOut());
  }

  private static NodeId node(OpcUaClient client, String start) throws UnreachableException {
    if (start.isEmpty()) {
      return NodeIds.ObjectsFolder;
    }
    return NodeAddress.parse(start)
        .on(client.getNamespaceTable())
        .orElseThrow(
            () -> new UnreachableException("the server has no namespace for the node " + start));
  }

  private static void tell(
      OpcUaClient client,
      Walk.Seen seen,
      List<String> above,
      Map<Walk.Seen, BrowsedNode.Point> points,
      List<BrowsedNode> into) {
    List<String> path = new ArrayList<>(above);
    path.add(seen.name());
    into.add(new BrowsedNode(path, address(client, seen.id()), points.get(seen)));
    for (Walk.Seen child : seen.children()) {
      tell(client, child, path, points, into);
    }
  }

  /** By namespace URI, so that it keeps its meaning; the standard's own namespace needs none. */
  private static String address(OpcUaClient client, NodeId id) {
    return id.getNamespaceIndex().intValue() == 0
        ? id.toParseableString()
        : id.expanded(client.getNamespaceTable()).toParseableString();
  }
}
