/** Senders to the cloud, one file each. */
@NullMarked
package io.sluice.gateway.uplink;

import org.jspecify.annotations.NullMarked;
