/** The online stage against devices in memory. */
@NullMarked
package io.sluice.gateway.config.online;

import org.jspecify.annotations.NullMarked;
