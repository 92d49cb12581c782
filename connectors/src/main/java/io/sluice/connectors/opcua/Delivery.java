package io.sluice.connectors.opcua;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.EventFieldList;
import org.eclipse.milo.opcua.stack.core.types.structured.EventNotificationList;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.eclipse.milo.opcua.stack.core.types.structured.StatusChangeNotification;

/**
 * One notification message, decoded.
 *
 * @param number its sequence number; of a keep-alive, the number of the message to come
 * @param parts what it tells; nothing where it is a keep-alive
 */
record Delivery(long number, List<Part> parts) {
  /** One notification. */
  sealed interface Part {
    /** Values of monitored items. */
    record Changes(List<MonitoredItemNotification> items) implements Part {}

    /** Events of a node. */
    record Events(List<EventFieldList> events) implements Part {}

    /** The subscription itself changed. */
    record StatusChange(StatusCode status) implements Part {}

    /** It cannot be read. */
    record Unreadable() implements Part {}
  }

  /** Decodes; whatever cannot be decoded becomes {@link Part.Unreadable}. */
  static Delivery of(NotificationMessage message, EncodingContext context) {
    ExtensionObject[] data = message.getNotificationData();
    List<Part> parts = new ArrayList<>();
    for (ExtensionObject one : data == null ? new ExtensionObject[0] : data) {
      parts.add(part(one, context));
    }
    return new Delivery(message.getSequenceNumber().longValue(), parts);
  }

  boolean keepAlive() {
    return parts.isEmpty();
  }

  private static Part part(ExtensionObject one, EncodingContext context) {
    try {
      Object decoded = one.decode(context);
      if (decoded instanceof DataChangeNotification change) {
        MonitoredItemNotification[] items = change.getMonitoredItems();
        return new Part.Changes(items == null ? List.of() : Arrays.asList(items));
      }
      if (decoded instanceof EventNotificationList list) {
        EventFieldList[] events = list.getEvents();
        return new Part.Events(events == null ? List.of() : Arrays.asList(events));
      }
      return decoded instanceof StatusChangeNotification change
          ? new Part.StatusChange(change.getStatus())
          : new Part.Unreadable();
    } catch (RuntimeException malformed) {
      // The decoder meets bad lengths with exceptions of many kinds.
      return new Part.Unreadable();
    }
  }
}
