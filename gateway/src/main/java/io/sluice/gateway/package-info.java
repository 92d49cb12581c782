/** The gateway: one class wires it, one starts it. */
@NullMarked
package io.sluice.gateway;

import org.jspecify.annotations.NullMarked;
