/** Which rows of a running plant may teach the next model, and which may not. */
@NullMarked
package io.sluice.analytics.upkeep;

import org.jspecify.annotations.NullMarked;
