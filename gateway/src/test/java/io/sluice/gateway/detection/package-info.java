/** How well each detector kind finds faults that are put into the virtual plant's sensors. */
@NullMarked
package io.sluice.gateway.detection;

import org.jspecify.annotations.NullMarked;
