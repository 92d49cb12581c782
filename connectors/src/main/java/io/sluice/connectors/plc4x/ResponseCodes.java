package io.sluice.connectors.plc4x;

import io.sluice.connectors.StatusCode;
import io.sluice.connectors.plan.Outcome;
import org.apache.plc4x.java.api.types.PlcResponseCode;

/** PLC4X's response codes as OPC UA status codes: the one table. */
final class ResponseCodes {
  private ResponseCodes() {}

  static StatusCode status(PlcResponseCode code) {
    return switch (code) {
      case OK -> StatusCode.GOOD;
      case NOT_FOUND, INVALID_ADDRESS -> StatusCode.BAD_NODE_ID_UNKNOWN;
      case ACCESS_DENIED -> StatusCode.BAD_NOT_READABLE;
      case INVALID_DATA -> StatusCode.BAD_OUT_OF_RANGE;
      case INVALID_DATATYPE -> StatusCode.BAD_TYPE_MISMATCH;
      case UNSUPPORTED -> StatusCode.BAD_NOT_SUPPORTED;
      case REMOTE_BUSY -> StatusCode.BAD_RESOURCE_UNAVAILABLE;
      case REMOTE_ERROR -> StatusCode.BAD_DEVICE_FAILURE;
      default -> StatusCode.BAD_COMMUNICATION_ERROR;
    };
  }

  /**
   * What a refusal means for the plan.
   *
   * @param all whether no tag of the block was answered
   */
  static Outcome outcome(PlcResponseCode refusal, boolean all) {
    if (aboutTheBlock(refusal)) {
      return new Outcome.Refused(status(refusal));
    }
    return all ? new Outcome.Unread(status(refusal)) : new Outcome.Answered();
  }

  /**
   * True where a part of the block may still be readable: the refusal speaks of what was asked for
   * and not of a device that is busy or out of reach.
   */
  private static boolean aboutTheBlock(PlcResponseCode code) {
    return switch (code) {
      case NOT_FOUND,
          INVALID_ADDRESS,
          INVALID_DATA,
          INVALID_DATATYPE,
          UNSUPPORTED,
          ACCESS_DENIED,
          REMOTE_ERROR ->
          true;
      default -> false;
    };
  }
}
