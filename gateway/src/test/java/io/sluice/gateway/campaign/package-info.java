/** The whole gateway on real servers: what breaks around it, and what it says to bad files. */
@NullMarked
package io.sluice.gateway.campaign;

import org.jspecify.annotations.NullMarked;
