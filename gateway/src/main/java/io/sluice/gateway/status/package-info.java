/** What the gateway knows of itself: counters, reaction times, the status page. */
@NullMarked
package io.sluice.gateway.status;

import org.jspecify.annotations.NullMarked;
