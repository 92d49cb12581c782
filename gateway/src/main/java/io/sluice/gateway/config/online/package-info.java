/** Short visits to what the configuration names: reachable, readable, fast enough. Never writes. */
@NullMarked
package io.sluice.gateway.config.online;

import org.jspecify.annotations.NullMarked;
