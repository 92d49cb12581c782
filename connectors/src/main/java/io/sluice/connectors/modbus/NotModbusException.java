package io.sluice.connectors.modbus;

import java.io.IOException;

/** What came is no Modbus, or not what was asked for; the connection cannot be trusted any more. */
final class NotModbusException extends IOException {
  private static final long serialVersionUID = 1;

  NotModbusException(String sentence) {
    super(sentence);
  }
}
