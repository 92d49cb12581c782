package io.sluice.connectors.modbus;

import io.sluice.connectors.StatusCode;
import io.sluice.connectors.plan.Outcome;
import java.util.Locale;

/** Exception codes (Modbus Application Protocol V1.1b3, 7) as status codes: the one table. */
final class ExceptionCodes {
  static final int ILLEGAL_FUNCTION = 1;

  private ExceptionCodes() {}

  static StatusCode status(int code) {
    return switch (code) {
      case ILLEGAL_FUNCTION -> StatusCode.BAD_NOT_SUPPORTED;
      case 2 -> StatusCode.BAD_NODE_ID_UNKNOWN;
      case 3 -> StatusCode.BAD_OUT_OF_RANGE;
      case 4, 8 -> StatusCode.BAD_DEVICE_FAILURE;
      case 5, 6, 7 -> StatusCode.BAD_RESOURCE_UNAVAILABLE;
      case 10, 11 -> StatusCode.BAD_NO_COMMUNICATION;
      default -> StatusCode.BAD_COMMUNICATION_ERROR;
    };
  }

  /**
   * What a refused read means for the plan: a part of the block may still be readable where the
   * code speaks of what was asked for, and not of a unit that is busy or out of reach.
   */
  static Outcome outcome(int code) {
    return switch (code) {
      case ILLEGAL_FUNCTION, 2, 3, 4, 8 -> new Outcome.Refused(status(code));
      default -> new Outcome.Unread(status(code));
    };
  }

  /** The code and its name. */
  static String words(int code) {
    String name =
        switch (code) {
          case ILLEGAL_FUNCTION -> "illegal function";
          case 2 -> "illegal data address";
          case 3 -> "illegal data value";
          case 4 -> "device failure";
          case 5 -> "acknowledged, not done yet";
          case 6 -> "busy";
          case 7 -> "negative acknowledge";
          case 8 -> "memory parity error";
          case 10 -> "gateway path unavailable";
          case 11 -> "the gateway's target does not answer";
          default -> "no code of the standard";
        };
    return String.format(Locale.ROOT, "exception %02X, %s", code, name);
  }
}
