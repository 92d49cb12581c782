/** The demonstration: a virtual plant, the gateway and a virtual cloud in one terminal. */
@NullMarked
package io.sluice.gateway.demo;

import org.jspecify.annotations.NullMarked;
