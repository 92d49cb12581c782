/** A receiver that plays the cloud: an MQTT broker that counts, and misbehaves on request. */
@NullMarked
package io.sluice.simulator.cloud;

import org.jspecify.annotations.NullMarked;
