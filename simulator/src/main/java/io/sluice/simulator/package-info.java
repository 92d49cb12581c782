/** A virtual plant and a virtual cloud: peers on the wire that know nothing of the gateway. */
@NullMarked
package io.sluice.simulator;

import org.jspecify.annotations.NullMarked;
