/**
 * PLC4X behind the supervisor: Modbus TCP with blocks of our own, Logix with checked answers, any
 * other driver by its tags.
 */
@NullMarked
package io.sluice.connectors.plc4x;

import org.jspecify.annotations.NullMarked;
