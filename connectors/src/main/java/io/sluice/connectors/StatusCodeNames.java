package io.sluice.connectors;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Names of the status codes this house produces itself, in the standard's spelling. */
final class StatusCodeNames {
  private static final Map<Integer, String> NAMES = names();

  private StatusCodeNames() {}

  static String of(int code) {
    String name = NAMES.get(code & 0xFFFF0000);
    return name == null ? String.format(Locale.ROOT, "0x%08X", code) : name;
  }

  static Optional<Integer> codeOf(String name) {
    return NAMES.entrySet().stream()
        .filter(known -> known.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static Map<Integer, String> names() {
    Map<Integer, String> names = new HashMap<>();
    names.put(0x00000000, "Good");
    names.put(0x002D0000, "Good_SubscriptionTransferred");
    names.put(0x00960000, "Good_LocalOverride");
    names.put(0x40000000, "Uncertain");
    names.put(0x408F0000, "Uncertain_NoCommunicationLastUsableValue");
    names.put(0x40900000, "Uncertain_LastUsableValue");
    names.put(0x40930000, "Uncertain_SensorNotAccurate");
    names.put(0x40940000, "Uncertain_EngineeringUnitsExceeded");
    names.put(0x80000000, "Bad");
    names.put(0x80040000, "Bad_ResourceUnavailable");
    names.put(0x80050000, "Bad_CommunicationError");
    names.put(0x80070000, "Bad_DecodingError");
    names.put(0x800A0000, "Bad_Timeout");
    names.put(0x800C0000, "Bad_Shutdown");
    names.put(0x80310000, "Bad_NoCommunication");
    names.put(0x80320000, "Bad_WaitingForInitialData");
    names.put(0x80330000, "Bad_NodeIdInvalid");
    names.put(0x80340000, "Bad_NodeIdUnknown");
    names.put(0x80350000, "Bad_AttributeIdInvalid");
    names.put(0x803A0000, "Bad_NotReadable");
    names.put(0x803B0000, "Bad_NotWritable");
    names.put(0x803C0000, "Bad_OutOfRange");
    names.put(0x803D0000, "Bad_NotSupported");
    names.put(0x801F0000, "Bad_UserAccessDenied");
    names.put(0x80740000, "Bad_TypeMismatch");
    names.put(0x80890000, "Bad_ConfigurationError");
    names.put(0x808A0000, "Bad_NotConnected");
    names.put(0x808B0000, "Bad_DeviceFailure");
    names.put(0x808C0000, "Bad_SensorFailure");
    return Map.copyOf(names);
  }
}
