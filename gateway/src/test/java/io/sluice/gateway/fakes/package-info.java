/** A plant, a cloud and a clockwork for tests: fakes that play the peer, and the sum rules. */
@NullMarked
package io.sluice.gateway.fakes;

import org.jspecify.annotations.NullMarked;
