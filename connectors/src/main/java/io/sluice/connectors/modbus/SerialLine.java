package io.sluice.connectors.modbus;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortDataListener;
import com.fazecast.jSerialComm.SerialPortEvent;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A serial line of RS-232 or RS-485. */
final class SerialLine implements Line {
  private final SerialPort port;
  private final Listener listener;
  private final AtomicBoolean gone = new AtomicBoolean();

  private SerialLine(SerialPort port, Listener listener) {
    this.port = port;
    this.listener = listener;
  }

  /**
   * Opens the device.
   *
   * @throws IOException where it is not there or not ours to open
   */
  static SerialLine open(String device, ModbusOptions.Serial settings, Listener listener)
      throws IOException {
    SerialPort port = found(device);
    port.setComPortParameters(
        settings.baud(), settings.dataBits(), stopBits(settings), parity(settings));
    port.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
    if (!port.openPort(0)) {
      throw new IOException(device + " cannot be opened: is it there, free, and ours to use?");
    }
    SerialLine line = new SerialLine(port, listener);
    if (!port.addDataListener(line.new Ear())) {
      port.closePort();
      throw new IOException(device + " cannot be listened to");
    }
    return line;
  }

  @Override
  public void send(byte[] frame) {
    if (port.writeBytes(frame, frame.length) != frame.length) {
      end(new IOException("the serial line takes no bytes"));
    }
  }

  @Override
  public void abandon(Throwable why) {
    end(why);
  }

  @Override
  public void close() {
    port.removeDataListener();
    port.closePort();
    end(new ClosedChannelException());
  }

  private void end(Throwable why) {
    if (gone.compareAndSet(false, true)) {
      listener.closed(why);
    }
  }

  private static SerialPort found(String device) throws IOException {
    try {
      return SerialPort.getCommPort(device);
    } catch (SerialPortInvalidPortException none) {
      throw new IOException(device + " is no serial device", none);
    }
  }

  private static int stopBits(ModbusOptions.Serial settings) {
    return settings.stopBits() == 2 ? SerialPort.TWO_STOP_BITS : SerialPort.ONE_STOP_BIT;
  }

  private static int parity(ModbusOptions.Serial settings) {
    return switch (settings.parity()) {
      case NONE -> SerialPort.NO_PARITY;
      case EVEN -> SerialPort.EVEN_PARITY;
      case ODD -> SerialPort.ODD_PARITY;
    };
  }

  private final class Ear implements SerialPortDataListener {
    @Override
    public int getListeningEvents() {
      return SerialPort.LISTENING_EVENT_DATA_AVAILABLE
          | SerialPort.LISTENING_EVENT_PORT_DISCONNECTED;
    }

    @Override
    public void serialEvent(SerialPortEvent event) {
      if (event.getEventType() == SerialPort.LISTENING_EVENT_PORT_DISCONNECTED) {
        end(new IOException("the serial device was unplugged"));
        return;
      }
      byte[] bytes = new byte[Math.max(0, port.bytesAvailable())];
      int read = port.readBytes(bytes, bytes.length);
      if (read > 0) {
        listener.bytes(ByteBuffer.wrap(bytes, 0, read));
      }
    }
  }
}
