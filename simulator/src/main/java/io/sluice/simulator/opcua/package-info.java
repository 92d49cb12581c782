/** The heat exchanger's controller as an OPC UA server. */
@NullMarked
package io.sluice.simulator.opcua;

import org.jspecify.annotations.NullMarked;
