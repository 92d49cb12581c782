/** The flight recorder under rings too small, disks too full and sudden ends. */
@NullMarked
package io.sluice.gateway.recorder;

import org.jspecify.annotations.NullMarked;
