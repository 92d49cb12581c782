/** The plant's equations: no input or output, no clock, one step at a time from a seed. */
@NullMarked
package io.sluice.simulator.process;

import org.jspecify.annotations.NullMarked;
