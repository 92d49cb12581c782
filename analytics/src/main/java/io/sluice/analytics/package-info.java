/** Numbers: windows, features, detectors, scores. No plant I/O, no clock. */
@NullMarked
package io.sluice.analytics;

import org.jspecify.annotations.NullMarked;
