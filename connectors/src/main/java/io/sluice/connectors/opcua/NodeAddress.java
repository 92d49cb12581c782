package io.sluice.connectors.opcua;

import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.UaRuntimeException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * A node as the user writes it (OPC 10000-6, 5.3.1.10 and 5.3.1.11): {@code nsu=<uri>;s=…} keeps
 * its meaning when the server's namespace table moves, {@code ns=2;s=…} does not.
 *
 * @param id the node, its namespace by URI or index
 */
record NodeAddress(ExpandedNodeId id) {
  private static final Pattern INDEX = Pattern.compile("ns=0*[1-9][0-9]*;.*");
  private static final Pattern SHAPE =
      Pattern.compile("((nsu=[^;]+|ns=[0-9]{1,5});)?(i=[0-9]{1,10}|s=.+|g=[0-9a-fA-F-]{36}|b=.+)");

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  static NodeAddress parse(String text) {
    String plain = text.strip();
    if (SHAPE.matcher(plain).matches()) {
      try {
        return new NodeAddress(ExpandedNodeId.parse(plain));
      } catch (UaRuntimeException | IllegalArgumentException wrong) {
        throw refused(text);
      }
    }
    throw refused(text);
  }

  /** Whether the text is one, and not a field of an event. */
  static boolean isOne(String text) {
    return SHAPE.matcher(text.strip()).matches();
  }

  /**
   * Whether it names its namespace by an index that may move; that of OPC UA itself, 0, never does.
   */
  static boolean mayMove(String text) {
    return INDEX.matcher(text.strip()).matches();
  }

  /** The node on a server with these namespaces; none where it lacks the URI. */
  Optional<NodeId> on(NamespaceTable namespaces) {
    return id.toNodeId(namespaces);
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "address is \""
            + text
            + "\", allowed is nsu=<namespace uri>;s=<name> or ns=2;s=<name>, or"
            + " i=<number>, g=<guid>, b=<base64> in place of s=");
  }
}
