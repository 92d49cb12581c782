/** One loop per asset: its latest samples, its detectors, its alarms, its summaries. */
@NullMarked
package io.sluice.gateway.assets;

import org.jspecify.annotations.NullMarked;
