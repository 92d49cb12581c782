/** A Logix controller as an EtherNet/IP server: encapsulation, CIP services, tags by name. */
@NullMarked
package io.sluice.simulator.eip;

import org.jspecify.annotations.NullMarked;
