/** Tests of an asset's loop, samples, detectors and summaries. */
@NullMarked
package io.sluice.gateway.assets;

import org.jspecify.annotations.NullMarked;
