/** Tests of the gateway's wiring, and of the whole of it on a virtual clock. */
@NullMarked
package io.sluice.gateway;

import org.jspecify.annotations.NullMarked;
