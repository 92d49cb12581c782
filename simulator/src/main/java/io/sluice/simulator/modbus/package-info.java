/** The pump skid's PLC as a Modbus TCP server. */
@NullMarked
package io.sluice.simulator.modbus;

import org.jspecify.annotations.NullMarked;
