/** Tests of counters, reaction times and the status page. */
@NullMarked
package io.sluice.gateway.status;

import org.jspecify.annotations.NullMarked;
