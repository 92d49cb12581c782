package io.sluice.simulator.opcua;

import io.sluice.simulator.instruments.Image;
import io.sluice.simulator.instruments.Oddity;
import io.sluice.simulator.instruments.Panel;
import io.sluice.simulator.instruments.PlantTag;
import io.sluice.simulator.instruments.TagList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.Lifecycle;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaFolderNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteValue;
import org.jspecify.annotations.Nullable;

/**
 * The exchanger's nodes. Values are pushed to the monitored items with the instruments' own time:
 * the stock sampling model polls, and spins where a client asks for sampling interval 0.
 */
final class ExchangerNamespace extends ManagedNamespaceWithLifecycle {
  private static final StatusCode NODE_UNKNOWN = new StatusCode(StatusCodes.Bad_NodeIdUnknown);
  private static final StatusCode SENSOR_FAILURE = new StatusCode(StatusCodes.Bad_SensorFailure);

  private final Map<NodeId, PlantTag> tags = new LinkedHashMap<>();
  private final Map<NodeId, UaVariableNode> nodes = new HashMap<>();
  private final Map<DataItem, Pace> items = new ConcurrentHashMap<>();
  private final OutOfOrder faults;
  private final ExchangerWrites writes;
  private final Panel panel;

  ExchangerNamespace(OpcUaServer server, Panel panel, Supplier<Instant> clock, OutOfOrder faults) {
    super(server, TagList.NAMESPACE);
    this.panel = panel;
    this.faults = faults;
    this.writes = new ExchangerWrites(panel, clock);
    getLifecycleManager()
        .addLifecycle(
            new Lifecycle() {
              @Override
              public void startup() {
                addNodes();
                publish();
              }

              @Override
              public void shutdown() {
                items.clear();
              }
            });
  }

  private void addNodes() {
    UaFolderNode folder =
        new UaFolderNode(
            getNodeContext(),
            newNodeId("exchanger-1"),
            newQualifiedName("exchanger-1"),
            LocalizedText.english("exchanger-1"));
    getNodeManager().addNode(folder);
    folder.addReference(
        new Reference(
            folder.getNodeId(), NodeIds.Organizes, NodeIds.ObjectsFolder.expanded(), false));
    for (PlantTag tag : TagList.EXCHANGER.tags()) {
      folder.addOrganizes(addNode(tag));
    }
  }

  private UaVariableNode addNode(PlantTag tag) {
    var access = tag.writable() ? AccessLevel.READ_WRITE : AccessLevel.READ_ONLY;
    UaVariableNode node =
        new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
            .setNodeId(newNodeId(tag.name()))
            .setAccessLevel(access)
            .setUserAccessLevel(access)
            .setBrowseName(newQualifiedName(tag.name().substring("exchanger-1/".length())))
            .setDisplayName(LocalizedText.english(tag.name()))
            .setDescription(LocalizedText.english(tag.description()))
            .setDataType(NodeIds.Double)
            .setTypeDefinition(NodeIds.AnalogItemType)
            .setMinimumSamplingInterval(20.0)
            .build();
    getNodeManager().addNode(node);
    new AnalogProperties(getNodeContext()).of(node, tag).forEach(getNodeManager()::addNode);
    tags.put(node.getNodeId(), tag);
    nodes.put(node.getNodeId(), node);
    return node;
  }

  /**
   * Shows the latest image to readers, and to subscribers whose sampling interval is over. One
   * thread at a time takes image and shows it, so an older one never follows a newer.
   */
  synchronized void publish() {
    Image image = panel.image();
    showOrHide();
    nodes.forEach((id, node) -> node.setValue(value(tag(id), image)));
    long now = image.plantTime().toMillis();
    items.forEach((item, pace) -> push(item, pace, image, now));
  }

  /** A hidden node is unknown to whoever asks, and its monitored items say so. */
  private void showOrHide() {
    nodes.forEach(
        (id, node) -> {
          boolean there = getNodeManager().containsNode(id);
          boolean hidden = faults.hides(tag(id).name());
          if (hidden && there) {
            getNodeManager().removeNode(id);
          } else if (!hidden && !there) {
            getNodeManager().addNode(node);
          }
        });
  }

  private void push(DataItem item, Pace pace, Image image, long now) {
    PlantTag tag = tags.get(item.getReadValueId().getNodeId());
    if (tag != null && item.isSamplingEnabled() && pace.due(now, item.getSamplingInterval())) {
      item.setValue(value(tag, image));
    }
  }

  private PlantTag tag(NodeId id) {
    PlantTag tag = tags.get(id);
    if (tag == null) {
      throw new IllegalStateException(id + " has no tag");
    }
    return tag;
  }

  private DataValue value(PlantTag tag, Image image) {
    DateTime measured = new DateTime(image.time(tag.point()).plus(faults.clockOff()));
    if (faults.hides(tag.name())) {
      return new DataValue(Variant.NULL_VALUE, NODE_UNKNOWN, null, measured);
    }
    if (image.failed(tag.point())) {
      return new DataValue(Variant.NULL_VALUE, SENSOR_FAILURE, measured, measured);
    }
    boolean number = !image.is(tag.point(), Oddity.NOT_A_NUMBER);
    Variant value = new Variant(number ? tag.toWire(image.value(tag.point())) : Double.NaN);
    return new DataValue(value, StatusCode.GOOD, measured, measured);
  }

  @Override
  public List<StatusCode> write(WriteContext context, List<WriteValue> values) {
    List<StatusCode> results = new ArrayList<>(values.size());
    for (WriteValue value : values) {
      PlantTag tag = tags.get(value.getNodeId());
      boolean ours = tag != null && AttributeId.Value.uid().equals(value.getAttributeId());
      results.add(
          ours && tag != null
              ? writes.write(tag, value)
              : super.write(context, List.of(value)).get(0));
    }
    publish();
    return results;
  }

  /** Logs a write that was refused before it came here. */
  void refused(WriteValue value) {
    PlantTag tag = tags.get(value.getNodeId());
    if (tag != null) {
      writes.refused(tag, value);
    }
  }

  @Override
  public void onDataItemsCreated(List<DataItem> created) {
    Image image = panel.image();
    for (DataItem item : created) {
      Pace pace = new Pace();
      items.put(item, pace);
      sendFirst(item, pace, image);
    }
  }

  /** A new item reports its value at once (OPC 10000-4, 5.13.2). */
  private void sendFirst(DataItem item, Pace pace, Image image) {
    @Nullable PlantTag tag = tags.get(item.getReadValueId().getNodeId());
    boolean value = AttributeId.Value.uid().equals(item.getReadValueId().getAttributeId());
    if (tag != null && value) {
      push(item, pace, image, image.plantTime().toMillis());
    }
  }

  @Override
  public void onDataItemsModified(List<DataItem> modified) {
    modified.forEach(item -> items.put(item, new Pace()));
  }

  @Override
  public void onDataItemsDeleted(List<DataItem> deleted) {
    deleted.forEach(items::remove);
  }

  @Override
  public void onMonitoringModeChanged(List<MonitoredItem> changed) {
    // Asked for at each push.
  }

  /** When an item was last sampled, in plant milliseconds. */
  private static final class Pace {
    private static final long HALF_A_STEP = 10;
    private long last = Long.MIN_VALUE / 2;

    synchronized boolean due(long now, double samplingInterval) {
      if (now - last < samplingInterval - HALF_A_STEP) {
        return false;
      }
      last = now;
      return true;
    }
  }
}
