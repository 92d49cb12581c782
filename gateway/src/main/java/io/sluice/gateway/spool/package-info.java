/** The store-and-forward buffer: what was acknowledged is on disk, what was lost is declared. */
@NullMarked
package io.sluice.gateway.spool;

import org.jspecify.annotations.NullMarked;
