/**
 * What the plant shows on its wires: tag lists, wire types, sensors, commands and the write log.
 */
@NullMarked
package io.sluice.simulator.instruments;

import org.jspecify.annotations.NullMarked;
