/** Tests of the write path, with a fake plant as the peer and a checker that shares no code. */
@NullMarked
package io.sluice.gateway.setpoints;

import org.jspecify.annotations.NullMarked;
