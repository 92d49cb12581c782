package io.sluice.connectors.opcua;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.TagBrowser;
import io.sluice.connectors.UnreachableException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseResultMask;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;
import org.jspecify.annotations.Nullable;

/**
 * One walk through an address space, level by level, many nodes a request within the server's own
 * limits. Every node is visited once, so that circles end. Blocking; for one thread.
 */
final class Walk {
  /** S7-1200 and others get slow far below the limits that they tell. */
  private static final int BATCH = 100;

  private static final UInteger CLASSES =
      Unsigned.uint(NodeClass.Object.getValue() | NodeClass.Variable.getValue());

  private final OpcUaClient client;
  private final TagBrowser.Limits limits;
  private final PlantClock clock;
  private final long deadline;
  private final int batch;
  private final Set<NodeId> visited = new HashSet<>();
  private final Set<String> leftOut = new LinkedHashSet<>();
  private final List<Seen> variables = new ArrayList<>();
  private List<Seen> top = List.of();
  private boolean cut;

  /** A node that was met. */
  static final class Seen {
    private final NodeId id;
    private final String name;
    private final boolean variable;
    private final List<Seen> children = new ArrayList<>();
    private @Nullable NodeId range;
    private @Nullable NodeId unit;

    private Seen(NodeId id, String name, boolean variable) {
      this.id = id;
      this.name = name;
      this.variable = variable;
    }

    NodeId id() {
      return id;
    }

    String name() {
      return name;
    }

    List<Seen> children() {
      return children;
    }

    /** Its property EURange, where it has one. */
    @Nullable NodeId range() {
      return range;
    }

    /** Its property EngineeringUnits, where it has one. */
    @Nullable NodeId unit() {
      return unit;
    }
  }

  Walk(OpcUaClient client, TagBrowser.Limits limits, PlantClock clock) throws UaException {
    this.client = client;
    this.limits = limits;
    this.clock = clock;
    this.deadline = clock.nanoTime() + limits.within().toNanos();
    this.batch = limit(client.getOperationLimits().maxNodesPerBrowse().orElse(null), BATCH);
  }

  /** The smaller of what the server allows, where it says so, and what is wise. */
  static int limit(@Nullable UInteger told, int wise) {
    return told == null || told.longValue() == 0 ? wise : (int) Math.min(told.longValue(), wise);
  }

  /** Walks; the level below the last one is asked for units and ranges only. */
  void from(NodeId start) throws UaException, UnreachableException {
    Seen root = new Seen(start, "", false);
    visited.add(start);
    List<Seen> level = List.of(root);
    for (int depth = 0; depth <= limits.depth() && !level.isEmpty() && !cut; depth++) {
      boolean below = depth < limits.depth();
      List<Seen> asked = below ? level : level.stream().filter(seen -> seen.variable).toList();
      List<Seen> next = new ArrayList<>();
      for (int from = 0; from < asked.size() && inTime(); from += batch) {
        List<Seen> some = asked.subList(from, Math.min(asked.size(), from + batch));
        browse(some, below ? next : null);
      }
      if (!below && level.size() > asked.size()) {
        leftOut.add("what lies deeper than " + limits.depth() + " levels is not shown");
      }
      level = next;
    }
    top = root.children;
  }

  List<Seen> top() {
    return top;
  }

  List<Seen> variables() {
    return variables;
  }

  List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  void leftOut(String sentence) {
    leftOut.add(sentence);
  }

  boolean inTime() {
    if (clock.nanoTime() - deadline < 0) {
      return true;
    }
    cut = true;
    leftOut.add("the time of " + limits.within().toSeconds() + " s was over before all was seen");
    return false;
  }

  private void browse(List<Seen> parents, @Nullable List<Seen> next)
      throws UaException, UnreachableException {
    List<BrowseResult> results =
        client.browse(parents.stream().map(seen -> description(seen.id)).toList());
    for (int i = 0; i < Math.min(parents.size(), results.size()); i++) {
      take(parents.get(i), results.get(i), next);
    }
  }

  /** Takes one node's references, and what the server keeps behind continuation points. */
  private void take(Seen parent, BrowseResult first, @Nullable List<Seen> next)
      throws UaException, UnreachableException {
    if (first.getStatusCode().isBad()) {
      String why = Failures.name(first.getStatusCode());
      if (parent.name.isEmpty()) {
        throw new UnreachableException(
            "the server cannot browse " + parent.id.toParseableString() + ": " + why);
      }
      leftOut.add("what lies below " + parent.name + " is not told: " + why);
      return;
    }
    BrowseResult part = first;
    while (true) {
      ReferenceDescription[] references = part.getReferences();
      if (references != null) {
        for (ReferenceDescription reference : references) {
          meet(parent, reference, next);
        }
      }
      ByteString more = part.getContinuationPoint();
      if (more == null || more.isNullOrEmpty()) {
        return;
      }
      boolean enough = cut || !inTime();
      BrowseResult[] rest = client.browseNext(enough, List.of(more)).getResults();
      if (enough || rest == null || rest.length == 0) {
        return;
      }
      part = rest[0];
      if (part.getStatusCode().isBad()) {
        leftOut.add(
            "the rest below "
                + parent.name
                + " is not told: "
                + Failures.name(part.getStatusCode()));
        return;
      }
    }
  }

  private void meet(Seen parent, ReferenceDescription reference, @Nullable List<Seen> next) {
    NodeId id = reference.getNodeId().toNodeId(client.getNamespaceTable()).orElse(null);
    String name = String.valueOf(reference.getBrowseName().getName());
    if (id == null || !reference.getNodeId().isLocal()) {
      return;
    }
    if (NodeIds.HasProperty.equals(reference.getReferenceTypeId())) {
      property(parent, name, id);
    } else if (NodeIds.Server.equals(id)) {
      leftOut.add("the server's own object is not shown; browse i=2253 for it");
    } else if (next != null && !cut && visited.add(id)) {
      if (visited.size() - 1 > limits.nodes()) {
        cut = true;
        leftOut.add("there are more than " + limits.nodes() + " nodes; browse one of them");
        return;
      }
      Seen child = new Seen(id, name, reference.getNodeClass() == NodeClass.Variable);
      parent.children.add(child);
      next.add(child);
      if (child.variable) {
        variables.add(child);
      }
    }
  }

  private static void property(Seen parent, String name, NodeId id) {
    if (name.equals("EURange")) {
      parent.range = id;
    } else if (name.equals("EngineeringUnits")) {
      parent.unit = id;
    }
  }

  private static BrowseDescription description(NodeId id) {
    return new BrowseDescription(
        id,
        BrowseDirection.Forward,
        NodeIds.HierarchicalReferences,
        true,
        CLASSES,
        Unsigned.uint(BrowseResultMask.All.getValue()));
  }
}
