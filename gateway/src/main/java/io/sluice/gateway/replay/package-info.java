/** The whole gateway on a virtual clock, between stand-ins for the plant and the cloud. */
@NullMarked
package io.sluice.gateway.replay;

import org.jspecify.annotations.NullMarked;
