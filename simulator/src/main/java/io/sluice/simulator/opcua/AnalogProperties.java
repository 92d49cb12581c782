package io.sluice.simulator.opcua;

import io.sluice.simulator.instruments.PlantTag;
import java.util.List;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNodeContext;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.UaStructuredType;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;

/** Unit and range beside an analog value, for clients that ask (OPC 10000-8, 5.3.2). */
final class AnalogProperties {
  private static final String UNITS = "http://www.opcfoundation.org/UA/units/un/cefact";

  /** The unit has no code of UNECE here; its name is what people read (OPC 10000-8, 5.6.4.3). */
  private static final int NO_CODE = -1;

  private final UaNodeContext context;

  AnalogProperties(UaNodeContext context) {
    this.context = context;
  }

  /** The properties of a node, to be added to the address space. */
  List<UaVariableNode> of(UaVariableNode node, PlantTag tag) {
    LocalizedText unit = LocalizedText.english(tag.unit());
    return List.of(
        property(node, "EURange", new Range(tag.low(), tag.high()), NodeIds.Range),
        property(
            node,
            "EngineeringUnits",
            new EUInformation(UNITS, NO_CODE, unit, unit),
            NodeIds.EUInformation));
  }

  private UaVariableNode property(
      UaVariableNode of, String name, UaStructuredType value, NodeId type) {
    NodeId id =
        new NodeId(of.getNodeId().getNamespaceIndex(), of.getNodeId().getIdentifier() + "." + name);
    UaVariableNode property =
        new UaVariableNode.UaVariableNodeBuilder(context)
            .setNodeId(id)
            .setAccessLevel(AccessLevel.READ_ONLY)
            .setUserAccessLevel(AccessLevel.READ_ONLY)
            .setBrowseName(new QualifiedName(0, name))
            .setDisplayName(LocalizedText.english(name))
            .setDataType(type)
            .setTypeDefinition(NodeIds.PropertyType)
            .build();
    property.setValue(
        new DataValue(
            new Variant(
                ExtensionObject.encode(context.getServer().getStaticEncodingContext(), value))));
    of.addReference(new Reference(of.getNodeId(), NodeIds.HasProperty, id.expanded(), true));
    return property;
  }
}
