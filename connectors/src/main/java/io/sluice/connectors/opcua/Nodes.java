package io.sluice.connectors.opcua;

import io.sluice.connectors.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.util.Lists;
import org.jspecify.annotations.Nullable;

/** The server's nodes behind the tags' addresses, as resolved when the session began. */
final class Nodes {
  private static final int LAST_NUMERIC_TYPE = 11;

  private final NamespaceTable namespaces;
  private final Map<String, NodeId> byAddress = new HashMap<>();
  private final Map<String, Integer> builtinTypes = new HashMap<>();

  private Nodes(NamespaceTable namespaces) {
    this.namespaces = namespaces;
  }

  /** Resolves namespaces and asks for the types of writable nodes; blocks. */
  static Nodes resolve(OpcUaClient client, List<Tag> tags, ServerLimits limits)
      throws UaException, InterruptedException {
    Nodes nodes = new Nodes(client.getNamespaceTable());
    List<Tag> writable = new ArrayList<>();
    for (Tag tag : tags) {
      if (!NodeAddress.isOne(tag.address())) {
        continue;
      }
      NodeAddress.parse(tag.address())
          .on(nodes.namespaces)
          .ifPresent(
              node -> {
                nodes.byAddress.put(tag.address(), node);
                if (tag.writable()) {
                  writable.add(tag);
                }
              });
    }
    nodes.readTypes(client, writable, limits);
    return nodes;
  }

  /**
   * The node, of a tag that is not scanned too, or null where the server lacks its namespace, and
   * for a field of an event.
   */
  @Nullable NodeId node(Tag tag) {
    NodeId known = byAddress.get(tag.address());
    return known == null && NodeAddress.isOne(tag.address())
        ? NodeAddress.parse(tag.address()).on(namespaces).orElse(null)
        : known;
  }

  /** Number of the node's built-in type, or 0 where the server did not tell. */
  int builtinType(Tag tag) {
    return builtinTypes.getOrDefault(tag.address(), 0);
  }

  private void readTypes(OpcUaClient client, List<Tag> writable, ServerLimits limits)
      throws UaException, InterruptedException {
    List<ReadValueId> reads = new ArrayList<>();
    for (Tag tag : writable) {
      reads.add(read(tag, AttributeId.DataType));
      reads.add(read(tag, AttributeId.Value));
    }
    try {
      List<DataValue> answers =
          new Portions<ReadValueId, DataValue>(
                  limits.reads(),
                  some ->
                      client
                          .readAsync(0.0, TimestampsToReturn.Neither, some)
                          .thenApply(response -> Lists.ofNullable(response.getResults())),
                  DataValue::new)
              .of(reads)
              .get();
      for (int i = 0; i < writable.size(); i++) {
        int type = type(answers.get(2 * i).getValue().getValue(), answers.get(2 * i + 1));
        builtinTypes.put(writable.get(i).address(), type);
      }
    } catch (ExecutionException failed) {
      throw new UaException(failed.getCause());
    }
  }

  private ReadValueId read(Tag tag, AttributeId attribute) {
    return new ReadValueId(
        byAddress.get(tag.address()), attribute.uid(), null, QualifiedName.NULL_VALUE);
  }

  /** The declared type where it is a concrete number, else that of the value it holds. */
  private static int type(@Nullable Object declared, DataValue value) {
    if (declared instanceof NodeId id
        && id.getNamespaceIndex().intValue() == 0
        && id.getIdentifier() instanceof UInteger number
        && number.intValue() <= LAST_NUMERIC_TYPE) {
      return number.intValue();
    }
    Object held = value.getValue().getValue();
    return held != null && OpcUaDataType.isBuiltin(held.getClass())
        ? OpcUaDataType.getBuiltinTypeId(held.getClass())
        : 0;
  }
}
