/** A virtual S7 PLC: ISO-on-TCP server, its memory, and the pump skid behind data block 1. */
@NullMarked
package io.sluice.simulator.s7;

import org.jspecify.annotations.NullMarked;
