package io.sluice.connectors.opcua;

import io.sluice.connectors.Scan;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.ContentFilter;
import org.eclipse.milo.opcua.stack.core.types.structured.EventFieldList;
import org.eclipse.milo.opcua.stack.core.types.structured.EventFilter;
import org.eclipse.milo.opcua.stack.core.types.structured.SimpleAttributeOperand;
import org.jspecify.annotations.Nullable;

/**
 * A group that hears events, alarms among them (OPC 10000-4, 7.22.3): each event is one scan, and
 * each tag is a field of it, addressed by the names on its path, as {@code Severity} or {@code
 * ActiveState/Id}. A field that an event does not have has no sample in its scan; the time of the
 * event is that of its samples.
 */
final class EventFields {
  private static final Pattern SHAPE =
      Pattern.compile(
          "([0-9]{1,5}:)?[A-Za-z_][A-Za-z0-9_]*(/([0-9]{1,5}:)?[A-Za-z_][A-Za-z0-9_]*)*");

  /** Fields of all events (OPC 10000-5, 6.4.2); others are those of alarms. */
  private static final List<String> OF_ALL =
      List.of(
          "EventId",
          "EventType",
          "SourceNode",
          "SourceName",
          "Time",
          "ReceiveTime",
          "LocalTime",
          "Message",
          "Severity");

  private final List<Tag> tags;

  /** What an event means here: a scan, a loss that the server tells of, or nothing. */
  enum Kind {
    EVENT,
    OVERFLOW,
    REFRESH
  }

  EventFields(TagGroup group) {
    this.tags = group.tags();
  }

  /**
   * Checks a field's path.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  static void check(String address) {
    if (!SHAPE.matcher(address.strip()).matches()) {
      throw new IllegalArgumentException(
          "address is \""
              + address
              + "\", allowed in a group of events is a field of the event, as Severity, Message,"
              + " SourceName or ActiveState/Id");
    }
  }

  /** What the server is to tell of each event: the tags' fields, then its time and type. */
  EventFilter filter() {
    List<SimpleAttributeOperand> clauses = new ArrayList<>();
    for (Tag tag : tags) {
      clauses.add(operand(tag.address().strip()));
    }
    clauses.add(operand("Time"));
    clauses.add(operand("EventType"));
    return new EventFilter(clauses.toArray(new SimpleAttributeOperand[0]), new ContentFilter(null));
  }

  /** What an event is. */
  Kind kind(EventFieldList event) {
    Object type = field(event, tags.size() + 1);
    if (NodeIds.EventQueueOverflowEventType.equals(type)) {
      return Kind.OVERFLOW;
    }
    boolean refresh =
        NodeIds.RefreshStartEventType.equals(type) || NodeIds.RefreshEndEventType.equals(type);
    return refresh ? Kind.REFRESH : Kind.EVENT;
  }

  /** Adds the fields of an event. */
  void add(Scan.Builder scan, EventFieldList event, Samples samples, long now) {
    DateTime time = field(event, tags.size()) instanceof DateTime told ? told : null;
    for (int tag = 0; tag < tags.size(); tag++) {
      Object value = field(event, tag);
      if (value != null && !(value instanceof StatusCode)) {
        samples.add(scan, tag, new DataValue(new Variant(value), StatusCode.GOOD, time, null), now);
      }
    }
  }

  private static @Nullable Object field(EventFieldList event, int index) {
    Variant[] fields = event.getEventFields();
    return fields == null || index >= fields.length ? null : fields[index].getValue();
  }

  private static SimpleAttributeOperand operand(String path) {
    String[] names = path.split("/", -1);
    QualifiedName[] browse = new QualifiedName[names.length];
    for (int i = 0; i < names.length; i++) {
      browse[i] = QualifiedName.parse(names[i]);
    }
    NodeId type = OF_ALL.contains(path) ? NodeIds.BaseEventType : NodeIds.AlarmConditionType;
    return new SimpleAttributeOperand(type, browse, AttributeId.Value.uid(), null);
  }
}
