/** Modbus over TCP, TLS, RTU over TCP and serial lines, on PDUs of com.digitalpetri.modbus. */
@NullMarked
package io.sluice.connectors.modbus;

import org.jspecify.annotations.NullMarked;
