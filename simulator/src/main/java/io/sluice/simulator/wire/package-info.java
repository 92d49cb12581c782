/** The cable between a client and a server, and everything that can be wrong with it. */
@NullMarked
package io.sluice.simulator.wire;

import org.jspecify.annotations.NullMarked;
