/** The ways of noticing, one file each. */
@NullMarked
package io.sluice.analytics.detectors;

import org.jspecify.annotations.NullMarked;
