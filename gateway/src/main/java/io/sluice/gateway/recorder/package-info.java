/** The flight recorder: the last hours of raw scans on disk, and files cut out of them. */
@NullMarked
package io.sluice.gateway.recorder;

import org.jspecify.annotations.NullMarked;
